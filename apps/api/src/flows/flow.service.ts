import { emptyDefinition, type Definition } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { audit } from '../auth/audit.js';
import { Db, rows, type After } from '../platform/db.js';
import { newId } from '../platform/ids.js';
import { page, writeCursor, type Page } from '../platform/list.js';
import { Live } from '../platform/live.js';
import { isMoment, positionOf } from '../platform/position.js';
import { Problem } from '../platform/problem.js';
import { hashOf, readDefinition } from './definitions.js';
import type { CreateFlowDto, DuplicateFlowDto, FlowDto, ListFlowsDto, TagDto, UpdateFlowDto } from './flow.dto.js';
import { FLOW, flowOf, lockFlow, readFlow, type FlowRow } from './flow-rows.js';
import { templateDefinition } from './templates/index.js';
import { isInService, usesAsSubflow } from './uses.js';

/** A name that sorts; what it begins with keeps it from being taken for a cursor of the other order. */
const NAMED = 'name:';
const isNamed = (value: string): boolean => value.startsWith(NAMED) && !value.includes('\0');

export interface NewFlow {
  name: string;
  definition: Definition;
  /** Taken when no other flow has it; made from the name when absent. */
  key?: string;
  tags?: string[];
}

/** A company's flows. Their drafts and versions are next door, in VersionService; what visitors get, in ActivationService. */
@Injectable()
export class FlowService {
  constructor(
    private readonly db: Db,
    private readonly live: Live,
  ) {}

  list(caller: CompanyCaller, query: ListFlowsDto): Promise<Page<FlowDto>> {
    const byName = query.sort === 'name';
    const { value, id, limit } = positionOf(query, byName ? isNamed : isMoment);
    const order = byName ? 'lower(f.name), f.id' : 'f.updated_at desc, f.id desc';
    const after = byName
      ? '(lower(f.name), f.id) > ($5, $6::uuid)'
      : '(f.updated_at, f.id) < ($5::timestamptz, $6::uuid)';
    return this.db.inCompany(caller.companyId, async (em) => {
      const found = await rows<FlowRow & { sorted: string }>(
        em,
        `${FLOW.replace('select ', 'select lower(f.name) as sorted, ')}
         where ($1::text is null or f.name ilike $1 or f.key ilike $1 or exists (select 1 from unnest(f.tags) t where t ilike $1))
           and ($2::text is null or (f.live_version_id is not null) = ($2 = 'live'))
           and ($3::text is null or exists (select 1 from unnest(f.tags) t where lower(t) = lower($3)))
           and (f.archived_at is not null) = $4
           and ($8::boolean is null or (f.scheduled_version_id is not null) = $8)
           and ($5::text is null or ${after})
         order by ${order} limit $7`,
        [
          query.search === undefined ? null : `%${query.search.replace(/[\\%_]/g, '\\$&')}%`,
          query.status ?? null,
          query.tag ?? null,
          query.archived ?? false,
          byName && value !== null ? value.slice(NAMED.length) : value,
          id,
          limit + 1,
          query.planned ?? null,
        ],
      );
      const cursor = (row: FlowRow & { sorted: string }): string =>
        writeCursor(byName ? NAMED + row.sorted : row.updated_at, row.id);
      return page(found, limit, cursor, flowOf);
    });
  }

  tags(caller: CompanyCaller): Promise<TagDto[]> {
    return this.db.inCompany(caller.companyId, (em) =>
      rows<TagDto>(
        em,
        `select min(t) as tag, count(*)::int as flows from ivr_flows f, unnest(f.tags) t
         where f.archived_at is null group by lower(t) order by lower(t)`,
      ),
    );
  }

  get(caller: CompanyCaller, id: string): Promise<FlowDto> {
    return this.db.inCompany(caller.companyId, (em) => readFlow(em, id));
  }

  create(caller: CompanyCaller, { name, template, language }: CreateFlowDto): Promise<FlowDto> {
    const definition = template === undefined ? emptyDefinition(language) : templateDefinition(template, language);
    return this.db.inCompany(caller.companyId, (em, after) => this.insert(em, after, caller, { name, definition }));
  }

