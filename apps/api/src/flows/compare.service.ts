import { compare, type Change, type Definition } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { Db, rows } from '../platform/db.js';
import { isId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import type { CompareFlowDto } from './compare.dto.js';
import { readDefinition } from './definitions.js';

/** What is different between the draft, the live version and those before. */
@Injectable()
export class CompareService {
  constructor(private readonly db: Db) {}

  compare(caller: CompanyCaller, flowId: string, { from, to }: CompareFlowDto): Promise<Change[]> {
    if (!isId(flowId)) throw new Problem('not-found');
    return this.db.inCompany(caller.companyId, async (em) =>
      compare(await definitionAt(em, flowId, from), await definitionAt(em, flowId, to)),
    );
  }
}

/** Not found when there is no such flow or version, or when none is live. */
async function definitionAt(em: EntityManager, flowId: string, place: string): Promise<Definition> {
  const [row] = await rows<{ definition: unknown }>(
    em,
    place === 'draft'
      ? `select draft as definition from ivr_flows where id = $1 and $2::int is null`
      : `select v.definition from ivr_flows f join ivr_flow_versions v on v.flow_id = f.id
           and case when $2::int is null then v.id = f.live_version_id else v.number = $2::int end
         where f.id = $1`,
    [flowId, /^\d+$/.test(place) ? Number(place) : null],
  );
  if (!row) throw new Problem('not-found');
  return readDefinition(row.definition);
}
