import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  paginateListObjectsV2,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { OnModuleDestroy } from '@nestjs/common';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { checkKey, Storage, type Range, type Stored } from './storage.js';

export interface S3Settings {
  bucket: string;
  /** Ends in a slash, or is empty. */
  prefix: string;
  endpoint: string | undefined;
  region: string;
  forcePathStyle: boolean;
  accessKeyId: string;
  secretAccessKey: string;
}

/** Two parts of this size are in memory for each file that is being put. */
const PART_BYTES = 8 * 1024 ** 2;
const PARTS_AT_ONCE = 2;

/** A bucket, of S3 or of what speaks like it. Browsers read from it by pre-signed addresses. */
export class S3Storage extends Storage implements OnModuleDestroy {
  private readonly client: S3Client;
  private readonly bucket: string;
  private readonly prefix: string;

  constructor(settings: S3Settings) {
    super();
    this.client = new S3Client(clientConfig(settings));
    this.bucket = settings.bucket;
    this.prefix = settings.prefix;
  }

  onModuleDestroy(): void {
    this.client.destroy();
  }

  async put(key: string, body: Readable | Buffer): Promise<void> {
    const upload = new Upload({
      client: this.client,
      params: { ...this.at(key), Body: body },
      partSize: PART_BYTES,
      queueSize: PARTS_AT_ONCE,
    });
    await upload.done();
  }

  async putFile(key: string, file: string): Promise<void> {
    await this.put(key, createReadStream(file));
    await rm(file, { force: true });
  }

  /** One copy command, good for files of up to 5 GiB; the settings allow no larger uploads. */
  async move(from: string, to: string): Promise<void> {
    const source = this.at(from);
    await this.client.send(new CopyObjectCommand({ ...this.at(to), CopySource: `${this.bucket}/${source.Key}` }));
    await this.removeAll([source.Key]);
  }

  async get(key: string, range?: Range): Promise<Readable> {
    const wanted = range && { Range: `bytes=${range.start}-${range.end}` };
    const { Body } = await this.client.send(new GetObjectCommand({ ...this.at(key), ...wanted }));
    if (!(Body instanceof Readable)) throw new Error('The bucket answered without a body');
    return Body;
  }

  async stat(key: string): Promise<Stored | undefined> {
    try {
      const { ContentLength, LastModified } = await this.client.send(new HeadObjectCommand(this.at(key)));
      return { key, size: ContentLength ?? 0, changedAt: LastModified ?? new Date() };
    } catch (error) {
      if (error instanceof NotFound || error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  async *list(prefix: string): AsyncGenerator<Stored> {
    const found = { Bucket: this.bucket, Prefix: `${this.at(prefix).Key}/` };
    for await (const { Contents } of paginateListObjectsV2({ client: this.client }, found))
      for (const { Key, Size, LastModified } of Contents ?? [])
        if (Key !== undefined)
          yield {
            key: Key.slice(this.prefix.length),
            size: Size ?? 0,
            changedAt: LastModified ?? new Date(),
          };
  }

  async remove(prefix: string): Promise<void> {
    let keys = [this.at(prefix).Key];
    for await (const { key } of this.list(prefix)) {
      keys.push(this.prefix + key);
      // The most that one command takes.
      if (keys.length < 1000) continue;
      await this.removeAll(keys);
      keys = [];
    }
    await this.removeAll(keys);
  }

  async localCopy(key: string, dir: string): Promise<string> {
    await mkdir(dir, { recursive: true });
    const file = path.join(dir, path.basename(checkKey(key)));
    await pipeline(await this.get(key), createWriteStream(file));
    return file;
  }

  /** Signed as of a day before it ends, so that one link's addresses are the same whenever they are asked for. */
  async addressOf(key: string, type: string, expires: Date): Promise<string> {
    const command = new GetObjectCommand({
      ...this.at(key),
      ResponseContentType: type,
      ResponseCacheControl: 'private, max-age=86400, immutable',
    });
    const signingDate = new Date(expires.getTime() - ADDRESS_SECONDS * 1000);
    return getSignedUrl(this.client, command, { expiresIn: ADDRESS_SECONDS, signingDate });
  }

  room(): Promise<number> {
    return Promise.resolve(Number.POSITIVE_INFINITY);
  }

  async ping(): Promise<void> {
    await this.client.send(new HeadBucketCommand({ Bucket: this.bucket }));
  }

  private at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.bucket, Key: this.prefix + checkKey(key) };
  }

  private async removeAll(keys: string[]): Promise<void> {
    if (keys.length === 0) return;
    const Objects = keys.map((Key) => ({ Key }));
    const { Errors } = await this.client.send(
      new DeleteObjectsCommand({ Bucket: this.bucket, Delete: { Objects, Quiet: true } }),
    );
    const [first] = Errors ?? [];
    if (first) throw new Error(`The bucket kept ${first.Key}: ${first.Message}`);
  }
}

/** No link is good for longer than this. */
const ADDRESS_SECONDS = 24 * 3600;

export function clientConfig({
  endpoint,
  region,
  forcePathStyle,
  accessKeyId,
  secretAccessKey,
}: S3Settings): S3ClientConfig {
  return {
    ...(endpoint !== undefined && { endpoint }),
    region,
    forcePathStyle,
    credentials: { accessKeyId, secretAccessKey },
    // The newer checksums are not understood by every server that speaks S3.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  };
}
