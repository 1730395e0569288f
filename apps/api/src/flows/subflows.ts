import { aliasOf, migrate, type Definition } from '@calldocker/flow-engine';
import type { EntityManager } from 'typeorm';
import { rows } from '../platform/db.js';

/** How a definition names another flow: by key, with a version or with the one that is live. */
export interface Call {
  alias: string;
  key: string;
  /** Null: whatever is live when a session starts. */
  version: number | null;
}

export interface ResolvedSubflow {
  flowId: string;
  versionId: string;
  definition: Definition;
}

/** More than any flow needs; a bundle has to be read whole when a session starts. */
const SUBFLOWS = 200;

export function callsIn(definition: Definition): Call[] {
  const calls = new Map<string, Call>();
  for (const node of Object.values(definition.nodes)) {
    if (node.kind !== 'subflow' || node.flow === '') continue;
    const alias = aliasOf(node);
    calls.set(alias, { alias, key: node.flow, version: node.version === 'active' ? null : node.version });
  }
  return [...calls.values()];
}

/**
 * Every flow that a definition calls, and those that they call, by alias, as they stand now. What does not exist, is not
 * live or is archived is left out.
 */
export async function resolveSubflows(
  em: EntityManager,
  definition: Definition,
): Promise<Record<string, ResolvedSubflow>> {
  const found: Record<string, ResolvedSubflow> = {};
  const asked = new Set<string>();
  let open = callsIn(definition);
  while (open.length > 0 && asked.size < SUBFLOWS) {
    for (const { alias } of open) asked.add(alias);
    const resolved = await rows<{ alias: string; flow_id: string; id: string; definition: unknown }>(
      em,
      `select c.alias, v.flow_id, v.id, v.definition
       from jsonb_to_recordset($1::jsonb) as c (alias text, key text, version int)
       join ivr_flows f on f.key = c.key and f.archived_at is null
       join ivr_flow_versions v on v.flow_id = f.id
         and case when c.version is null then v.id = f.live_version_id else v.number = c.version end`,
      [JSON.stringify(open)],
    );
    open = [];
    for (const { alias, flow_id, id, definition: value } of resolved) {
      const called = migrate(value);
      found[alias] = { flowId: flow_id, versionId: id, definition: called };
      for (const call of callsIn(called)) if (!asked.has(call.alias)) open.push(call);
    }
  }
  return found;
}

/** As a common table expression: versions that visitors get or will get, by themselves or within another's. */
export const IN_SERVICE = `
  with recursive in_service (version_id, flow_id, place) as (
    select v.id, v.flow_id, case when v.id = f.live_version_id then 'live' else 'scheduled' end
    from ivr_flows f join ivr_flow_versions v on v.id in (f.live_version_id, f.scheduled_version_id)
    union
    select called.id, called.flow_id, 'subflow'
    from in_service caller
    join ivr_flow_versions v on v.id = caller.version_id
    cross join lateral jsonb_path_query(v.definition, '$.nodes.* ? (@.kind == "subflow")') node
    join ivr_flows f on f.key = node->>'flow'
    join ivr_flow_versions called on called.flow_id = f.id
      and case when jsonb_typeof(node->'version') = 'number' then called.number = (node->>'version')::int
          else called.id = f.live_version_id end
  )`;
