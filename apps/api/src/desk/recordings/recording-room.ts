import { Injectable } from '@nestjs/common';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Config } from '../../platform/config.js';
import { Db, rows } from '../../platform/db.js';
import { isId } from '../../platform/ids.js';

/** Where one recording lies open while it is made playable. */
export interface Workplace {
  /** What came from the browser. */
  source: string;
  /** The folder for what is made of it. */
  made: string;
}

/** Temporary folders, by the token of who works in them: what was said lies open there, so none outlives its work. */
@Injectable()
export class RecordingRoom {
  private readonly root: string;

  constructor(
    config: Config,
    private readonly db: Db,
  ) {
    this.root = path.join(config.workDir, 'recordings');
  }

  async within<T>(token: string, work: (workplace: Workplace) => Promise<T>): Promise<T> {
    const folder = path.join(this.root, token);
    const made = path.join(folder, 'made');
    await mkdir(made, { recursive: true });
    try {
      return await work({ source: path.join(folder, 'recorded'), made });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Removes the folders of workers that were killed. */
  async clear(): Promise<void> {
    // ENOENT: no work was ever done here.
    const tokens = (await readdir(this.root).catch(() => [])).filter(isId);
    if (tokens.length === 0) return;
    const held = await this.db.asSystem('folders of recordings', (em) =>
      rows<{ claim: string }>(em, 'select claim from call_recordings where claim = any ($1::uuid[])', [tokens]),
    );
    const kept = new Set(held.map(({ claim }) => claim));
    for (const token of tokens)
      if (!kept.has(token)) await rm(path.join(this.root, token), { recursive: true, force: true });
  }
}
