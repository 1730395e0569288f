import { S3Store } from '@tus/s3-store';
import { ERRORS, Upload } from '@tus/server';
import { createReadStream, createWriteStream, type ReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../../platform/problem.js';
import { clientConfig, type S3Settings } from '../../platform/storage/s3-storage.js';
import type { Storage } from '../../platform/storage/storage.js';
import { ChunkCheck, promised, type Promised } from './upload-checksum.js';
import { EXTENSIONS, untilCut, uploadKey, type UploadStore } from './upload-store.js';

/** A part waits on this machine's disk until it has been sent: so many bytes at most for all uploads together. */
const PART_BYTES = 8 * 1024 ** 2;
const PARTS_AT_ONCE = 4;
/** A chunk with a checksum waits there whole. */
const CHECKED_CHUNK_BYTES = 64 * 1024 ** 2;

interface Write {
  /** How far it has come. */
  end: number;
  /** The file that its last bytes wait in. */
  tail?: string;
  /** What was there before, and the numbers of what it sends. */
  parts: Set<string>;
  own: Set<number>;
}

type Parts = Awaited<ReturnType<S3Store['retrieveParts']>>;

/**
 * Unfinished uploads as multipart uploads of a bucket, so that any process can go on with them.
 *
 * Bytes too few for a part wait in a file of their own, whose name says where in the upload they begin. tus would remove
 * it before the part that takes its bytes up is there, and a process killed in between would lose them; here it stays, and
 * no longer counts once the parts reach beyond its beginning.
 */
export class S3Uploads extends S3Store implements UploadStore {
  override extensions = EXTENSIONS;
  private readonly keyPrefix: string;
  /** By key: where the waiting bytes begin. */
  private readonly tails = new Map<string, number>();
  /** By key: what this process is writing. */
  private readonly writes = new Map<string, Write>();

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
    if (!expected) return this.append(bytes, id, offset);
    if (!(expected.length <= CHECKED_CHUNK_BYTES))
      throw new Problem('request.too-large', { detail: 'Send at most 64 MiB with one Upload-Checksum.' });
    return this.appendChecked(bytes, id, offset, expected);
  }

  override async remove(id: string): Promise<void> {
    await super.remove(this.keyOf(id));
    await this.discard(id);
  }

  async lastByteAt(id: string): Promise<Date | undefined> {
    // No such upload, or one that has ended.
    const parts = await this.retrieveParts(this.keyOf(id)).catch(() => []);
    const times = parts.flatMap(({ LastModified }) => LastModified?.getTime() ?? []);
    for (const { LastModified } of await this.files(id)) if (LastModified) times.push(LastModified.getTime());
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
    await this.append(Readable.from([]), id, upload.offset);
    return true;
  }

  async discard(id: string): Promise<void> {
    try {
      await super.remove(this.keyOf(id));
    } catch (error) {
      // Its parts have been put together, or it never began: then files are all there is to remove.
      if (error !== ERRORS.FILE_NOT_FOUND) throw error;
    }
    for (const { Key } of await this.files(id)) await this.client.deleteObject({ Bucket: this.bucket, Key });
  }

  /** Up to the first that is missing: parts are sent side by side, and a cut may leave a later one there alone. */
  protected override async retrieveParts(key: string, marker?: string): Promise<Parts> {
    const parts = await super.retrieveParts(key, marker);
    return marker === undefined ? parts.filter(({ PartNumber }, i) => PartNumber === i + 1) : parts;
  }

  protected override partKey(key: string, isIncomplete = false): string {
    return isIncomplete ? `${key}.part.${this.tails.get(key) ?? 0}` : key;
  }

  protected override async getIncompletePart(key: string): Promise<Readable | undefined> {
    this.tails.set(key, endOf(await this.retrieveParts(key)));
    return super.getIncompletePart(key);
  }

  protected override async getIncompletePartSize(key: string): Promise<number | undefined> {
    this.tails.set(key, endOf(await this.retrieveParts(key)));
    return super.getIncompletePartSize(key);
  }

  /**
   * A client that lost its connection goes on with another process, while this one may not have noticed: when it does, it
   * must not put what it has over what came since.
   */
  protected override async uploadPart(...args: Parameters<S3Store['uploadPart']>): Promise<string> {
    const [{ file }, , number] = args;
    const write = this.writes.get(file.id);
    write?.own.add(number);
    for (const part of await super.retrieveParts(file.id)) {
      const { PartNumber = 0 } = part;
      const isOwn = PartNumber !== number && write?.own.has(PartNumber);
      if (PartNumber >= number && !isOwn && !write?.parts.has(nameOf(part))) throw ERRORS.INVALID_OFFSET;
    }
    return super.uploadPart(...args);
  }

  /** Not before its bytes are elsewhere. */
  protected override deleteIncompletePart(): Promise<void> {
    return Promise.resolve();
  }

  protected override async uploadIncompletePart(key: string, bytes: ReadStream): Promise<string> {
    const write = this.writes.get(key);
    if (!write) throw new Error('No write is under way');
    this.tails.set(key, write.end - (await stat(bytes.path)).size);
    write.tail = this.partKey(key, true);
    return super.uploadIncompletePart(key, bytes);
  }

  private async append(bytes: Readable, id: string, offset: number): Promise<number> {
    const key = this.keyOf(id);
    const before = (await this.files(id)).filter(({ Key }) => Key?.startsWith(`${key}.part.`));
    const write: Write = { end: offset, parts: new Set((await super.retrieveParts(key)).map(nameOf)), own: new Set() };
    this.writes.set(key, write);
    async function* counted(): AsyncGenerator<Buffer> {
      for await (const chunk of untilCut(bytes)) {
        write.end += chunk.length;
        yield chunk;
      }
    }
    try {
      const end = await super.write(Readable.from(counted(), { objectMode: false }), key, offset);
      for (const { Key } of before)
        if (Key !== write.tail) await this.client.deleteObject({ Bucket: this.bucket, Key });
      return end;
    } finally {
      this.writes.delete(key);
      this.tails.delete(key);
    }
  }

  /** The file itself, what tus notes of it, and the bytes that wait. */
  private async files(id: string): Promise<{ Key?: string; LastModified?: Date }[]> {
    const { Contents } = await this.client.listObjectsV2({ Bucket: this.bucket, Prefix: this.keyOf(id) });
    return Contents ?? [];
  }

  /** Parts that the bucket has cannot be taken back: so the bytes are looked at before they go there. */
  private async appendChecked(bytes: Readable, id: string, offset: number, expected: Promised): Promise<number> {
    const dir = await mkdtemp(path.join(tmpdir(), 'calldocker-chunk-'));
    const file = path.join(dir, 'bytes');
    const check = new ChunkCheck(expected);
    async function* seen(): AsyncGenerator<Buffer> {
      for await (const chunk of untilCut(bytes)) {
        check.see(chunk);
        yield chunk;
      }
    }
    try {
      await pipeline(seen, createWriteStream(file));
      if (check.refuses()) throw new Problem('content.checksum');
      return await this.append(createReadStream(file), id, offset);
    } finally {
      await rm(dir, { recursive: true });
    }
  }

  private keyOf(id: string): string {
    return this.keyPrefix + uploadKey(id);
  }
}

const endOf = (parts: Parts): number => parts.reduce((sum, { Size }) => sum + (Size ?? 0), 0);
const nameOf = ({ PartNumber, ETag }: Parts[number]): string => `${PartNumber} ${ETag}`;
