import { differenceOf, replay, type Bundle, type ReplayDifference } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { readDefinition } from '../flows/definitions.js';
import { bindingsIn } from '../flows/facts.js';
import { resolveSubflows } from '../flows/subflows.js';
import { Db, rows } from '../platform/db.js';
import { isId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { Bundles, type Pin } from '../sessions/bundles.js';
import { RecordedSessions } from '../sessions/recorded.js';
import type { ReplayDto, ReplayReportDto } from './replay.dto.js';

interface SessionRow extends Pin {
  id: string;
}

interface Version {
  id: string;
  number: number;
}

const SESSIONS = 50;
const EXAMPLES = 5;

/** What real visitors did, run again: where another version of the flow would have taken them. Nobody is called. */
@Injectable()
export class ReplayService {
  constructor(
    private readonly db: Db,
    private readonly bundles: Bundles,
    private readonly recorded: RecordedSessions,
  ) {}

  async replay(caller: CompanyCaller, flowId: string, query: ReplayDto): Promise<ReplayReportDto> {
    if (!isId(flowId)) throw new Problem('not-found');
    const { companyId } = caller;
    const { from, after, bindings, lived } = await this.db.inCompany(companyId, async (em) => {
      const from = await versionOf(em, flowId, query.from);
      return {
        from,
        after: await bundleOf(em, flowId, query.to),
        bindings: await bindingsIn(em),
        lived: await lastSessions(em, from, query.sessions ?? SESSIONS),
      };
    });
    const report = new Report();
    for (const session of lived) {
      const told = await this.recorded.recordedOf(companyId, session.id);
      const before = told && (await this.bundles.load(companyId, session));
      if (!told || !before) report.skip();
      else {
        const difference = differenceOf(replay(before, told, bindings), replay(after, told, bindings));
        report.add(session.id, difference);
      }
    }
    return { from: from.number, to: query.to ?? null, ...report.done() };
  }
}

/** Counts by where and how. */
class Report {
  private sessions = 0;
  private skipped = 0;
  private same = 0;
  private readonly ways = new Map<string, ReplayReportDto['ways'][number]>();
  private readonly outcomes = new Map<string, ReplayReportDto['outcomes'][number]>();

  skip(): void {
    this.skipped++;
  }

  add(sessionId: string, { divergence, outcomeBefore: before, outcomeAfter: after, refused }: ReplayDifference): void {
    this.sessions++;
    counted(this.outcomes, `${before} ${after}`, { before, after, sessions: 0 }).sessions++;
    if (divergence === null) {
      this.same++;
      return;
    }
    const key = JSON.stringify(divergence);
    const way = counted(this.ways, key, { ...divergence, sessions: 0, refused: 0, examples: [] });
    way.sessions++;
    if (refused) way.refused++;
    if (way.examples.length < EXAMPLES) way.examples.push(sessionId);
  }

  done(): Omit<ReplayReportDto, 'from' | 'to'> {
    const most = (a: { sessions: number }, b: { sessions: number }): number => b.sessions - a.sessions;
    return {
      sessions: this.sessions,
      skipped: this.skipped,
      same: this.same,
      ways: [...this.ways.values()].sort(most),
      outcomes: [...this.outcomes.values()].sort(most),
    };
  }
}

function counted<T>(map: Map<string, T>, key: string, fresh: T): T {
  const held = map.get(key) ?? fresh;
  map.set(key, held);
  return held;
}

/** Without a number, the newest. */
async function versionOf(em: EntityManager, flowId: string, number?: number): Promise<Version> {
  const [flow] = await rows(em, `select 1 from ivr_flows where id = $1`, [flowId]);
  if (!flow) throw new Problem('not-found');
  const [version] = await rows<Version>(
    em,
    `select id, number from ivr_flow_versions
     where flow_id = $1 and ($2::int is null or number = $2) order by number desc limit 1`,
    [flowId, number ?? null],
  );
  if (!version) throw new Problem(number === undefined ? 'flow.not-published' : 'not-found');
  return version;
}

/** With the subflows that it would run now. Without a number, the draft. */
async function bundleOf(em: EntityManager, flowId: string, number?: number): Promise<Bundle> {
  const [row] = await rows<{ definition: unknown }>(
    em,
    number === undefined
      ? `select draft as definition from ivr_flows where id = $1`
      : `select definition from ivr_flow_versions where flow_id = $1 and number = $2`,
    number === undefined ? [flowId] : [flowId, number],
  );
  if (!row) throw new Problem('not-found');
  const definition = readDefinition(row.definition);
  return { flowId, definition, subflows: await resolveSubflows(em, definition) };
}

function lastSessions(em: EntityManager, version: Version, most: number): Promise<SessionRow[]> {
  return rows<SessionRow>(
    em,
    `select id, version_id, bundle_id from ivr_sessions
     where version_id = $1 and status = 'ended' order by started_at desc limit $2`,
    [version.id, most],
  );
}
