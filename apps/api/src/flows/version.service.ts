import type { Definition, Issue } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { audit } from '../auth/audit.js';
import { Db, rows } from '../platform/db.js';
import { isId, newId } from '../platform/ids.js';
import { page, writeCursor, type ListDto, type Page } from '../platform/list.js';
import { Live } from '../platform/live.js';
import { positionOf } from '../platform/position.js';
import { Problem } from '../platform/problem.js';
import { checkedDraft, contentIdsOf, hashOf, issuesOf, readDefinition, takeDefinition } from './definitions.js';
import { contentNamed } from './media-references.js';
import { runScenarios } from './scenario.service.js';
import type { CaptionWaiverDto, PublishFlowDto } from './flow.dto.js';
import type { DraftSavedDto, IssuesDto, VersionDto } from './version.dto.js';

interface DraftRow {
  key: string;
  draft: unknown;
  draft_revision: number;
  draft_saved_at: Date;
  saved_by: string | null;
}

interface VersionRow {
  id: string;
  number: number;
  hash: string;
  note: string;
  created_at: Date;
  published_by: string | null;
  live: boolean;
  definition: unknown;
}

export interface Draft {
  definition: Definition;
  revision: number;
  savedAt: string;
  savedBy: string | null;
}

export type VersionWithDefinition = VersionDto & { definition: Definition };

/** Of PostgreSQL's int. */
const MAX_NUMBER = 2 ** 31 - 1;

const VERSION = `
  select v.id, v.number, v.hash, v.note, v.created_at, u.name as published_by, f.live_version_id = v.id as live
  from ivr_flow_versions v join ivr_flows f on f.id = v.flow_id left join users u on u.id = v.published_by`;

/** The draft that is edited, and the versions published from it, which nobody can change. */
@Injectable()
export class VersionService {
  constructor(
    private readonly db: Db,
    private readonly live: Live,
  ) {}

  draft(caller: CompanyCaller, flowId: string): Promise<Draft> {
    return this.db.inCompany(caller.companyId, async (em) => {
      const row = await this.load(em, flowId);
      return { definition: readDefinition(row.draft), ...savingOf(row) };
    });
  }

  /** Saves what was edited from `revision`; a draft may have issues. */
  save(caller: CompanyCaller, flowId: string, revision: number, value: unknown): Promise<DraftSavedDto> {
    const definition = takeDefinition(value);
    return this.write(caller, flowId, revision, definition);
  }

  validate(caller: CompanyCaller, flowId: string): Promise<IssuesDto> {
    return this.db.inCompany(caller.companyId, async (em) => {
      const row = await this.load(em, flowId);
      return checkedDraft(em, readDefinition(row.draft), row.key);
    });
  }

  publish(
    caller: CompanyCaller,
    flowId: string,
    revision: number,
    { note, waive = [], waiveCaptions = [] }: PublishFlowDto,
  ): Promise<VersionDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const row = await this.load(em, flowId, 'for update of f');
      if (row.draft_revision !== revision) throw changedElsewhere(row);
      const definition = readDefinition(row.draft);
      const issues = await issuesOf(em, definition, row.key);
      const uncaptioned = issues.filter((issue) => waiveCaptions.some((waiver) => isOf(waiver, issue)));
      if (issues.some((issue) => issue.severity === 'error' && !uncaptioned.includes(issue)))
        throw new Problem('flow.has-issues', { issues });
      const failing = (await runScenarios(em, flowId, definition)).filter(({ passed }) => !passed);
      const reports = failing.filter(({ name }) => !waive.includes(name));
      if (reports.length > 0) throw new Problem('flow.tests-failed', { reports });

