import { Injectable } from '@nestjs/common';
import { Equal, ILike, LessThan, MoreThan, type EntityManager, type FindOptionsWhere } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { Db, rows } from '../platform/db.js';
import { isId } from '../platform/ids.js';
import { page, writeCursor, type Page } from '../platform/list.js';
import { isMoment, positionOf, type Position } from '../platform/position.js';
import { Problem } from '../platform/problem.js';
import { Storage } from '../platform/storage.js';
import { checkCaptions, checkLanguage, languageLabel } from './captions.js';
import type { ContentDto, ListContentDto, UpdateContentDto, UsedByDto } from './content.dto.js';
import { Caption, Content, folderOf } from './content.entity.js';
import { MediaSources } from './media.js';
import { Signals } from './signals.js';
import { Uploads } from './uploads.js';

const LOADED = { relations: { renditions: true, captions: true }, relationLoadStrategy: 'query' } as const;

/** The media library of a company. */
@Injectable()
export class ContentService {
  constructor(
    private readonly db: Db,
    private readonly signals: Signals,
    private readonly storage: Storage,
    private readonly media: MediaSources,
    private readonly uploads: Uploads,
  ) {}

  list(caller: CompanyCaller, query: ListContentDto): Promise<Page<ContentDto>> {
    const after = positionOf(query, isMoment);
    const { limit } = after;
    return this.db.inCompany(caller.companyId, async (em) => {
      const found = await em.find(Content, {
        ...LOADED,
        where: wanted(query, after),
        order: { createdAt: 'desc', id: 'asc' },
        take: limit + 1,
      });
      const usedBy = await this.usedBy(
        em,
        found.map((content) => content.id),
      );
      return page(
        found,
        limit,
        (content) => writeCursor(content.createdAt, content.id),
        (content) => this.shape(content, usedBy.get(content.id) ?? []),
      );
    });
  }

  get(caller: CompanyCaller, id: string): Promise<ContentDto> {
    return this.db.inCompany(caller.companyId, (em) => this.read(em, id));
  }

  update(caller: CompanyCaller, id: string, { name }: UpdateContentDto): Promise<ContentDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const content = await this.load(em, id);
      await em.update(Content, { id }, { name, updatedAt: new Date() });
      after(() => this.signals.ring(content));
      return this.read(em, id);
    });
  }

  async remove(caller: CompanyCaller, id: string): Promise<void> {
    await this.db.inCompany(caller.companyId, async (em, after) => {
      const content = await this.load(em, id);
      const usedBy = (await this.usedBy(em, [id])).get(id);
      if (usedBy) throw new Problem('content.in-use', { usedBy });
      await em.delete(Content, { id });
      after(() => this.uploads.discard(id));
      after(() => this.storage.remove(folderOf(caller.companyId, id)));
      after(() => this.signals.ring({ ...content, status: 'deleted' }));
    });
  }

  retry(caller: CompanyCaller, id: string): Promise<ContentDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const content = await this.load(em, id);
      const changed = await rows(
        em,
        `update ivr_content set status = 'uploaded', attempt = 0, progress = 0, reason_code = null, reason = null,
           claim = null, updated_at = now() where id = $1 and status = 'failed' returning id`,
        [id],
      );
      if (changed.length === 0) throw new Problem('content.not-failed');
      after(() => this.signals.wake(id, content.revision));
      after(() => this.signals.ring({ ...content, status: 'uploaded', progress: 0, reasonCode: null, reason: null }));
      return this.read(em, id);
    });
  }

  putCaptions(caller: CompanyCaller, id: string, language: string, body: unknown): Promise<ContentDto> {
    const tag = checkLanguage(language);
    if (!Buffer.isBuffer(body)) throw new Problem('request.unsupported-type', { detail: 'Send text/vtt.' });
    const { vtt } = checkCaptions(body);
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const content = await this.load(em, id);
      if (content.kind === 'image') throw new Problem('content.captions', { detail: 'A picture has no captions.' });
      await em.query(
        `insert into ivr_captions (content_id, language, label, vtt) values ($1, $2, $3, $4)
         on conflict (company_id, content_id, language) do update set label = excluded.label, vtt = excluded.vtt, updated_at = now()`,
        [id, tag, languageLabel(tag), vtt],
      );
      after(() => this.signals.ring(content));
      return this.read(em, id);
    });
  }

  async removeCaptions(caller: CompanyCaller, id: string, language: string): Promise<void> {
    const tag = checkLanguage(language);
    await this.db.inCompany(caller.companyId, async (em, after) => {
      const content = await this.load(em, id);
      const { affected } = await em.delete(Caption, { contentId: id, language: tag });
      if (!affected) throw new Problem('not-found');
      after(() => this.signals.ring(content));
    });
  }

  private async load(em: EntityManager, id: string): Promise<Content> {
    const content = isId(id) ? await em.findOne(Content, { ...LOADED, where: { id } }) : null;
    if (!content) throw new Problem('not-found');
    return content;
  }

  private async read(em: EntityManager, id: string): Promise<ContentDto> {
    const content = await this.load(em, id);
    return this.shape(content, (await this.usedBy(em, [id])).get(id) ?? []);
  }

  /** Flows whose draft, live or planned version names a piece. Read from the JSON itself, which knows of every place a piece can stand. */
  private async usedBy(em: EntityManager, ids: string[]): Promise<Map<string, UsedByDto[]>> {
    const uses = new Map<string, UsedByDto[]>();
    if (ids.length === 0) return uses;
    const found = await rows<{ content_id: string; flow_id: string; flow_name: string }>(
      em,
      `select distinct used.id #>> '{}' content_id, f.id flow_id, f.name flow_name
         from ivr_flows f
         left join ivr_flow_versions v on v.id in (f.live_version_id, f.scheduled_version_id)
         cross join lateral (
           select jsonb_path_query(f.draft, 'strict $.**.contentId')
           union all
           select jsonb_path_query(v.definition, 'strict $.**.contentId')
         ) used (id)
        where used.id #>> '{}' = any ($1::text[])
        order by f.name, f.id`,
      [ids],
    );
    for (const { content_id, flow_id, flow_name } of found)
      uses.set(content_id, [...(uses.get(content_id) ?? []), { flowId: flow_id, flowName: flow_name }]);
    return uses;
  }

  private shape(content: Content, usedBy: UsedByDto[]): ContentDto {
    return {
      id: content.id,
      name: content.name,
      kind: content.kind,
      status: content.status,
      progress: content.progress,
      reason: content.reasonCode === null ? null : { code: content.reasonCode, message: content.reason ?? '' },
      bytes: content.bytes,
      durationSeconds: content.durationSeconds,
      width: content.width,
      height: content.height,
      media: this.media.sourceOf(content),
      posterUrl: this.media.pictureOf(content),
      captions: content.captions.map((caption) => caption.language).sort(),
      usedBy,
      createdAt: content.createdAt.toISOString(),
      updatedAt: content.updatedAt.toISOString(),
    };
  }
}

function wanted(query: ListContentDto, after: Position): FindOptionsWhere<Content>[] {
  const filters: FindOptionsWhere<Content> = {
    ...(query.kind && { kind: query.kind }),
    ...(query.status && { status: query.status }),
    ...(query.search && { name: ILike(`%${query.search.replace(/[\\%_]/g, '\\$&')}%`) }),
  };
  if (after.value === null || after.id === null) return [filters];
  const createdAt = new Date(after.value);
  return [
    { ...filters, createdAt: LessThan(createdAt) },
    { ...filters, createdAt: Equal(createdAt), id: MoreThan(after.id) },
  ];
}
