import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { Problem } from '../../platform/problem.js';

export const CHECKSUM_ALGORITHMS = ['sha256', 'sha1', 'md5'] as const;

/** What a request says of the bytes it brings: the `Upload-Checksum` of tus, and how many they are. */
export interface Promised {
  algorithm: (typeof CHECKSUM_ALGORITHMS)[number];
  digest: Buffer;
  length: number;
}

/** tus hands a store the bytes of a request and nothing else of it; this goes beside them. */
const current = new AsyncLocalStorage<Promised | undefined>();

export const promising = <T>(promised: Promised | undefined, work: () => Promise<T>): Promise<T> =>
  current.run(promised, work);

export const promised = (): Promised | undefined => current.getStore();

/** Reads `Upload-Checksum: sha256 <base64>`; a refusal when it cannot be kept. */
export function readChecksum(header: string | undefined, contentLength: string | undefined): Promised | undefined {
  if (header === undefined) return undefined;
  const [, name = '', base64 = ''] = /^([a-z0-9]+) ([A-Za-z0-9+/]+={0,2})$/.exec(header) ?? [];
  const algorithm = CHECKSUM_ALGORITHMS.find((known) => known === name);
  if (!algorithm) throw new Problem('content.checksum-unknown');
  const digest = Buffer.from(base64, 'base64');
  if (digest.length !== createHash(algorithm).digest().length) throw new Problem('content.checksum-unknown');
  return { algorithm, digest, length: Number(contentLength ?? Number.NaN) };
}

/** Sees the bytes that come; at their end it knows whether they are those that were promised. */
export class ChunkCheck {
  private readonly hash;
  private bytes = 0;

  constructor(private readonly promised: Promised) {
    this.hash = createHash(promised.algorithm);
  }

  see(chunk: Buffer): void {
    this.bytes += chunk.length;
    this.hash.update(chunk);
  }

  /** A request that was cut off says nothing about what came of it: those bytes are kept, as without a checksum. */
  refuses(): boolean {
    const cut = this.bytes < this.promised.length;
    return !cut && !this.hash.digest().equals(this.promised.digest);
  }
}
