import {
  exitsOf,
  isScenario,
  runScenario,
  validateScenario,
  type Bundle,
  type Definition,
  type Scenario,
  type ScenarioReport,
} from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { Db, rows, sqlState } from '../platform/db.js';
import { isId, newId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { readDefinition } from './definitions.js';
import { bindingsIn } from './facts.js';
import type { RunScenariosDto, ScenarioDto, ScenarioRunDto } from './scenario.dto.js';
import { resolveSubflows } from './subflows.js';

interface ScenarioRow {
  id: string;
  name: string;
  scenario: Scenario;
  revision: number;
  updated_at: Date;
}

/** Scenarios of one flow. */
const MOST = 200;
const BYTES = 64 * 1024;
const SCENARIO = `select id, name, scenario, revision, updated_at from ivr_scenarios`;

/** Tests that authors write for their flows, and the runs of them. */
@Injectable()
export class ScenarioService {
  constructor(private readonly db: Db) {}

  list(caller: CompanyCaller, flowId: string): Promise<ScenarioDto[]> {
    return this.db.inCompany(caller.companyId, async (em) => {
      await draftOf(em, flowId);
      return (await scenariosOf(em, flowId)).map(shape);
    });
  }

  create(caller: CompanyCaller, flowId: string, value: unknown): Promise<ScenarioDto> {
    const scenario = readScenario(value);
    return this.named(() =>
      this.db.inCompany(caller.companyId, async (em) => {
        await draftOf(em, flowId, 'for update');
        if ((await scenariosOf(em, flowId)).length >= MOST) throw new Problem('scenario.too-many', { limit: MOST });
        const [row] = await rows<ScenarioRow>(
          em,
          `insert into ivr_scenarios (id, flow_id, name, scenario) values ($1, $2, $3, $4)
           returning id, name, scenario, revision, updated_at`,
          [newId(), flowId, scenario.name, JSON.stringify(scenario)],
        );
        return shape(row);
      }),
    );
  }

  replace(caller: CompanyCaller, flowId: string, id: string, revision: number, value: unknown): Promise<ScenarioDto> {
    const scenario = readScenario(value);
    return this.named(() =>
      this.db.inCompany(caller.companyId, async (em) => {
        const found = await one(em, flowId, id);
        const [row] = await rows<ScenarioRow>(
          em,
          `update ivr_scenarios set name = $3, scenario = $4, revision = revision + 1, updated_at = now()
           where id = $1 and revision = $2 returning id, name, scenario, revision, updated_at`,
          [id, revision, scenario.name, JSON.stringify(scenario)],
        );
        if (!row) throw new Problem('scenario.changed-elsewhere', { current: { revision: found.revision } });
        return shape(row);
      }),
    );
  }

  async remove(caller: CompanyCaller, flowId: string, id: string): Promise<void> {
    await this.db.inCompany(caller.companyId, async (em) => {
      await one(em, flowId, id);
      await em.query(`delete from ivr_scenarios where id = $1`, [id]);
    });
  }

  run(caller: CompanyCaller, flowId: string, { version, names }: RunScenariosDto): Promise<ScenarioRunDto> {
    return this.db.inCompany(caller.companyId, async (em) => {
      const draft = await draftOf(em, flowId);
      const definition = version === undefined ? draft : await versionOf(em, flowId, version);
      const reports = await runScenarios(em, flowId, definition, names);
      return { passed: reports.every(({ passed }) => passed), reports, ...coverageOf(definition, reports) };
    });
  }

  /** Two scenarios of a flow never share a name: failing ones are waived by it. */
  private async named<T>(save: () => Promise<T>): Promise<T> {
    try {
      return await save();
    } catch (error) {
      if (sqlState(error) === '23505') throw new Problem('scenario.name-taken');
      throw error;
    }
  }
}

/** All of a flow's scenarios, or those named, run on a definition of it. */
export async function runScenarios(
  em: EntityManager,
  flowId: string,
  definition: Definition,
  names?: string[],
): Promise<ScenarioReport[]> {
  const scenarios = (await scenariosOf(em, flowId)).filter(({ name }) => names?.includes(name) ?? true);
  if (scenarios.length === 0) return [];
  const bundle: Bundle = { flowId, definition, subflows: await resolveSubflows(em, definition) };
  const bindings = await bindingsIn(em);
  return scenarios.map(({ scenario }) => runScenario(bundle, scenario, bindings));
}

function coverageOf(definition: Definition, reports: ScenarioReport[]): Pick<ScenarioRunDto, 'coverage' | 'missed'> {
  const taken = new Set(reports.flatMap(({ exits }) => exits));
  const all = Object.entries(definition.nodes).flatMap(([nodeId, node]) =>
    exitsOf(node).map(({ id }) => `${nodeId} ${id}`),
  );
  const missed = all.filter((exit) => !taken.has(exit));
  return { coverage: all.length === 0 ? 1 : 1 - missed.length / all.length, missed };
}

function readScenario(value: unknown): Scenario {
  if (!isScenario(value)) throw new Problem('scenario.format', { issues: validateScenario(value).slice(0, 100) });
  if (Buffer.byteLength(JSON.stringify(value)) > BYTES)
    throw new Problem('scenario.format', { detail: `A scenario has at most ${BYTES} bytes.`, issues: [] });
  return value;
}

function scenariosOf(em: EntityManager, flowId: string): Promise<ScenarioRow[]> {
  return rows<ScenarioRow>(em, `${SCENARIO} where flow_id = $1 order by name`, [flowId]);
}

async function one(em: EntityManager, flowId: string, id: string): Promise<ScenarioRow> {
  if (!isId(flowId) || !isId(id)) throw new Problem('not-found');
  const [row] = await rows<ScenarioRow>(em, `${SCENARIO} where flow_id = $1 and id = $2`, [flowId, id]);
  if (!row) throw new Problem('not-found');
  return row;
}

async function draftOf(em: EntityManager, flowId: string, lock = ''): Promise<Definition> {
  if (!isId(flowId)) throw new Problem('not-found');
  const [row] = await rows<{ draft: unknown }>(em, `select draft from ivr_flows where id = $1 ${lock}`, [flowId]);
  if (!row) throw new Problem('not-found');
  return readDefinition(row.draft);
}

async function versionOf(em: EntityManager, flowId: string, number: number): Promise<Definition> {
  const [row] = await rows<{ definition: unknown }>(
    em,
    `select definition from ivr_flow_versions where flow_id = $1 and number = $2`,
    [flowId, number],
  );
  if (!row) throw new Problem('not-found');
  return readDefinition(row.definition);
}

function shape(row: ScenarioRow | undefined): ScenarioDto {
  if (!row) throw new Error('A scenario that was saved is not there');
  return {
    id: row.id,
    name: row.name,
    scenario: { ...row.scenario },
    revision: row.revision,
    updatedAt: row.updated_at.toISOString(),
  };
}
