import { S3Store } from '@tus/s3-store';
import { ERRORS, Upload } from '@tus/server';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../platform/problem.js';
import { clientConfig, type S3Settings } from '../platform/s3-storage.js';
import type { Storage } from '../platform/storage.js';
import { ChunkCheck, promised, type Promised } from './upload-checksum.js';
import { EXTENSIONS, untilCut, uploadKey, type UploadStore } from './upload-store.js';

/** A part waits on this machine's disk until it has been sent: so many bytes at most for all uploads together. */
const PART_BYTES = 8 * 1024 ** 2;
const PARTS_AT_ONCE = 4;
/** A chunk with a checksum waits there whole. */
const CHECKED_CHUNK_BYTES = 64 * 1024 ** 2;

/** The file itself, what tus notes of it, and bytes too few for a part of their own. */
const ENDINGS = ['', '.info', '.part'];

/** Unfinished uploads as multipart uploads of a bucket, so that any process can go on with them. */
export class S3Uploads extends S3Store implements UploadStore {
  override extensions = EXTENSIONS;
  private readonly keyPrefix: string;

  constructor(
    settings: S3Settings,
    private readonly storage: Storage,
  ) {
    super({
      partSize: PART_BYTES,
      maxConcurrentPartUploads: PARTS_AT_ONCE,
      useTags: false,
      s3ClientConfig: { ...clientConfig(settings), bucket: settings.bucket },
    });
    this.keyPrefix = settings.prefix;
  }

  override async create(upload: Upload): Promise<Upload> {
    const { size, offset, metadata } = upload;
    await super.create(new Upload({ id: this.keyOf(upload.id), size, offset, metadata }));
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    const { size, offset, metadata, creation_date, storage } = await super.getUpload(this.keyOf(id));
    return new Upload({ id, size, offset, metadata, creation_date, storage });
  }

  override async write(bytes: Readable, id: string, offset: number): Promise<number> {
    const expected = promised();
    if (!expected) return super.write(Readable.from(untilCut(bytes), { objectMode: false }), this.keyOf(id), offset);
    if (!(expected.length <= CHECKED_CHUNK_BYTES))
      throw new Problem('request.too-large', { detail: 'Send at most 64 MiB with one Upload-Checksum.' });
    return this.writeChecked(bytes, id, offset, expected);
  }

  override async remove(id: string): Promise<void> {
    await super.remove(this.keyOf(id));
    await this.storage.remove(`${uploadKey(id)}.part`);
  }

  async lastByteAt(id: string): Promise<Date | undefined> {
    // No such upload, or one that has ended.
    const parts = await this.retrieveParts(this.keyOf(id)).catch(() => []);
    const times = parts.flatMap(({ LastModified }) => LastModified?.getTime() ?? []);
    for (const ending of ENDINGS) {
      const changed = (await this.storage.stat(uploadKey(id) + ending))?.changedAt;
      if (changed) times.push(changed.getTime());
    }
    return times.length > 0 ? new Date(Math.max(...times)) : undefined;
  }

  async isWhole(id: string): Promise<boolean> {
    const upload = await this.getUpload(id).catch((error: unknown) => {
      if (error === ERRORS.FILE_NOT_FOUND) return undefined;
      throw error;
    });
    if (upload?.size === undefined || upload.offset !== upload.size) return false;
    if ((await this.storage.size(uploadKey(id))) === upload.size) return true;
    // Every part is there, and nobody lived to put them together: writing nothing more does it.
    await super.write(Readable.from([]), this.keyOf(id), upload.offset);
    return true;
  }

  async discard(id: string): Promise<void> {
    try {
      await super.remove(this.keyOf(id));
    } catch (error) {
      // Its parts have been put together, or it never began: then files are all there is to remove.
      if (error !== ERRORS.FILE_NOT_FOUND) throw error;
    }
    for (const ending of ENDINGS) await this.storage.remove(uploadKey(id) + ending);
  }

  /** Parts that the bucket has cannot be taken back: so the bytes are looked at before they go there. */
  private async writeChecked(bytes: Readable, id: string, offset: number, expected: Promised): Promise<number> {
    const dir = await mkdtemp(path.join(tmpdir(), 'calldocker-chunk-'));
    const file = path.join(dir, 'bytes');
    const check = new ChunkCheck(expected);
    try {
      await pipeline(untilCut(bytes), check, createWriteStream(file));
      if (check.refuses()) throw new Problem('content.checksum');
      return await super.write(createReadStream(file), this.keyOf(id), offset);
    } finally {
      await rm(dir, { recursive: true });
    }
  }

  private keyOf(id: string): string {
    return this.keyPrefix + uploadKey(id);
  }
}
