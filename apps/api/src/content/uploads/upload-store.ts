import type { DataStore } from '@tus/server';
import type { Readable } from 'node:stream';

/** Where the bytes of unfinished uploads lie: a finished one is the file `uploads/<id>` of the store. */
export interface UploadStore extends DataStore {
  /** When the last byte of an unfinished upload came, or undefined when nothing of it is there. */
  lastByteAt(id: string): Promise<Date | undefined>;
  /** Whether every byte is here, and the file can be moved to where it belongs. */
  isWhole(id: string): Promise<boolean>;
  /** Removes whatever an upload left. */
  discard(id: string): Promise<void>;
}

export const uploadKey = (id: string): string => `uploads/${id}`;

/** The size is said at the start: limits and progress need it. */
export const EXTENSIONS = ['creation', 'creation-with-upload', 'termination', 'checksum'];

/** What comes until the connection breaks; that much is kept. The break is tus's to tell. */
export async function* untilCut(bytes: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of bytes) yield chunk;
  } catch {
    // Whatever broke it, no more will come.
  }
}