  /** A new flow with the draft of another, or one of its versions. */
  duplicate(caller: CompanyCaller, id: string, { name, version }: DuplicateFlowDto): Promise<FlowDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const flow = await readFlow(em, id);
      const [source] = await rows<{ definition: unknown }>(
        em,
        version === undefined
          ? `select draft as definition from ivr_flows where id = $1`
          : `select definition from ivr_flow_versions where flow_id = $1 and number = $2`,
        version === undefined ? [id] : [id, version],
      );
      if (!source) throw new Problem('not-found');
      const copy = { name: name ?? copyOf(flow.name), definition: readDefinition(source.definition), tags: flow.tags };
      return this.insert(em, after, caller, copy);
    });
  }

  update(caller: CompanyCaller, id: string, { name, tags }: UpdateFlowDto): Promise<FlowDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      await readFlow(em, id);
      await em.query(
        `update ivr_flows set name = coalesce($2, name), tags = coalesce($3, tags), updated_at = now() where id = $1`,
        [id, name ?? null, tags ?? null],
      );
      this.tell(after, caller, id);
      return readFlow(em, id);
    });
  }

  /** Puts a flow away: it is in no list, nobody can give it to visitors, and nothing of it is lost. */
  archive(caller: CompanyCaller, id: string): Promise<FlowDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const flow = await lockFlow(em, id);
      if (flow.archived) return flow;
      await requireFree(em, flow);
      await em.query(`update ivr_flows set archived_at = now(), updated_at = now() where id = $1`, [id]);
      await audit(em, 'flow.archived', { ...caller, target: id, data: { name: flow.name } });
      this.tell(after, caller, id);
      return readFlow(em, id);
    });
  }

  unarchive(caller: CompanyCaller, id: string): Promise<FlowDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const flow = await lockFlow(em, id);
      if (!flow.archived) return flow;
      await em.query(`update ivr_flows set archived_at = null, updated_at = now() where id = $1`, [id]);
      await audit(em, 'flow.unarchived', { ...caller, target: id, data: { name: flow.name } });
      this.tell(after, caller, id);
      return readFlow(em, id);
    });
  }

  async remove(caller: CompanyCaller, id: string): Promise<void> {
    await this.db.inCompany(caller.companyId, async (em, after) => {
      const flow = await lockFlow(em, id);
      await requireFree(em, flow);
      await requireNobodyWithin(em, flow);
      await em.query(`delete from ivr_flows where id = $1`, [id]);
      await audit(em, 'flow.deleted', { ...caller, target: id, data: { name: flow.name } });
      this.tell(after, caller, id);
    });
  }

  /** In the transaction of the caller. The database gives the key. */
  async insert(em: EntityManager, after: After, caller: CompanyCaller, flow: NewFlow): Promise<FlowDto> {
    const id = newId();
    await em.query(
      `insert into ivr_flows (id, name, key, tags, draft, draft_hash, draft_saved_by)
       values ($1, $2, $3, $4, $5, $6, (select id from users where id = $7))`,
      [
        id,
        flow.name,
        flow.key ?? null,
        flow.tags ?? [],
        JSON.stringify(flow.definition),
        hashOf(flow.definition),
        caller.userId,
      ],
    );
    this.tell(after, caller, id);
    return readFlow(em, id);
  }

  private tell(after: After, caller: CompanyCaller, id: string): void {
    after(() => this.live.ring('flows', caller.companyId, { id }));
  }
}

/** Nobody gets it, is to get it, or sees it on a page. */
async function requireFree(em: EntityManager, flow: FlowDto): Promise<void> {
  const callers = (await usesAsSubflow(em, flow.key)).filter((use) => isInService(use) && use.flowId !== flow.id);
  const live = flow.status === 'live';
  if (!live && flow.widgets === 0 && flow.scheduled === null && callers.length === 0) return;
  throw new Problem('flow.in-use', { live, widgets: flow.widgets, scheduled: flow.scheduled, usedBy: callers });
}

/** Its own sessions go with it; those of others, which go through it, would have nothing to go on with. */
async function requireNobodyWithin(em: EntityManager, flow: FlowDto): Promise<void> {
  const [{ sessions } = { sessions: 0 }] = await rows<{ sessions: number }>(
    em,
    `select count(*)::int as sessions
     from ivr_sessions s join ivr_bundles b on b.company_id = s.company_id and b.id = s.bundle_id
     where (s.status = 'active' or s.erase_at is not null) and s.flow_id <> $1 and exists (
       select 1 from jsonb_each_text(b.subflows) pinned join ivr_flow_versions v on v.id = pinned.value::uuid
       where v.flow_id = $1)`,
    [flow.id],
  );
  if (sessions > 0)
    throw new Problem('flow.in-use', { live: false, widgets: 0, scheduled: null, usedBy: [], sessions });
}

/** As long as a name may be. */
const copyOf = (name: string): string => `${[...name].slice(0, 115).join('').trimEnd()} copy`;
