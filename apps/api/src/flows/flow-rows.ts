import type { EntityManager } from 'typeorm';
import { rows } from '../platform/db.js';
import { isId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import type { FlowDto } from './flow.dto.js';

/** A flow as the list shows it. */
export interface FlowRow {
  id: string;
  key: string;
  name: string;
  tags: string[];
  archived_at: Date | null;
  draft_hash: string;
  draft_revision: number;
  created_at: Date;
  updated_at: Date;
  live_number: number | null;
  latest_number: number | null;
  latest_hash: string | null;
  scheduled_number: number | null;
  scheduled_at: Date | null;
  widgets: number;
  nodes: { kind: string; x: number; y: number }[];
}

export const FLOW = `
  select f.id, f.key, f.name, f.tags, f.archived_at, f.draft_hash, f.draft_revision, f.created_at, f.updated_at,
         live.number as live_number, latest.number as latest_number, latest.hash as latest_hash,
         planned.number as scheduled_number, f.scheduled_at,
         (select count(*)::int from widgets w where w.flow_id = f.id) as widgets,
         (select coalesce(jsonb_agg(jsonb_build_object('kind', n.value->>'kind', 'x', l.value->'x', 'y', l.value->'y')), '[]')
          from (select key, value from jsonb_each(f.draft->'nodes') order by key limit 60) n
          join jsonb_each(f.draft->'layout') l on l.key = n.key) as nodes
  from ivr_flows f
  left join ivr_flow_versions live on live.id = f.live_version_id
  left join ivr_flow_versions planned on planned.id = f.scheduled_version_id
  left join lateral (select number, hash from ivr_flow_versions v where v.flow_id = f.id order by number desc limit 1)
    latest on true`;

export async function readFlow(em: EntityManager, id: string): Promise<FlowDto> {
  if (!isId(id)) throw new Problem('not-found');
  const [row] = await rows<FlowRow>(em, `${FLOW} where f.id = $1`, [id]);
  if (!row) throw new Problem('not-found');
  return flowOf(row);
}

/** For a change that rests on what the flow is: nobody activates, archives or puts it on a widget meanwhile. */
export async function lockFlow(em: EntityManager, id: string): Promise<FlowDto> {
  if (!isId(id)) throw new Problem('not-found');
  await em.query(`select 1 from ivr_flows where id = $1 for update`, [id]);
  return readFlow(em, id);
}

export function flowOf(row: FlowRow): FlowDto {
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    tags: row.tags,
    status: row.live_number === null ? 'draft' : 'live',
    archived: row.archived_at !== null,
    liveVersion: row.live_number,
    latestVersion: row.latest_number,
    scheduled:
      row.scheduled_number === null || row.scheduled_at === null
        ? null
        : { version: row.scheduled_number, at: row.scheduled_at.toISOString() },
    draftChanged: row.draft_hash !== row.latest_hash,
    draftRevision: row.draft_revision,
    widgets: row.widgets,
    nodes: row.nodes,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
