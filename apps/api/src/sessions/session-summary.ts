import type { Bundle } from '@calldocker/flow-engine';
import type { EntityManager } from 'typeorm';
import { rows } from '../platform/db.js';
import type { Pin } from './bundles.js';
import { wordsOf } from './session-words.js';
import type { SessionSummaryDto } from './sessions.dto.js';

export interface SummaryRow extends Pin {
  id: string;
  flow_id: string;
  flow_name: string;
  version_number: number;
  widget_name: string | null;
  status: 'active' | 'ended';
  outcome: string | null;
  mode: 'video' | 'audio';
  language: string;
  seq: number;
  node_id: string | null;
  node_flow: string | null;
  started_at: Date;
  updated_at: Date;
  ended_at: Date | null;
}

export const SUMMARY = `
  s.id, s.flow_id, f.name as flow_name, s.version_id, s.bundle_id, v.number as version_number, w.name as widget_name,
  s.status, s.outcome, s.mode, s.language, s.seq, s.node_id, here.flow as node_flow, s.started_at, s.updated_at, s.ended_at`;

export const JOINS = `
  from ivr_sessions s
  join ivr_flows f on f.company_id = s.company_id and f.id = s.flow_id
  join ivr_flow_versions v on v.company_id = s.company_id and v.id = s.version_id
  left join widgets w on w.company_id = s.company_id and w.id = s.widget_id
  left join lateral (
    select i.flow from ivr_interactions i where i.company_id = s.company_id and i.session_id = s.id
    order by i.seq desc, i.n desc limit 1
  ) here on true`;

/** Which sessions. What is absent is not looked at; `from` and `to` are about their beginning, `to` itself is not in. */
export interface SessionFilter {
  flowId?: string | undefined;
  outcome?: string | undefined;
  status?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

const FILTER = `
  where ($1::uuid is null or s.flow_id = $1) and ($2::text is null or s.outcome = $2)
    and ($3::text is null or s.status = $3)
    and ($4::timestamptz is null or s.started_at >= $4) and ($5::timestamptz is null or s.started_at < $5)`;

const valuesOf = ({ flowId, outcome, status, from, to }: SessionFilter): (string | null)[] =>
  [flowId, outcome, status, from, to].map((value) => value ?? null);

/** Newest first, from behind `before`. */
export function findSummaries(
  em: EntityManager,
  filter: SessionFilter,
  before: { value: string | null; id: string | null },
  limit: number,
): Promise<SummaryRow[]> {
  return rows<SummaryRow>(
    em,
    `select ${SUMMARY} ${JOINS} ${FILTER}
       and ($6::timestamptz is null or s.started_at < $6 or (s.started_at = $6 and s.id > $7))
     order by s.started_at desc, s.id limit $8`,
    [...valuesOf(filter), before.value, before.id, limit],
  );
}

/** How many there are, counted to `most` and no further. */
export async function countSessions(em: EntityManager, filter: SessionFilter, most: number): Promise<number> {
  const [row] = await rows<{ count: number }>(
    em,
    `select count(*)::int as count from (select 1 from ivr_sessions s ${FILTER} limit $6) found`,
    [...valuesOf(filter), most],
  );
  return row?.count ?? 0;
}

export function summaryOf(row: SummaryRow, bundle: Bundle | undefined): SessionSummaryDto {
  const { name, kind } = wordsOf(bundle, { flow: row.node_flow, nodeId: row.node_id });
  return {
    id: row.id,
    flowId: row.flow_id,
    flowName: row.flow_name,
    versionNumber: row.version_number,
    widgetName: row.widget_name,
    status: row.status,
    outcome: row.outcome,
    mode: row.mode,
    language: row.language,
    startedAt: row.started_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    steps: row.seq,
    currentNode: row.node_id
      ? { id: row.node_id, flow: row.node_flow, name: name ?? row.node_id, kind: kind ?? 'unknown' }
      : null,
  };
}
