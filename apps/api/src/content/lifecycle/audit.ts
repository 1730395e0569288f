import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { Gauge } from 'prom-client';
import type { CompanyCaller } from '../../auth/access.js';
import { readPlaylist } from '../../media/hls.js';
import { Db, rows } from '../../platform/db.js';
import { log } from '../../platform/log.js';
import { Storage } from '../../platform/storage/storage.js';
import { folderOf } from '../content.entity.js';
import type { ContentAuditDto, FindingDto } from './lifecycle.dto.js';

/** Every piece is looked at once in this time. */
const PERIOD_DAYS = 7;
/** One run reads about so much, and rests between pieces of it, so that visitors do not notice. */
const RUN_BYTES = 4 * 1024 ** 3;
const PACE_BYTES = 16 * 1024 ** 2;
const PACE_MS = 250;
const LISTED = 500;

interface Due {
  company_id: string;
  id: string;
}

interface Expected {
  file: string;
  bytes: string;
  /** Of an uploaded file; what is made of it is known by its size. */
  checksum: string | null;
}

const standing = new Gauge({
  name: 'calldocker_content_findings',
  help: 'Stored files that are not as their rows say',
  labelNames: ['code'],
});

type Found = Pick<FindingDto, 'file' | 'code' | 'detail'>;

/** Compares the store with what the rows say of it: every uploaded file by its checksum, what was made of it by size. */
@Injectable()
export class ContentAudit implements OnModuleInit, OnModuleDestroy {
  constructor(
    private readonly db: Db,
    private readonly storage: Storage,
  ) {}

  onModuleInit(): void {
    Object.assign(standing, { collect: () => this.count() });
  }

  onModuleDestroy(): void {
    Object.assign(standing, { collect: undefined });
  }

  /** The pieces that were not looked at for the longest time. */
  async sweep(signal: AbortSignal): Promise<void> {
    for (let left = RUN_BYTES; left > 0;) {
      const [due] = await this.db.asSystem('content audit', (em) =>
        rows<Due>(
          em,
          `select company_id, id from ivr_content
            where status = 'ready' and (audited_at is null or audited_at < now() - interval '${PERIOD_DAYS} days')
            order by audited_at nulls first limit 1`,
        ),
      );
      if (!due) return;
      left -= await this.look(due, signal);
    }
  }

  /** Looks at one piece, keeps what it finds, and tells how many bytes it read. */
  private async look({ company_id: companyId, id }: Due, signal: AbortSignal): Promise<number> {
    const expected = await this.db.inCompany(companyId, (em) =>
      rows<Expected>(
        em,
        `select distinct source as file, bytes, checksum from ivr_content_revisions where content_id = $1
         union all
         select r.revision || '/' || r.path, r.bytes, null from ivr_renditions r
           join ivr_content_revisions v on v.content_id = r.content_id and v.revision = r.revision
          where r.content_id = $1`,
        [id],
      ),
    );
    let read = 0;
    const found: Found[] = [];
    for (const each of expected) {
      const finding = await this.check(folderOf(companyId, id), each, signal);
      if (finding) found.push(finding);
      if (each.checksum !== null) read += Number(each.bytes);
    }
    await this.keep(companyId, id, found);
    return read + 1;
  }

  private async check(folder: string, { file, bytes, checksum }: Expected, signal: AbortSignal): Promise<Found | null> {
    const key = `${folder}/${file}`;
    let size = await this.storage.size(key);
    if (size === undefined) return { file, code: 'missing', detail: 'The file is not there.' };
    if (file.endsWith('.m3u8')) {
      const segments = readPlaylist(await text(await this.storage.get(key)));
      let sum = 0;
      for (const segment of segments) {
        const one = await this.storage.size(`${path.posix.dirname(key)}/${segment.file}`);
        if (one === undefined) return { file, code: 'missing', detail: `Its segment ${segment.file} is not there.` };
        sum += one;
      }
      // The size of a playlist is that of its segments; one of playlists has none.
      if (segments.length > 0) size = sum;
    }
    if (size !== Number(bytes))
      return { file, code: 'size', detail: `There are ${size} bytes, and there were ${bytes}.` };
    if (checksum === null || (await this.sha256(key, signal)) === checksum) return null;
    return { file, code: 'checksum', detail: 'Its bytes have changed: the checksum is another one.' };
  }

  private async sha256(key: string, signal: AbortSignal): Promise<string> {
    const hash = createHash('sha256');
    let sinceRest = 0;
    for await (const chunk of await this.storage.get(key)) {
      hash.update(chunk);
      sinceRest += chunk.length;
      if (sinceRest < PACE_BYTES) continue;
      sinceRest = 0;
      await setTimeout(PACE_MS, undefined, { signal });
    }
    return hash.digest('hex');
  }

  private async keep(companyId: string, id: string, found: Found[]): Promise<void> {
    await this.db.inCompany(companyId, async (em) => {
      const there = await rows(em, `update ivr_content set audited_at = now() where id = $1 returning id`, [id]);
      if (there.length === 0) return;
      await em.query(`delete from ivr_content_findings where content_id = $1 and file <> all ($2::text[])`, [
        id,
        found.map(({ file }) => file),
      ]);
      for (const { file, code, detail } of found) {
        log.error({ companyId, contentId: id, file, code }, 'content audit: the store is not as its rows say');
        await em.query(
          `insert into ivr_content_findings (content_id, file, code, detail) values ($1, $2, $3, $4)
           on conflict (company_id, content_id, file) do update set code = excluded.code, detail = excluded.detail`,
          [id, file, code, detail],
        );
      }
    });
  }

  /** What stands of the company's. */
  list(caller: CompanyCaller): Promise<ContentAuditDto> {
    return this.db.inCompany(caller.companyId, async (em) => {
      const [count] = await rows<{ pieces: number; checked: number; oldest: Date | null }>(
        em,
        `select count(*)::int as pieces, count(audited_at)::int as checked, min(audited_at) as oldest
           from ivr_content where status = 'ready'`,
      );
      const found = await rows<{ id: string; name: string; found_at: Date } & Found>(
        em,
        `select c.id, c.name, f.file, f.code, f.detail, f.found_at
           from ivr_content_findings f join ivr_content c on c.id = f.content_id
          order by f.found_at desc, c.id, f.file limit ${LISTED}`,
      );
      return {
        pieces: count?.pieces ?? 0,
        checked: count?.checked ?? 0,
        oldestCheckAt: count?.oldest?.toISOString() ?? null,
        findings: found.map(({ id, name, file, code, detail, found_at }) => ({
          ...{ contentId: id, name, file, code, detail, foundAt: found_at.toISOString() },
        })),
      };
    });
  }

  /** For the metrics: what stands of every company's. */
  private async count(): Promise<void> {
    try {
      const found = await this.db.asSystem('content audit', (em) =>
        rows<{ code: string; files: number }>(
          em,
          `select code, count(*)::int as files from ivr_content_findings group by code`,
        ),
      );
      standing.reset();
      for (const { code, files } of found) standing.labels(code).set(files);
    } catch (err) {
      // The database is away: the figures of the last time stand.
      log.debug({ err }, 'content findings not counted');
    }
  }
}
