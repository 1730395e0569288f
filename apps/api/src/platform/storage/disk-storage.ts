import { createReadStream, createWriteStream, type Dirent } from 'node:fs';
import { access, constants, mkdir, open, opendir, rename, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { newId } from '../ids.js';
import { checkKey, codeOf, Storage, type Range, type Stored } from './storage.js';

/** A folder that the API and its workers share. */
export class DiskStorage extends Storage {
  constructor(private readonly root: string) {
    super();
  }

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

  async move(from: string, to: string): Promise<void> {
    await this.putFile(to, this.pathOf(from));
  }

  async get(key: string, range?: Range): Promise<Readable> {
    const file = await open(this.pathOf(key));
    return file.createReadStream(range);
  }

  async stat(key: string): Promise<Stored | undefined> {
    const found = await unless('ENOENT', stat(this.pathOf(key)));
    return found?.isFile() ? { key, size: found.size, changedAt: found.mtime } : undefined;
  }

  async *list(prefix: string): AsyncGenerator<Stored> {
    for await (const entry of await entriesOf(this.pathOf(prefix))) {
      const key = `${prefix}/${entry.name}`;
      if (entry.isDirectory()) yield* this.list(key);
      else {
        const found = await this.stat(key);
        // It may have been removed while we walked.
        if (found) yield found;
      }
    }
  }

  async remove(prefix: string): Promise<void> {
    await rm(this.pathOf(prefix), { recursive: true, force: true });
  }

  async localCopy(key: string): Promise<string> {
    const file = this.pathOf(key);
    await access(file, constants.R_OK);
    return file;
  }

  addressOf(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async room(): Promise<number> {
    await mkdir(this.root, { recursive: true });
    const { bavail, bsize } = await statfs(this.root);
    return bavail * bsize;
  }

  async ping(): Promise<void> {
    await mkdir(this.root, { recursive: true });
    await access(this.root, constants.R_OK | constants.W_OK);
  }

  private pathOf(key: string): string {
    return path.join(this.root, checkKey(key));
  }
}

async function entriesOf(dir: string): Promise<AsyncIterable<Dirent> | Dirent[]> {
  return (await unless('ENOENT', opendir(dir))) ?? [];
}

/** What came, or undefined when it failed with this code. */
async function unless<T>(code: string, work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === code) return undefined;
    throw error;
  }
}
