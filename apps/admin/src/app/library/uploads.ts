import { Service, computed, inject, signal } from '@angular/core';
import { type DetailedError, Upload as TusUpload } from 'tus-js-client';
import { ApiProblem } from '../api/problem';
import { Session } from '../api/session';
import { API_BASE } from '../api/transport';
import { UploadRate } from './upload-rate';

export type UploadState = 'queued' | 'sending' | 'paused' | 'offline' | 'failed';

/** A file on its way from this browser. */
export interface Upload {
  key: number;
  name: string;
  bytes: number;
  sent: number;
  state: UploadState;
  /** Known once the server has made its row. */
  contentId: string | null;
  perSecond: number | null;
  secondsLeft: number | null;
  problem: ApiProblem | null;
}

interface Running {
  tus: TusUpload;
  rate: UploadRate;
}

const AT_ONCE = 3;
const CHUNK_BYTES = 16 * 1024 * 1024;
const RETRY_PAUSES_MS = [0, 1_000, 3_000, 5_000, 10_000, 20_000];
const SHOW_EVERY_MS = 250;

/** Uploads of this tab. They go on while one visits other pages, and resume where they stopped, after a reload too. */
@Service()
export class Uploads {
  private readonly transport = inject(Session).transport;
  private readonly rows = signal<readonly Upload[]>([]);
  private readonly running = new Map<number, Running>();
  private nextKey = 1;
  /** Told when a file has arrived whole. */
  private readonly arrivals = new Set<(contentId: string) => void>();

  readonly list = this.rows.asReadonly();
  readonly active = computed(() =>
    this.rows().some((upload) => upload.state === 'sending' || upload.state === 'queued'),
  );

  constructor() {
    addEventListener('online', () =>
      this.rows().forEach((upload) => upload.state === 'offline' && this.resume(upload.key)),
    );
    addEventListener('beforeunload', (event) => {
      if (this.active()) event.preventDefault();
    });
  }

  onArrival(handler: (contentId: string) => void): () => void {
    this.arrivals.add(handler);
    return () => this.arrivals.delete(handler);
  }

  add(file: File): void {
    const key = this.nextKey++;
    const rate = new UploadRate();
    let shownAt = 0;
    const tus = new TusUpload(file, {
      endpoint: `${API_BASE}/content/uploads`,
      metadata: { filename: file.name, filetype: file.type },
      chunkSize: CHUNK_BYTES,
      retryDelays: RETRY_PAUSES_MS,
      removeFingerprintOnSuccess: true,
      onBeforeRequest: async (request) => {
        const token = await this.transport.accessToken();
        if (token) request.setHeader('Authorization', `Bearer ${token}`);
      },
      onUploadUrlAvailable: () => this.change(key, { contentId: idFrom(tus.url) }),
      onProgress: (sent) => {
        const now = performance.now();
        rate.add(sent, now);
        if (now - shownAt < SHOW_EVERY_MS) return;
        shownAt = now;
        this.change(key, { sent, perSecond: rate.perSecond, secondsLeft: rate.secondsLeft(file.size) });
      },
      onSuccess: () => this.arrive(key),
      onError: (error) => this.stumble(key, error),
    });
    this.running.set(key, { tus, rate });
    this.rows.update((rows) => [
      {
        key,
        name: file.name,
        bytes: file.size,
        sent: 0,
        state: 'queued',
        contentId: null,
        perSecond: null,
        secondsLeft: null,
        problem: null,
      },
      ...rows,
    ]);
    this.startNext();
  }

  pause(key: number): void {
    const upload = this.running.get(key);
    if (!upload) return;
    void upload.tus.abort();
    upload.rate.forget();
    this.change(key, { state: 'paused', perSecond: null, secondsLeft: null });
    this.startNext();
  }

  resume(key: number): void {
    this.change(key, { state: 'queued', problem: null });
    this.startNext();
  }

  /** Stops, and takes what was sent off the server too. */
  async cancel(key: number): Promise<void> {
    const upload = this.running.get(key);
    this.drop(key);
    this.startNext();
    await upload?.tus.abort(true);
  }

  private startNext(): void {
    const sending = this.rows().filter((upload) => upload.state === 'sending').length;
    // The list shows the newest first; the oldest goes first.
    const queued = this.rows()
      .filter((upload) => upload.state === 'queued')
      .reverse();
    for (const upload of queued.slice(0, Math.max(0, AT_ONCE - sending))) void this.start(upload.key);
  }

  private async start(key: number): Promise<void> {
    const upload = this.running.get(key);
    if (!upload) return;
    this.change(key, { state: 'sending' });
    if (!upload.tus.url) {
      const [previous] = await upload.tus.findPreviousUploads();
      if (previous) upload.tus.resumeFromPreviousUpload(previous);
    }
    if (this.running.has(key)) upload.tus.start();
  }

  private arrive(key: number): void {
    const contentId = idFrom(this.running.get(key)?.tus.url ?? null);
    this.drop(key);
    if (contentId) this.arrivals.forEach((handler) => handler(contentId));
    this.startNext();
  }

  private stumble(key: number, error: Error | DetailedError): void {
    this.running.get(key)?.rate.forget();
    const rest = { perSecond: null, secondsLeft: null };
    if (!navigator.onLine) this.change(key, { ...rest, state: 'offline' });
    else this.change(key, { ...rest, state: 'failed', problem: problemOf(error) });
    this.startNext();
  }

  private change(key: number, edit: Partial<Upload>): void {
    this.rows.update((rows) => rows.map((upload) => (upload.key === key ? { ...upload, ...edit } : upload)));
  }

  private drop(key: number): void {
    this.running.delete(key);
    this.rows.update((rows) => rows.filter((upload) => upload.key !== key));
  }
}

/** The upload's address ends in the id of the content it becomes. */
export function idFrom(url: string | null): string | null {
  return url?.split(/[?#]/)[0]?.replace(/\/+$/, '').split('/').at(-1) ?? null;
}

function problemOf(error: Error | DetailedError): ApiProblem {
  const response = 'originalResponse' in error ? error.originalResponse : null;
  return response ? ApiProblem.of(response.getStatus(), response.getBody()) : ApiProblem.unreachable();
}
