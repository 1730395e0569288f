import { Injectable } from '@nestjs/common';
import { mkdir, readdir, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { fault, MediaFault, noRoom } from '../../media/fault.js';
import { Config } from '../../platform/config.js';
import { isId } from '../../platform/ids.js';
import { Storage } from '../../platform/storage/storage.js';
import { sourceOf } from '../content.entity.js';
import { Claims, type Claim } from './claims.js';

/** A claim's temporary folder on this machine. */
export interface Workplace {
  /** Where what is made is put. */
  made: string;
  /** The uploaded file, where programs can read it. */
  sourceFile(): Promise<string>;
}

@Injectable()
export class Workplaces {
  constructor(
    private readonly config: Config,
    private readonly storage: Storage,
    private readonly claims: Claims,
  ) {}

  /** The folder is gone when the work has ended, however it did. */
  async within<T>(claim: Claim, work: (workplace: Workplace) => Promise<T>): Promise<T> {
    // A program whose worker died goes on alone until the folder it writes to is gone.
    await this.clear();
    const folder = this.folderOf(claim.token);
    const made = path.join(folder, 'made');
    await mkdir(made, { recursive: true });
    try {
      return await work({ made, sourceFile: () => this.sourceFile(claim, path.join(folder, 'given')) });
    } catch (error) {
      // A program that has no room left says all kinds of things.
      if (error instanceof MediaFault && (await isOutOfRoom(folder))) throw noRoom();
      throw error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Removes the folders of claims that nobody holds any more. */
  async clear(): Promise<void> {
    // ENOENT: no work was ever done here.
    const tokens = (await readdir(this.config.workDir).catch(() => [])).filter(isId);
    for (const token of tokens)
      if (!(await this.claims.isHeld(token))) await rm(this.folderOf(token), { recursive: true, force: true });
  }

  private folderOf(token: string): string {
    return path.join(this.config.workDir, token);
  }

  private async sourceFile({ companyId, id, source }: Claim, dir: string): Promise<string> {
    const key = sourceOf(companyId, id, source);
    if ((await this.storage.size(key)) === undefined)
      throw fault('source-missing', 'The uploaded file is not there any more. Upload it again.');
    return this.storage.localCopy(key, dir);
  }
}

const NO_ROOM_BYTES = 1024 ** 2;

async function isOutOfRoom(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize < NO_ROOM_BYTES;
}
