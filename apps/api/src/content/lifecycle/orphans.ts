import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Db, rows } from '../../platform/db.js';
import { isId } from '../../platform/ids.js';
import { log } from '../../platform/log.js';
import { Storage } from '../../platform/storage/storage.js';
import { Uploads } from '../uploads/uploads.js';

/** What is younger may be on its way to a row. */
const YOUNG_MS = 24 * 3600_000;
const PATH = /^companies\/([^/]+)\/([^/]+)\/([^/]+)\/(.+)$/;

/** A folder `companies/:companyId/:name/:id` of the store, whose parts rows tell of. */
export interface KeptFolder {
  /** Which part a file belongs to, by its path within the folder. */
  partOf(rest: string): string;
  /** The parts that are to stay. */
  keptIn(em: EntityManager, id: string): Promise<string[]>;
}

/** The parts that lie in a folder, and when something in each last changed. */
interface Heap {
  companyId: string;
  name: string;
  id: string;
  folder: KeptFolder;
  parts: Map<string, number>;
}

/**
 * Removes files that no row tells of: what a crash, a lost delete or a restored database left in the store. Rooms above say
 * here what they keep.
 */
@Injectable()
export class Orphans {
  private readonly folders = new Map<string, KeptFolder>([['content', { partOf: partOfPiece, keptIn: partsOfPiece }]]);

  constructor(
    private readonly db: Db,
    private readonly storage: Storage,
    private readonly uploads: Uploads,
  ) {}

  watch(name: string, folder: KeptFolder): void {
    this.folders.set(name, folder);
  }

  async sweep(signal: AbortSignal, now = Date.now()): Promise<void> {
    let removed = 0;
    for await (const heap of this.heaps(signal)) {
      const { companyId, name, id, folder, parts } = heap;
      const kept = await this.db.inCompany(companyId, (em) => folder.keptIn(em, id));
      for (const [part, changedAt] of parts) {
        if (kept.includes(part) || now - changedAt < YOUNG_MS) continue;
        await this.storage.remove(`companies/${companyId}/${name}/${id}/${part}`);
        removed += 1;
      }
    }
    removed += await this.sweepUploads(signal, now);
    if (removed > 0) log.info({ removed }, 'orphans removed from the store');
  }

  /** The store gives a folder's files one after the other. */
  private async *heaps(signal: AbortSignal): AsyncGenerator<Heap> {
    let heap: Heap | undefined;
    for await (const { key, changedAt } of this.storage.list('companies')) {
      signal.throwIfAborted();
      const [, companyId = '', name = '', id = '', rest = ''] = PATH.exec(key) ?? [];
      const folder = this.folders.get(name);
      // Other files than ours are none of our business.
      if (!folder || !isId(companyId) || !isId(id)) continue;
      if (heap?.companyId !== companyId || heap.name !== name || heap.id !== id) {
        if (heap) yield heap;
        heap = { companyId, name, id, folder, parts: new Map() };
      }
      const part = folder.partOf(rest);
      heap.parts.set(part, Math.max(heap.parts.get(part) ?? 0, changedAt.getTime()));
    }
    if (heap) yield heap;
  }

  private async sweepUploads(signal: AbortSignal, now: number): Promise<number> {
    const old = new Map<string, number>();
    for await (const { key, changedAt } of this.storage.list('uploads')) {
      signal.throwIfAborted();
      const id = key.split('/')[1]?.split('.')[0] ?? '';
      if (isId(id)) old.set(id, Math.max(old.get(id) ?? 0, changedAt.getTime()));
    }
    const ids = [...old].filter(([, changedAt]) => now - changedAt >= YOUNG_MS).map(([id]) => id);
    const unfinished = await this.db.asSystem('content orphans', (em) =>
      rows<{ upload_id: string }>(
        em,
        `select upload_id from ivr_content where status = 'uploading' and upload_id = any ($1::uuid[])`,
        [ids],
      ),
    );
    const kept = new Set(unfinished.map((row) => row.upload_id));
    const left = ids.filter((id) => !kept.has(id));
    for (const id of left) await this.uploads.discard(id);
    return left.length;
  }
}

async function partsOfPiece(em: EntityManager, id: string): Promise<string[]> {
  const found = await rows<{ part: string }>(
    em,
    `select source as part from ivr_content where id = $1
     -- Where the holder of a claim puts what it makes.
     union select revision::text from ivr_content where id = $1 and claim is not null
     union select source from ivr_content_revisions where content_id = $1
     union select revision::text from ivr_content_revisions where content_id = $1`,
    [id],
  );
  return found.map(({ part }) => part);
}

/** `3/480p/00001.ts` belongs to `3`; an uploaded file, and one that was never finished, are parts of their own. */
function partOfPiece(rest: string): string {
  const [first = '', second] = rest.split('/');
  if (rest.endsWith('.partial')) return rest;
  return second !== undefined && !/^\d+$/.test(first) ? `${first}/${second}` : first;
}
