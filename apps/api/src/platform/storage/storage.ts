import type { Readable } from 'node:stream';

/** Bytes `start` to `end`, both included, as in an HTTP range. */
export interface Range {
  start: number;
  end: number;
}

export interface Stored {
  key: string;
  size: number;
  changedAt: Date;
}

/**
 * Files of the installation by key (`companies/<id>/content/<id>/<revision>/...`), on a local disk or in a bucket. A key
 * is made by us from ids only; one that could leave its place is refused.
 */
export abstract class Storage {
  /** Writes whole or not at all: the file appears under its key when its last byte is there. */
  abstract put(key: string, body: Readable | Buffer): Promise<void>;

  /** Moves a local file in; the source is gone afterwards. */
  abstract putFile(key: string, file: string): Promise<void>;

  /** Moves within the store, without the bytes passing through us. */
  abstract move(from: string, to: string): Promise<void>;

  /** Rejects when there is no such file. */
  abstract get(key: string, range?: Range): Promise<Readable>;

  /** Undefined when there is no such file. */
  abstract stat(key: string): Promise<Stored | undefined>;

  /** Size in bytes, or undefined when there is no such file. */
  async size(key: string): Promise<number | undefined> {
    return (await this.stat(key))?.size;
  }

  /** Every file under the prefix, as they come. */
  abstract list(prefix: string): AsyncIterable<Stored>;

  /** Removes the file or everything under the prefix. */
  abstract remove(prefix: string): Promise<void>;

  /** A path at which programs can read the file: the file itself, or a copy made in `dir`. */
  abstract localCopy(key: string, dir: string): Promise<string>;

  /** An address at which a browser may read the file until `expires`; undefined when it has to come through us. */
  abstract addressOf(key: string, type: string, expires: Date): Promise<string | undefined>;

  /** Bytes that still fit, as far as one can tell. */
  abstract room(): Promise<number>;

  /** Whether files can be read and written; for readiness. */
  abstract ping(): Promise<void>;
}

const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

export function checkKey(key: string): string {
  if (!key.split('/').every((segment) => SEGMENT.test(segment))) throw new Error('Storage key leaves its folder');
  return key;
}

/** Whether a write failed because the disk is full, or the part of it that is ours. */
export const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(String(codeOf(error)));

export const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
