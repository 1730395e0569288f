import { referencesOf, type BindingKind, type Definition } from '@calldocker/flow-engine';
import type { EntityManager } from 'typeorm';
import { rows } from '../platform/db.js';
import { readDefinition } from './definitions.js';
import { callsIn, IN_SERVICE } from './subflows.js';

/** Where something is used: by what visitors get, or by a draft, which keeps nobody from taking it away. */
export interface Use {
  flowId: string;
  flowName: string;
  /** Null: the draft. */
  version: number | null;
  as: 'live' | 'scheduled' | 'subflow' | 'draft';
}

interface UseRow {
  flow_id: string;
  flow_name: string;
  number: number | null;
  place: Use['as'];
  definition: unknown;
}

export const isInService = (use: Use): boolean => use.as !== 'draft';

export function usesOfBinding(em: EntityManager, kind: BindingKind, name: string): Promise<Use[]> {
  return usesOf(em, name, (definition) => referencesOf(definition)[kind].includes(name));
}

/** Flows that call the flow of this key. */
export async function usesAsSubflow(em: EntityManager, key: string): Promise<Use[]> {
  return usesOf(em, key, (definition) => callsIn(definition).some((call) => call.key === key));
}

/** The database leaves out those whose JSON does not have the word at all; what it means there is for `isUse`. */
async function usesOf(em: EntityManager, word: string, isUse: (definition: Definition) => boolean): Promise<Use[]> {
  const found = await rows<UseRow>(
    em,
    `${IN_SERVICE}
     select s.flow_id, f.name as flow_name, v.number, s.place, v.definition
     from in_service s join ivr_flows f on f.id = s.flow_id join ivr_flow_versions v on v.id = s.version_id
     where position($1 in v.definition::text) > 0
     union all
     select f.id, f.name, null, 'draft', f.draft from ivr_flows f where position($1 in f.draft::text) > 0
     order by flow_name, flow_id, number nulls last, place`,
    [word],
  );
  return found
    .filter(({ definition }) => isUse(readDefinition(definition)))
    .map(({ flow_id, flow_name, number, place }) => ({
      flowId: flow_id,
      flowName: flow_name,
      version: number,
      as: place,
    }));
}