      const id = newId();
      const [inserted] = await rows<{ number: number }>(
        em,
        `insert into ivr_flow_versions (id, flow_id, number, spec, definition, hash, note, published_by)
         select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, (select id from users where id = $7)
         from ivr_flow_versions where flow_id = $2 returning number`,
        [id, flowId, definition.spec, JSON.stringify(definition), hashOf(definition), note ?? '', caller.userId],
      );
      const nodes = Object.entries(definition.nodes).map(([nodeId, node]) => ({
        node_id: nodeId,
        kind: node.kind,
        name: node.name,
        content_ids: contentIdsOf(node),
      }));
      await em.query(
        `insert into ivr_nodes (version_id, node_id, kind, name, content_ids)
         select $1, n.node_id, n.kind, n.name, array(select jsonb_array_elements_text(n.content_ids)::uuid)
         from jsonb_to_recordset($2::jsonb) as n (node_id text, kind text, name text, content_ids jsonb)`,
        [id, JSON.stringify(nodes)],
      );
      // What visitors of this version get, whatever becomes of the pieces later.
      await em.query(
        `insert into ivr_version_media (version_id, content_id, revision)
         select $1, id, ready_revision from ivr_content where id = any ($2::uuid[]) and ready_revision is not null`,
        [id, [...contentNamed(definition)].filter(isId)],
      );
      await em.query(`update ivr_flows set updated_at = now() where id = $1`, [flowId]);
      await audit(em, 'flow.published', {
        ...caller,
        target: flowId,
        data: {
          version: String(inserted?.number ?? ''),
          waived: failing.map(({ name }) => name).join(', '),
          withoutCaptions: uncaptioned.map(({ message }) => message).join(' '),
        },
      });
      after(() => this.live.ring('flows', caller.companyId, { id: flowId }));
      return this.version(em, flowId, inserted?.number ?? 0);
    });
  }

  list(caller: CompanyCaller, flowId: string, query: ListDto): Promise<Page<VersionDto>> {
    const { value, limit } = positionOf(query, (text) => /^[1-9]\d{0,8}$/.test(text));
    const below = value === null ? MAX_NUMBER : Number(value);
    return this.db.inCompany(caller.companyId, async (em) => {
      await this.load(em, flowId);
      const found = await rows<VersionRow>(
        em,
        `${VERSION} where v.flow_id = $1 and v.number < $2 order by v.number desc limit $3`,
        [flowId, below, limit + 1],
      );
      return page(found, limit, (row) => writeCursor(String(row.number), row.id), shape);
    });
  }

  get(caller: CompanyCaller, flowId: string, number: number): Promise<VersionWithDefinition> {
    return this.db.inCompany(caller.companyId, (em) => this.version(em, flowId, number));
  }

  /** Makes a version the draft again, as a save of its own: what was in the draft is lost only when `revision` allows it. */
  async restore(caller: CompanyCaller, flowId: string, number: number, revision: number): Promise<Draft> {
    const { definition } = await this.get(caller, flowId, number);
    await this.write(caller, flowId, revision, definition);
    return this.draft(caller, flowId);
  }

  private write(
    caller: CompanyCaller,
    flowId: string,
    revision: number,
    definition: Definition,
  ): Promise<DraftSavedDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      if (!isId(flowId)) throw new Problem('not-found');
      const [saved] = await rows<{ draft_revision: number; draft_saved_at: Date }>(
        em,
        `update ivr_flows set draft = $3, draft_hash = $4, draft_revision = draft_revision + 1, draft_saved_at = now(),
           draft_saved_by = (select id from users where id = $5), updated_at = now()
         where id = $1 and draft_revision = $2 returning draft_revision, draft_saved_at`,
        [flowId, revision, JSON.stringify(definition), hashOf(definition), caller.userId],
      );
      if (!saved) throw changedElsewhere(await this.load(em, flowId));
      after(() => this.live.ring('flows', caller.companyId, { id: flowId, draftRevision: saved.draft_revision }));
      return { revision: saved.draft_revision, savedAt: saved.draft_saved_at.toISOString() };
    });
  }

  private async load(em: EntityManager, flowId: string, lock = ''): Promise<DraftRow> {
    if (!isId(flowId)) throw new Problem('not-found');
    const [row] = await rows<DraftRow>(
      em,
      `select f.key, f.draft, f.draft_revision, f.draft_saved_at, u.name as saved_by
       from ivr_flows f left join users u on u.id = f.draft_saved_by where f.id = $1 ${lock}`,
      [flowId],
    );
    if (!row) throw new Problem('not-found');
    return row;
  }

  private async version(em: EntityManager, flowId: string, number: number): Promise<VersionWithDefinition> {
    if (!isId(flowId) || !Number.isInteger(number) || number < 1 || number > MAX_NUMBER) throw new Problem('not-found');
    const [row] = await rows<VersionRow>(
      em,
      `${VERSION.replace('v.hash,', 'v.hash, v.definition,')} where v.flow_id = $1 and v.number = $2`,
      [flowId, number],
    );
    if (!row) throw new Problem('not-found');
    return { ...shape(row), definition: readDefinition(row.definition) };
  }
}

const isOf = (waiver: CaptionWaiverDto, { code, contentId, language }: Issue): boolean =>
  code === 'media.captions' && contentId === waiver.contentId && language === waiver.language;

const changedElsewhere = (row: DraftRow): Problem => new Problem('flow.changed-elsewhere', { current: savingOf(row) });

const savingOf = (row: DraftRow): Omit<Draft, 'definition'> => ({
  revision: row.draft_revision,
  savedAt: row.draft_saved_at.toISOString(),
  savedBy: row.saved_by,
});

const shape = (row: VersionRow): VersionDto => ({
  id: row.id,
  number: row.number,
  hash: row.hash,
  note: row.note || null,
  createdAt: row.created_at.toISOString(),
  publishedBy: row.published_by,
  live: row.live ?? false,
});
