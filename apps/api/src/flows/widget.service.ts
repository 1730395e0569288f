import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { audit } from '../auth/audit.js';
import { isMoment, positionOf } from '../platform/position.js';
import { Db, rows, type After } from '../platform/db.js';
import { isId, newId } from '../platform/ids.js';
import { page, writeCursor, type ListDto, type Page } from '../platform/list.js';
import { Live } from '../platform/live.js';
import { Problem } from '../platform/problem.js';
import { contrast } from './contrast.js';
import {
  DEFAULT_LAMP,
  ON_LAMP,
  type BrandChangeDto,
  type CreateWidgetDto,
  type UpdateWidgetDto,
  type WidgetDto,
} from './widget.dto.js';

interface WidgetRow {
  id: string;
  key: string;
  name: string;
  flow_id: string | null;
  flow_name: string | null;
  mode: 'video' | 'audio';
  allowed_origins: string[];
  brand: BrandChangeDto;
  company_name: string;
  revision: number;
  created_at: Date;
  updated_at: Date;
}

const WIDGET = `
  select w.id, w.key, w.name, w.flow_id, f.name as flow_name, w.mode, w.allowed_origins, w.brand, c.name as company_name,
         w.revision, w.created_at, w.updated_at
  from widgets w join companies c on c.id = w.company_id left join ivr_flows f on f.id = w.flow_id`;

/** WCAG 2.2 AA for text. */
const MIN_CONTRAST = 4.5;
/** No letters or digits that are read for one another. */
const KEY_LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const KEY_LENGTH = 12;

/** What a company puts on its pages: which flow, on which sites, in which colours. */
@Injectable()
export class WidgetService {
  constructor(
    private readonly db: Db,
    private readonly live: Live,
  ) {}

  list(caller: CompanyCaller, query: ListDto): Promise<Page<WidgetDto>> {
    const { value, id, limit } = positionOf(query, isMoment);
    return this.db.inCompany(caller.companyId, async (em) => {
      const found = await rows<WidgetRow>(
        em,
        `${WIDGET} where ($1::timestamptz is null or (w.created_at, w.id) < ($1, $2::uuid))
         order by w.created_at desc, w.id desc limit $3`,
        [value, id, limit + 1],
      );
      return page(found, limit, (row) => writeCursor(row.created_at, row.id), shape);
    });
  }

  get(caller: CompanyCaller, id: string): Promise<WidgetDto> {
    return this.db.inCompany(caller.companyId, (em) => this.read(em, id));
  }

  create(caller: CompanyCaller, dto: CreateWidgetDto): Promise<WidgetDto> {
    checkContrast(dto.brand);
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const id = newId();
      await this.checkFlow(em, dto.flowId);
      await em.query(
        `insert into widgets (id, key, name, flow_id, mode, allowed_origins, brand) values ($1, $2, $3, $4, $5, $6, $7)`,
        [
          id,
          newKey(),
          dto.name,
          dto.flowId ?? null,
          dto.mode ?? 'video',
          dto.allowedOrigins ?? [],
          JSON.stringify(dto.brand ?? {}),
        ],
      );
      await audit(em, 'widget.created', { ...caller, target: id });
      this.tell(after, caller, id);
      return this.read(em, id);
    });
  }

  update(caller: CompanyCaller, id: string, revision: number, dto: UpdateWidgetDto): Promise<WidgetDto> {
    checkContrast(dto.brand);
    return this.db.inCompany(caller.companyId, async (em, after) => {
      await this.read(em, id);
      await this.checkFlow(em, dto.flowId);
      const changed = await rows(
        em,
        `update widgets set name = coalesce($3, name), flow_id = case when $4 then $5::uuid else flow_id end,
           mode = coalesce($6, mode), allowed_origins = coalesce($7, allowed_origins), brand = brand || $8::jsonb,
           revision = revision + 1, updated_at = now()
         where id = $1 and revision = $2 returning id`,
        [
          id,
          revision,
          dto.name ?? null,
          dto.flowId !== undefined,
          dto.flowId ?? null,
          dto.mode ?? null,
          dto.allowedOrigins ?? null,
          JSON.stringify(dto.brand ?? {}),
        ],
      );
      const widget = await this.read(em, id);
      if (changed.length === 0) throw new Problem('widget.changed-elsewhere', { current: widget });
      await audit(em, 'widget.changed', { ...caller, target: id });
      this.tell(after, caller, id);
      return widget;
    });
  }

  /** Its sessions stay. */
  async remove(caller: CompanyCaller, id: string): Promise<void> {
    await this.db.inCompany(caller.companyId, async (em, after) => {
      const widget = await this.read(em, id);
      await em.query(`delete from widgets where id = $1`, [id]);
      await audit(em, 'widget.deleted', { ...caller, target: id, data: { name: widget.name } });
      this.tell(after, caller, id);
    });
  }

  private async read(em: EntityManager, id: string): Promise<WidgetDto> {
    if (!isId(id)) throw new Problem('not-found');
    const [row] = await rows<WidgetRow>(em, `${WIDGET} where w.id = $1`, [id]);
    if (!row) throw new Problem('not-found');
    return shape(row);
  }

  private async checkFlow(em: EntityManager, flowId: string | null | undefined): Promise<void> {
    if (!flowId) return;
    // Held until the widget is saved: meanwhile nobody archives the flow.
    const found = await rows(em, `select 1 from ivr_flows where id = $1 and archived_at is null for share`, [flowId]);
    if (found.length === 0)
      throw new Problem('request.invalid', {
        errors: [{ field: 'flowId', message: 'flowId must be one of your flows' }],
      });
  }

  private tell(after: After, caller: CompanyCaller, id: string): void {
    after(() => this.live.ring('widgets', caller.companyId, { id }));
  }
}

function checkContrast(brand: BrandChangeDto | undefined): void {
  if (brand?.lamp === undefined) return;
  const ratio = contrast(brand.lamp, ON_LAMP);
  if (ratio < MIN_CONTRAST) throw new Problem('widget.contrast', { ratio: Math.floor(ratio * 100) / 100 });
}

const newKey = (): string =>
  Array.from({ length: KEY_LENGTH }, () => KEY_LETTERS[randomInt(KEY_LETTERS.length)]).join('');

const shape = (row: WidgetRow): WidgetDto => ({
  id: row.id,
  key: row.key,
  name: row.name,
  flowId: row.flow_id,
  flowName: row.flow_name,
  mode: row.mode,
  allowedOrigins: row.allowed_origins,
  brand: {
    companyName: row.brand.companyName ?? row.company_name,
    lamp: row.brand.lamp ?? DEFAULT_LAMP,
    theme: row.brand.theme ?? 'auto',
    logoUrl: row.brand.logoUrl ?? null,
  },
  revision: row.revision,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
