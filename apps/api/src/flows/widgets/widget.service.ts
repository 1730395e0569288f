import { faultOf, type ColourName } from '@calldocker/look/brand';
import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../../auth/access.js';
import { audit } from '../../auth/audit.js';
import { Db, rows, type After } from '../../platform/db.js';
import { isId, newId } from '../../platform/ids.js';
import { page, writeCursor, type ListDto, type Page } from '../../platform/list.js';
import { Live } from '../../platform/live.js';
import { isMoment, positionOf } from '../../platform/position.js';
import { Problem } from '../../platform/problem.js';
import { BRAND_COLUMNS, Brands, type Brand, type BrandRow, type StoredBrand } from './brands.js';
import type {
  Analytics,
  BrandChangeDto,
  CreateWidgetDto,
  TriggersDto,
  UpdateWidgetDto,
  WidgetDto,
} from './widget.dto.js';

interface WidgetRow extends BrandRow {
  id: string;
  key: string;
  name: string;
  flow_id: string | null;
  flow_name: string | null;
  mode: 'video' | 'audio';
  allowed_origins: string[];
  triggers: TriggersDto;
  analytics: Analytics;
  revision: number;
  created_at: Date;
  updated_at: Date;
}

const WIDGET = `
  select w.id, w.key, w.name, w.flow_id, f.name as flow_name, w.mode, w.allowed_origins, ${BRAND_COLUMNS}, w.triggers,
         w.analytics, w.revision, w.created_at, w.updated_at
  from widgets w join companies c on c.id = w.company_id left join ivr_flows f on f.id = w.flow_id`;

/** No letters or digits that are read for one another. */
const KEY_LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const KEY_LENGTH = 12;

/** What a company puts on its pages: which flow, on which sites, in which colours. */
@Injectable()
export class WidgetService {
  constructor(
    private readonly db: Db,
    private readonly live: Live,
    private readonly brands: Brands,
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
      const brands = new Map((await this.brands.read(em, found)).map((brand, n) => [found[n], brand]));
      return page(
        found,
        limit,
        (row) => writeCursor(row.created_at, row.id),
        (row) => shape(row, must(brands.get(row))),
      );
    });
  }

  get(caller: CompanyCaller, id: string): Promise<WidgetDto> {
    return this.db.inCompany(caller.companyId, (em) => this.read(em, id));
  }

  create(caller: CompanyCaller, dto: CreateWidgetDto): Promise<WidgetDto> {
    checkColours(dto.brand);
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const id = newId();
      const { said, logoId, hostId } = parted(dto.brand);
      await this.checkFlow(em, dto.flowId);
      await this.checkPictures(em, { logoId, hostId });
      await em.query(
        `insert into widgets (id, key, name, flow_id, mode, allowed_origins, brand, logo_id, host_id, triggers, analytics)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          id,
          newKey(),
          dto.name,
          dto.flowId ?? null,
          dto.mode ?? 'video',
          dto.allowedOrigins ?? [],
          JSON.stringify(said),
          logoId ?? null,
          hostId ?? null,
          JSON.stringify(dto.triggers ?? {}),
          dto.analytics ?? 'none',
        ],
      );
      await audit(em, 'widget.created', { ...caller, target: id });
      this.tell(after, caller, id);
      return this.read(em, id);
    });
  }

  update(caller: CompanyCaller, id: string, revision: number, dto: UpdateWidgetDto): Promise<WidgetDto> {
    checkColours(dto.brand);
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const { said, logoId, hostId } = parted(dto.brand);
      await this.read(em, id);
      await this.checkFlow(em, dto.flowId);
      await this.checkPictures(em, { logoId, hostId });
      const changed = await rows(
        em,
        `update widgets set name = coalesce($3, name), flow_id = case when $4 then $5::uuid else flow_id end,
           mode = coalesce($6, mode), allowed_origins = coalesce($7, allowed_origins), brand = brand || $8::jsonb,
           logo_id = case when $9 then $10::uuid else logo_id end, host_id = case when $11 then $12::uuid else host_id end,
           triggers = coalesce($13::jsonb, triggers), analytics = coalesce($14, analytics),
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
          JSON.stringify(said),
          logoId !== undefined,
          logoId ?? null,
          hostId !== undefined,
          hostId ?? null,
          dto.triggers ? JSON.stringify(dto.triggers) : null,
          dto.analytics ?? null,
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
    const [brand] = await this.brands.read(em, [row]);
    return shape(row, must(brand));
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

  private async checkPictures(em: EntityManager, chosen: Pick<BrandChangeDto, 'logoId' | 'hostId'>): Promise<void> {
    for (const [field, id] of Object.entries(chosen)) {
      if (!id) continue;
      // Held until the widget is saved: meanwhile nobody deletes the picture.
      const found = await rows(em, `select 1 from ivr_content where id = $1 and kind = 'image' for share`, [id]);
      if (found.length === 0)
        throw new Problem('request.invalid', {
          errors: [{ field: `brand.${field}`, message: `brand.${field} must be one of your pictures` }],
        });
    }
  }

  private tell(after: After, caller: CompanyCaller, id: string): void {
    after(() => this.live.ring('widgets', caller.companyId, { id }));
  }
}

/** Pictures are columns, so that the database minds them; the rest is what the company said. */
function parted(brand: BrandChangeDto = {}): Pick<BrandChangeDto, 'logoId' | 'hostId'> & { said: StoredBrand } {
  const { logoId, hostId, ...said } = brand;
  return { logoId, hostId, said };
}

function checkColours(brand: BrandChangeDto = {}): void {
  const chosen = Object.entries({ ...brand.colours, lamp: brand.lamp });
  const issues = chosen.flatMap(([name, colour]) => {
    const fault = colour === undefined ? null : faultOf(name as ColourName, colour);
    return fault ? [{ field: name === 'lamp' ? 'brand.lamp' : `brand.colours.${name}`, ...fault }] : [];
  });
  if (issues.length > 0) throw new Problem('widget.contrast', { detail: issues[0]?.message, issues });
}

function must(brand: Brand | undefined): Brand {
  if (!brand) throw new Error('A row came without its brand.');
  return brand;
}

const newKey = (): string =>
  Array.from({ length: KEY_LENGTH }, () => KEY_LETTERS[randomInt(KEY_LETTERS.length)]).join('');

const shape = (row: WidgetRow, brand: Brand): WidgetDto => ({
  id: row.id,
  key: row.key,
  name: row.name,
  flowId: row.flow_id,
  flowName: row.flow_name,
  mode: row.mode,
  allowedOrigins: row.allowed_origins,
  brand: { ...brand, ownPrivacyUrl: row.brand?.privacyUrl ?? null, logoId: row.logo_id, hostId: row.host_id },
  triggers: row.triggers,
  analytics: row.analytics,
  revision: row.revision,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
