import { Injectable } from '@nestjs/common';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, constants, mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Config } from './config.js';
import { newId } from './ids.js';

/** Bytes `start` to `end`, both included, as in an HTTP range. */
export interface Range {
  start: number;
  end: number;
}

/**
 * Files of the installation by key (`companies/<id>/content/<id>/<revision>/...`). The local disk driver; a driver for
 * S3 takes the same shape. A key is made by us from ids only, and is refused if it would leave the folder.
 */
@Injectable()
export class Storage {
  private readonly root: string;

  constructor(config: Config) {
    this.root = path.resolve(config.storageDir);
  }

  /** Writes whole or not at all: the file appears under its key when its last byte is there. */
  async put(key: string, body: Readable | Buffer): Promise<void> {
    const target = this.pathOf(key);
    const partial = `${target}.${newId()}.partial`;
    await mkdir(path.dirname(target), { recursive: true });
    try {
      await pipeline(Buffer.isBuffer(body) ? [body] : body, createWriteStream(partial));
      await rename(partial, target);
    } finally {
      await rm(partial, { force: true });
    }
  }

  /** Moves a local file in; the source is gone afterwards. */
  async putFile(key: string, file: string): Promise<void> {
    const target = this.pathOf(key);
    await mkdir(path.dirname(target), { recursive: true });
    try {
      await rename(file, target);
    } catch (error) {
      // EXDEV: the temporary folder is on another file system, so the bytes must be copied.
      if (codeOf(error) !== 'EXDEV') throw error;
      await this.put(key, createReadStream(file));
      await rm(file, { force: true });
    }
  }

  get(key: string, range?: Range): Readable {
    return createReadStream(this.pathOf(key), range);
  }

  /** Size in bytes, or undefined when there is no such file. */
  async size(key: string): Promise<number | undefined> {
    try {
      const found = await stat(this.pathOf(key));
      return found.isFile() ? found.size : undefined;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Removes the file or everything under the prefix. */
  async remove(prefix: string): Promise<void> {
    await rm(this.pathOf(prefix), { recursive: true, force: true });
  }

  /** The local path of a key, for programs that read and write files themselves. */
  pathOf(key: string): string {
    const full = path.resolve(this.root, key);
    if (full === this.root || !full.startsWith(this.root + path.sep)) throw new Error('Storage key leaves its folder');
    return full;
  }

  /** Whether files can be written; for readiness. */
  async ping(): Promise<void> {
    await mkdir(this.root, { recursive: true });
    await access(this.root, constants.R_OK | constants.W_OK);
  }
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
