import { FileStore } from '@tus/file-store';
import type { Upload } from '@tus/server';
import { open, rm, stat, truncate, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Problem } from '../../platform/problem.js';
import { isFull } from '../../platform/storage/storage.js';
import { ChunkCheck, promised } from './upload-checksum.js';
import { EXTENSIONS, untilCut, type UploadStore } from './upload-store.js';

/** Unfinished uploads in `uploads/` of the media's folder: any process that shares it can go on with them. */
export class DiskUploads extends FileStore implements UploadStore {
  override extensions = EXTENSIONS;

  constructor(storageDir: string) {
    super({ directory: path.join(storageDir, 'uploads') });
  }

  override async create(upload: Upload): Promise<Upload> {
    return this.inRoom(upload.id, super.create(upload));
  }

  /** As the library's, which hides why a write failed. What came before a cut stays, and is the offset to go on from. */
  override async write(bytes: Readable, id: string, offset: number): Promise<number> {
    const expected = promised();
    const check = expected && new ChunkCheck(expected);
    const end = await this.inRoom(id, append(this.fileOf(id), untilCut(bytes), offset, check));
    if (!check?.refuses()) return end;
    await truncate(this.fileOf(id), offset);
    throw new Problem('content.checksum');
  }

  async lastByteAt(id: string): Promise<Date | undefined> {
    return (await stat(this.fileOf(id)).catch(() => undefined))?.mtime;
  }

  async isWhole(id: string): Promise<boolean> {
    // Rejects when there is no such upload, or when its file was moved: then nothing is complete here.
    const upload = await this.getUpload(id).catch(() => undefined);
    return upload !== undefined && upload.offset === upload.size;
  }

  async discard(id: string): Promise<void> {
    await rm(this.fileOf(id), { force: true });
    await rm(`${this.fileOf(id)}.json`, { force: true });
  }

  /** An upload that finds the disk full gives back what it took: others need the room. */
  private async inRoom<T>(id: string, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (!isFull(error)) throw error;
      await this.discard(id);
      throw new Problem('content.no-room');
    }
  }

  private fileOf(id: string): string {
    return path.join(this.directory, id);
  }
}

/** So much of a chunk is still listened to when the disk is full: who is not done sending does not hear an answer. */
const HEARD_OUT_BYTES = 32 * 1024 ** 2;

/** Where the file ends then. Rejects when it cannot be written, once the sender is done. */
async function append(
  name: string,
  bytes: AsyncIterable<Buffer>,
  offset: number,
  check: ChunkCheck | undefined,
): Promise<number> {
  const file = await open(name, 'r+');
  let end = offset;
  let failed: { error: unknown; heard: number } | undefined;
  try {
    for await (const chunk of bytes) {
      if (failed) {
        failed.heard += chunk.length;
        if (failed.heard > HEARD_OUT_BYTES) break;
        continue;
      }
      check?.see(chunk);
      try {
        end += await writeWhole(file, chunk, end);
      } catch (error) {
        // The disk is full, or broken: told once the sender listens.
        failed = { error, heard: 0 };
      }
    }
  } finally {
    await file.close();
  }
  if (failed) throw failed.error;
  return end;
}

/** The last write before the disk is full takes only a part. */
async function writeWhole(file: FileHandle, chunk: Buffer, at: number): Promise<number> {
  for (let done = 0; done < chunk.length;)
    done += (await file.write(chunk, done, chunk.length - done, at + done)).bytesWritten;
  return chunk.length;
}
