import { canonicalJson, emptyDefinition, type Definition } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { audit } from '../auth/audit.js';
import { isMoment, positionOf } from '../platform/position.js';
import { Db, rows, type After } from '../platform/db.js';
import { isId, newId } from '../platform/ids.js';
import { page, writeCursor, type Page } from '../platform/list.js';
import { Live } from '../platform/live.js';
import { Problem } from '../platform/problem.js';
import { hashOf, readDefinition, takeDefinition } from './definitions.js';
import type { CreateFlowDto, FlowDto, ImportFlowDto, ListFlowsDto, UpdateFlowDto } from './flow.dto.js';

interface FlowRow {
  id: string;
  name: string;
  draft_hash: string;
  draft_revision: number;
  created_at: Date;
  updated_at: Date;
  live_number: number | null;
  latest_number: number | null;
  latest_hash: string | null;
  widgets: number;
  nodes: { kind: string; x: number; y: number }[];
}

const FLOW = `
  select f.id, f.name, f.draft_hash, f.draft_revision, f.created_at, f.updated_at,
         live.number as live_number, latest.number as latest_number, latest.hash as latest_hash,
         (select count(*)::int from widgets w where w.flow_id = f.id) as widgets,
         (select coalesce(jsonb_agg(jsonb_build_object('kind', n.value->>'kind', 'x', l.value->'x', 'y', l.value->'y')), '[]')
          from (select key, value from jsonb_each(f.draft->'nodes') order by key limit 60) n
          join jsonb_each(f.draft->'layout') l on l.key = n.key) as nodes
  from ivr_flows f
  left join ivr_flow_versions live on live.id = f.live_version_id
  left join lateral (select number, hash from ivr_flow_versions v where v.flow_id = f.id order by number desc limit 1)
    latest on true`;

/** A company's flows. Their drafts and versions are next door, in VersionService. */
@Injectable()
export class FlowService {
  constructor(
    private readonly db: Db,
    private readonly live: Live,
  ) {}

  list(caller: CompanyCaller, query: ListFlowsDto): Promise<Page<FlowDto>> {
    const { value, id, limit } = positionOf(query, isMoment);
    return this.db.inCompany(caller.companyId, async (em) => {
      const found = await rows<FlowRow>(
        em,
        `${FLOW}
         where ($1::text is null or f.name ilike '%' || $1 || '%')
           and ($2::text is null or (f.live_version_id is not null) = ($2 = 'live'))
           and ($3::timestamptz is null or (f.updated_at, f.id) < ($3, $4::uuid))
         order by f.updated_at desc, f.id desc limit $5`,
        [query.search?.replace(/[\\%_]/g, '\\$&') ?? null, query.status ?? null, value, id, limit + 1],
      );
      return page(found, limit, (row) => writeCursor(row.updated_at, row.id), shape);
    });
  }

  get(caller: CompanyCaller, id: string): Promise<FlowDto> {
    return this.db.inCompany(caller.companyId, (em) => this.read(em, id));
  }

  create(caller: CompanyCaller, dto: CreateFlowDto): Promise<FlowDto> {
    return this.insert(caller, dto.name, emptyDefinition(dto.language));
  }

  import(caller: CompanyCaller, dto: ImportFlowDto): Promise<FlowDto> {
    return this.insert(caller, dto.name ?? 'Imported flow', takeDefinition(dto.definition));
  }

  /** The draft as canonical JSON: the same flow is the same text, whoever exports it. */
  export(caller: CompanyCaller, id: string): Promise<string> {
    return this.db.inCompany(caller.companyId, async (em) => {
      if (!isId(id)) throw new Problem('not-found');
      const [row] = await rows<{ draft: unknown }>(em, `select draft from ivr_flows where id = $1`, [id]);
      if (!row) throw new Problem('not-found');
      return canonicalJson(readDefinition(row.draft));
    });
  }

  rename(caller: CompanyCaller, id: string, { name }: UpdateFlowDto): Promise<FlowDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      await this.read(em, id);
      await em.query(`update ivr_flows set name = $2, updated_at = now() where id = $1`, [id, name]);
      this.tell(after, caller, id);
      return this.read(em, id);
    });
  }

  async remove(caller: CompanyCaller, id: string): Promise<void> {
    await this.db.inCompany(caller.companyId, async (em, after) => {
      const flow = await this.read(em, id);
      if (flow.status === 'live' || flow.widgets > 0) throw new Problem('flow.in-use', { widgets: flow.widgets });
      await em.query(`delete from ivr_flows where id = $1`, [id]);
      await audit(em, 'flow.deleted', { ...caller, target: id, data: { name: flow.name } });
      this.tell(after, caller, id);
    });
  }

  activate(caller: CompanyCaller, id: string, number?: number): Promise<FlowDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const flow = await this.read(em, id);
      if (flow.latestVersion === null) throw new Problem('flow.not-published');
      const changed = await rows(
        em,
        `update ivr_flows f set live_version_id = v.id, updated_at = now() from ivr_flow_versions v
         where f.id = $1 and v.flow_id = f.id and v.number = $2 returning f.id`,
        [id, number ?? flow.latestVersion],
      );
      if (changed.length === 0) throw new Problem('not-found');
      await audit(em, 'flow.activated', {
        ...caller,
        target: id,
        data: { version: String(number ?? flow.latestVersion) },
      });
      this.tell(after, caller, id);
      return this.read(em, id);
    });
  }

  deactivate(caller: CompanyCaller, id: string): Promise<FlowDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      await this.read(em, id);
      await em.query(`update ivr_flows set live_version_id = null, updated_at = now() where id = $1`, [id]);
      await audit(em, 'flow.deactivated', { ...caller, target: id });
      this.tell(after, caller, id);
      return this.read(em, id);
    });
  }

  private insert(caller: CompanyCaller, name: string, definition: Definition): Promise<FlowDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const id = newId();
      await em.query(
        `insert into ivr_flows (id, name, draft, draft_hash, draft_saved_by)
         values ($1, $2, $3, $4, (select id from users where id = $5))`,
        [id, name, JSON.stringify(definition), hashOf(definition), caller.userId],
      );
      this.tell(after, caller, id);
      return this.read(em, id);
    });
  }

  private async read(em: EntityManager, id: string): Promise<FlowDto> {
    if (!isId(id)) throw new Problem('not-found');
    const [row] = await rows<FlowRow>(em, `${FLOW} where f.id = $1`, [id]);
    if (!row) throw new Problem('not-found');
    return shape(row);
  }

  private tell(after: After, caller: CompanyCaller, id: string): void {
    after(() => this.live.ring('flows', caller.companyId, { id }));
  }
}

function shape(row: FlowRow): FlowDto {
  return {
    id: row.id,
    name: row.name,
    status: row.live_number === null ? 'draft' : 'live',
    liveVersion: row.live_number,
    latestVersion: row.latest_number,
    draftChanged: row.draft_hash !== row.latest_hash,
    draftRevision: row.draft_revision,
    widgets: row.widgets,
    nodes: row.nodes,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
