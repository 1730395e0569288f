import { Injectable } from '@nestjs/common';
import { Db, rows } from '../../platform/db.js';
import { isId } from '../../platform/ids.js';
import { log } from '../../platform/log.js';
import { Storage } from '../../platform/storage/storage.js';
import { folderOf } from '../content.entity.js';
import { Uploads } from '../uploads/uploads.js';

/** What is younger may be on its way to a row. */
const YOUNG_MS = 24 * 3600_000;

/** What lies in a piece's folder: a revision's folder or an uploaded file, and when something in it last changed. */
interface Heap {
  companyId: string;
  id: string;
  parts: Map<string, number>;
}

/** Removes files that no row tells of: what a crash, a lost delete or a restored database left in the store. */
@Injectable()
export class Orphans {
  constructor(
    private readonly db: Db,
    private readonly storage: Storage,
    private readonly uploads: Uploads,
  ) {}

  async sweep(signal: AbortSignal, now = Date.now()): Promise<void> {
    let removed = 0;
    for await (const heap of this.heaps(signal)) {
      const kept = await this.keptOf(heap);
      for (const [part, changedAt] of heap.parts) {
        if (kept.has(part) || now - changedAt < YOUNG_MS) continue;
        await this.storage.remove(`${folderOf(heap.companyId, heap.id)}/${part}`);
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
      const [, companyId, id, rest] = /^companies\/([^/]+)\/content\/([^/]+)\/(.+)$/.exec(key) ?? [];
      // Other files than ours are none of our business.
      if (!companyId || !id || !rest || !isId(companyId) || !isId(id)) continue;
      if (heap?.companyId !== companyId || heap.id !== id) {
        if (heap) yield heap;
        heap = { companyId, id, parts: new Map() };
      }
      const part = partOf(rest);
      heap.parts.set(part, Math.max(heap.parts.get(part) ?? 0, changedAt.getTime()));
    }
    if (heap) yield heap;
  }

  private async keptOf({ companyId, id }: Heap): Promise<Set<string>> {
    const found = await this.db.inCompany(companyId, (em) =>
      rows<{ part: string }>(
        em,
        `select source as part from ivr_content where id = $1
         -- Where the holder of a claim puts what it makes.
         union select revision::text from ivr_content where id = $1 and claim is not null
         union select source from ivr_content_revisions where content_id = $1
         union select revision::text from ivr_content_revisions where content_id = $1`,
        [id],
      ),
    );
    return new Set(found.map(({ part }) => part));
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

/** `3/480p/00001.ts` belongs to `3`; an uploaded file, and one that was never finished, are parts of their own. */
function partOf(rest: string): string {
  const [first = '', second] = rest.split('/');
  if (rest.endsWith('.partial')) return rest;
  return second !== undefined && !/^\d+$/.test(first) ? `${first}/${second}` : first;
}
