import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { Db, rows } from '../platform/db.js';
import { isId } from '../platform/ids.js';
import { page, writeCursor, type Page } from '../platform/list.js';
import { isMoment, positionOf } from '../platform/position.js';
import { Problem, PROBLEMS } from '../platform/problem.js';
import { Storage } from '../platform/storage/storage.js';
import { checkLanguage } from './captions/captions.js';
import type {
  BulkContentDto,
  BulkDoneDto,
  ContentDto,
  ContentTagDto,
  ListContentDto,
  RefusedDto,
  UpdateContentDto,
} from './content.dto.js';
import { Content, folderOf } from './content.entity.js';
import { DESCRIBES, describedBy, Pieces, USES, usesOf, wearersOf, WORN } from './pieces.js';
import { changed } from './preparing/claims.js';
import { Signals } from './signals.js';
import { Uploads } from './uploads/uploads.js';

/** The media library of a company. */
@Injectable()
export class ContentService {
  constructor(
    private readonly db: Db,
    private readonly signals: Signals,
    private readonly storage: Storage,
    private readonly pieces: Pieces,
    private readonly uploads: Uploads,
  ) {}

  list(caller: CompanyCaller, query: ListContentDto): Promise<Page<ContentDto>> {
    const { value, id, limit } = positionOf(query, isMoment);
    return this.db.inCompany(caller.companyId, async (em) => {
      const found = await rows<{ id: string; created_at: Date }>(
        em,
        `select c.id, c.created_at from ivr_content c
          where (c.archived_at is not null) = $1
            and ($2::text is null or c.kind = $2)
            and ($3::text is null or c.status = $3)
            and ($4::text is null or c.name ilike $4 or exists (select 1 from unnest(c.tags) t where t ilike $4))
            and ($5::text is null or exists (select 1 from unnest(c.tags) t where lower(t) = lower($5)))
            and ($6::text is null or lower(c.language) = lower($6) or exists (
                  select 1 from ivr_captions t where t.content_id = c.id and lower(t.language) = lower($6)))
            and ($10::boolean is not true or (c.id::text not in (select content_id from (${USES}) use where content_id is not null)
                 and c.id not in (select audio_id from (${DESCRIBES}) film)
                 and c.id not in (select content_id from (${WORN}) worn where content_id is not null)))
            and ($11::boolean is not true or ${UNCAPTIONED})
            and ($7::timestamptz is null or c.created_at < $7 or (c.created_at = $7 and c.id > $8::uuid))
          order by c.created_at desc, c.id limit $9`,
        [
          ...[query.archived ?? false, query.kind ?? null, query.status ?? null, likeOf(query.search)],
          ...[query.tag ?? null, query.language ?? null, value, id, limit + 1],
          ...[query.unused ?? null, query.uncaptioned ?? null],
        ],
      );
      const shown = await this.pieces.showAll(
        em,
        found.map((row) => row.id),
      );
      const byId = new Map(shown.map((piece) => [piece.id, piece]));
      const { items, nextCursor } = page(
        found,
        limit,
        (row) => writeCursor(row.created_at, row.id),
        (row) => byId.get(row.id),
      );
      return { items: items.filter((piece) => piece !== undefined), nextCursor };
    });
  }

  get(caller: CompanyCaller, id: string): Promise<ContentDto> {
    return this.db.inCompany(caller.companyId, (em) => this.pieces.show(em, id));
  }

  tags(caller: CompanyCaller): Promise<ContentTagDto[]> {
    return this.db.inCompany(caller.companyId, (em) =>
      rows(
        em,
        `select min(t) as tag, count(*)::int as pieces from ivr_content c, unnest(c.tags) t
         where c.archived_at is null group by lower(t) order by lower(t)`,
      ),
    );
  }

