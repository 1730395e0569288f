import { FileStore } from '@tus/file-store';
import type { Upload } from '@tus/server';
import { createWriteStream } from 'node:fs';
import { rm, stat, truncate } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../platform/problem.js';
import { isFull } from '../platform/storage.js';
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
    const file = this.fileOf(id);
    const expected = promised();
    const check = expected && new ChunkCheck(expected);
    const target = createWriteStream(file, { flags: 'r+', start: offset });
    const came = untilCut(bytes);
    await this.inRoom(id, check ? pipeline(came, check, target) : pipeline(came, target));
    if (!check?.refuses()) return offset + target.bytesWritten;
    await truncate(file, offset);
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
