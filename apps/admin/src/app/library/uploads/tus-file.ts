import { type DetailedError, Upload as TusUpload } from 'tus-js-client';
import { API_BASE, type Transport } from '../../api/transport';
import { ChecksumStack } from './checksum-stack';

/** Small enough that a cut costs little, large enough that a fast line is used well. */
const CHUNK_BYTES = 8 * 1024 * 1024;

export interface TusFile {
  file: File;
  /** Where an earlier begun upload of it goes on. */
  url: string | null;
  replaces: string | null;
  language: string | null;
}

export interface Told {
  began(url: string): void;
  progress(sent: number): void;
  /** A chunk is there for good. */
  accepted(): void;
  arrived(): void;
  stumbled(error: Error | DetailedError): void;
}

type Signer = Pick<Transport, 'accessToken' | 'renew'>;

const stack = new ChecksumStack();

/** One file on its way by tus. When and whether to try again is for the caller to say: each stumble is told. */
export function tusUpload({ file, url, replaces, language }: TusFile, transport: Signer, told: Told): TusUpload {
  const tus: TusUpload = new TusUpload(file, {
    endpoint: `${API_BASE}/content/uploads`,
    uploadUrl: url,
    metadata: { filename: file.name, ...(replaces && { replaces }), ...(language && { language }) },
    chunkSize: CHUNK_BYTES,
    retryDelays: null,
    storeFingerprintForResuming: false,
    httpStack: stack,
    ...signed(transport),
    onUploadUrlAvailable: () => tus.url && told.began(tus.url),
    onProgress: (sent) => told.progress(sent),
    onChunkComplete: () => told.accepted(),
    onSuccess: () => told.arrived(),
    onError: (error) => told.stumbled(error),
  });
  return tus;
}

/** Takes an unfinished upload off the server. */
export function giveUp(url: string, transport: Signer): Promise<void> {
  return TusUpload.terminate(url, { ...signed(transport), retryDelays: null });
}

function signed(transport: Signer): Pick<TusUpload['options'], 'onBeforeRequest' | 'onAfterResponse'> {
  return {
    onBeforeRequest: async (request) => {
      const token = await transport.accessToken();
      if (token) request.setHeader('Authorization', `Bearer ${token}`);
    },
    onAfterResponse: async (_request, response) => {
      // Refused before its time, after a restart of the server for example: the next try carries a new one.
      if (response.getStatus() === 401) await transport.renew();
    },
  };
}

/** How many bytes of an upload have arrived; null when there is no such upload any more. */
export async function offsetAt(url: string, transport: Signer): Promise<number | null> {
  const token = await transport.accessToken();
  const headers = { 'Tus-Resumable': '1.0.0', ...(token && { Authorization: `Bearer ${token}` }) };
  const response = await fetch(url, { method: 'HEAD', headers });
  if (response.status === 404 || response.status === 410) return null;
  const offset = Number(response.headers.get('Upload-Offset'));
  if (!response.ok || !Number.isFinite(offset)) throw new TypeError(`HEAD of the upload answered ${response.status}`);
  return response.headers.get('Upload-Length') === String(offset) ? null : offset;
}