  update(caller: CompanyCaller, id: string, changes: UpdateContentDto): Promise<ContentDto> {
    const { name, tags, archived, language } = changes;
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const piece = await this.pieces.load(em, id);
      await em.update(
        Content,
        { id },
        {
          ...(name !== undefined && { name }),
          ...(tags !== undefined && { tags }),
          ...(language !== undefined && { language: language === null ? null : checkLanguage(language) }),
          ...(archived !== undefined && { archivedAt: archived ? (piece.archivedAt ?? new Date()) : null }),
          updatedAt: new Date(),
        },
      );
      after(() => this.signals.ring(piece));
      return this.pieces.show(em, id);
    });
  }

  async remove(caller: CompanyCaller, id: string): Promise<void> {
    const { refused } = await this.bulk(caller, { ids: [id], action: 'delete' });
    const [no] = refused;
    if (no) throw new Problem(no.code, no.usedBy && { usedBy: no.usedBy, describes: no.describes, wornBy: no.wornBy });
  }

  /** Does to each piece what can be done, and says of the others why not. With `archivedBefore`, only to those that are. */
  bulk(
    caller: Pick<CompanyCaller, 'companyId'>,
    { ids, action, tag }: BulkContentDto,
    archivedBefore?: Date,
  ): Promise<BulkDoneDto> {
    if (tag === undefined && (action === 'tag' || action === 'untag'))
      throw new Problem('request.invalid', { errors: [{ field: 'tag', message: 'tag must say which' }] });
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const known = archivedBefore ? await this.archived(em, ids, archivedBefore) : ids.filter(isId);
      const inUse = action === 'delete' ? await this.inUse(em, known) : new Map<string, never>();
      const free = known.filter((id) => !inUse.has(id));
      const done = await this.act(em, action, free, tag ?? '');
      const acted = new Set(done.map(({ id }) => id));
      for (const { id, status } of done) {
        const { companyId } = caller;
        if (action !== 'delete') after(() => this.signals.ring(changed({ companyId, id }, status, 0)));
        else {
          after(() => this.storage.remove(folderOf(companyId, id)));
          after(() => this.signals.ring(changed({ companyId, id }, 'deleted', 0)));
        }
      }
      for (const { upload_id } of done) if (action === 'delete') after(() => this.uploads.discard(upload_id));
      return {
        done: ids.filter((id) => acted.has(id)),
        refused: ids.filter((id) => !acted.has(id)).map((id) => refusal(id, inUse.get(id))),
      };
    });
  }

  /** What may not be deleted, and for what. A film that goes in the same stroke keeps no sound. */
  private async inUse(em: EntityManager, ids: string[]): Promise<Map<string, Uses>> {
    const usedBy = await usesOf(em, ids);
    const describes = await describedBy(em, ids);
    const wornBy = await wearersOf(em, ids);
    const goes = new Set(ids.filter((id) => !usedBy.has(id) && !wornBy.has(id)));
    const inUse = new Map<string, Uses>();
    for (const id of ids) {
      const films = (describes.get(id) ?? []).filter(({ contentId }) => !goes.has(contentId));
      if (usedBy.has(id) || wornBy.has(id) || films.length > 0)
        inUse.set(id, { usedBy: usedBy.get(id) ?? [], describes: films, wornBy: wornBy.get(id) ?? [] });
    }
    return inUse;
  }

  /** Asks again and holds them: somebody may have brought one back a moment ago. */
  private async archived(em: EntityManager, ids: string[], before: Date): Promise<string[]> {
    const found = await rows<{ id: string }>(
      em,
      `select id from ivr_content where id = any ($1::uuid[]) and archived_at < $2 for update`,
      [ids, before],
    );
    return found.map(({ id }) => id);
  }

  retry(caller: CompanyCaller, id: string): Promise<ContentDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const { companyId } = await this.pieces.load(em, id);
      const again = await rows(
        em,
        `update ivr_content set status = 'uploaded', attempt = 0, progress = 0, reason_code = null, reason = null,
           claim = null, updated_at = now() where id = $1 and status = 'failed' returning id`,
        [id],
      );
      if (again.length === 0) throw new Problem('content.not-failed');
      after(() => this.signals.wake(id));
      after(() => this.signals.ring(changed({ companyId, id }, 'uploaded', 0)));
      return this.pieces.show(em, id);
    });
  }

  private act(em: EntityManager, action: BulkContentDto['action'], ids: string[], tag: string): Promise<Acted[]> {
    const set = (change: string, values: unknown[] = []): Promise<Acted[]> =>
      rows(em, `update ivr_content set ${change}, updated_at = now() where id = any ($1::uuid[]) ${ACTED}`, [
        ids,
        ...values,
      ]);
    switch (action) {
      case 'archive':
        return set(`archived_at = coalesce(archived_at, now())`);
      case 'restore':
        return set(`archived_at = null`);
      case 'tag':
        // In whatever capitals it has there already.
        return set(
          `tags = case when exists (select 1 from unnest(tags) t where lower(t) = lower($2)) then tags else tags || $2::text end`,
          [tag],
        );
      case 'untag':
        return set(`tags = array(select t from unnest(tags) t where lower(t) <> lower($2))`, [tag]);
      case 'delete':
        return rows(em, `delete from ivr_content where id = any ($1::uuid[]) ${ACTED}`, [ids]);
    }
  }
}

/** A film with sound whose recording has no captions at all. */
const UNCAPTIONED = `
  (c.kind = 'video'
   and exists (select 1 from ivr_renditions r
                where r.content_id = c.id and r.revision = c.ready_revision and r.name = 'audio')
   and not exists (select 1 from ivr_captions t where t.content_id = c.id and t.revision = c.ready_revision))`;

interface Acted {
  id: string;
  status: Content['status'];
  upload_id: string;
}
const ACTED = 'returning id, status, upload_id';

type Uses = Required<Pick<RefusedDto, 'usedBy' | 'describes' | 'wornBy'>>;

const refusal = (id: string, uses: Uses | undefined): RefusedDto => {
  const code = uses ? 'content.in-use' : 'not-found';
  return { id, code, detail: PROBLEMS[code][2], ...uses };
};

const likeOf = (search: string | undefined): string | null =>
  search === undefined ? null : `%${search.replace(/[\\%_]/g, '\\$&')}%`;
