import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import type { CompanyCaller } from '../auth/access.js';
import { audit } from '../auth/audit.js';
import { Db } from '../platform/db.js';
import { isMoment } from '../platform/position.js';
import { Problem } from '../platform/problem.js';
import { Bundles } from './bundles.js';
import { csvLine } from './csv.js';
import { SessionLog } from './session-log.js';
import { countSessions, findSummaries, summaryOf, type SessionFilter, type SummaryRow } from './session-summary.js';
import type { ExportSessionsDto, InteractionDto, SessionExportDto, SessionSummaryDto } from './sessions.dto.js';

export interface SessionTable {
  stream: Readable;
  rows: number;
  /** Whether there are more than a table may have. */
  more: boolean;
}

export const ROW_LIMIT = 50_000;
const PAGE = 500;
/** Spreadsheets read a file as UTF-8 when it begins so. */
const BYTE_ORDER_MARK = '\ufeff';
const HEADS = [
  ...['session', 'started', 'ended', 'seconds', 'status', 'outcome', 'flow', 'version', 'widget', 'mode', 'language'],
  ...['steps', 'last node'],
];

/** Sessions to take away: one with all that is known of it, or many as a table that names nobody. */
@Injectable()
export class SessionExports {
  constructor(
    private readonly db: Db,
    private readonly bundles: Bundles,
    private readonly log: SessionLog,
  ) {}

  async one(caller: CompanyCaller, id: string): Promise<SessionExportDto> {
    const session = await this.log.whole(caller, id);
    const path: InteractionDto[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await this.log.interactions(caller, id, { limit: PAGE, ...(cursor && { cursor }) });
      path.push(...page.items);
      cursor = page.nextCursor;
    }
    await this.db.inCompany(caller.companyId, (em) => audit(em, 'session.exported', { ...caller, target: session.id }));
    return { ...session, path, exportedAt: new Date().toISOString() };
  }

  async many(caller: CompanyCaller, query: ExportSessionsDto): Promise<SessionTable> {
    const { flowId, outcome } = query;
    const filter: SessionFilter = { flowId, outcome, from: moment(query, 'from'), to: moment(query, 'to') };
    const found = await this.db.inCompany(caller.companyId, async (em) => {
      const count = await countSessions(em, filter, ROW_LIMIT + 1);
      const told = { flowId, outcome, from: filter.from, to: filter.to, rows: String(Math.min(count, ROW_LIMIT)) };
      const data = Object.fromEntries(Object.entries(told).map(([name, value]) => [name, value ?? null]));
      await audit(em, 'sessions.exported', { ...caller, data });
      return count;
    });
    return {
      stream: Readable.from(this.lines(caller.companyId, filter), { encoding: 'utf8' }),
      rows: Math.min(found, ROW_LIMIT),
      more: found > ROW_LIMIT,
    };
  }

  /** A page at a time, each read when the one before has been taken away. */
  private async *lines(companyId: string, filter: SessionFilter): AsyncGenerator<string> {
    yield BYTE_ORDER_MARK + csvLine(HEADS);
    let last: SummaryRow | undefined;
    for (let left = ROW_LIMIT; left > 0; left -= PAGE) {
      const before = { value: last?.started_at.toISOString() ?? null, id: last?.id ?? null };
      const found = await this.db.inCompany(companyId, (em) => findSummaries(em, filter, before, Math.min(left, PAGE)));
      const pins = new Map(found.map((row) => [row.bundle_id ?? row.version_id, row]));
      for (const pin of pins.values()) await this.bundles.load(companyId, pin);
      yield found.map((row) => csvLine(cellsOf(summaryOf(row, this.bundles.at(row))))).join('');
      if (found.length < PAGE) return;
      last = found.at(-1);
    }
  }
}

function cellsOf(session: SessionSummaryDto): (string | number | null)[] {
  const { startedAt, endedAt, currentNode } = session;
  return [
    ...[session.id, startedAt, endedAt, endedAt && Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000)],
    ...[session.status, session.outcome, session.flowName, session.versionNumber, session.widgetName],
    ...[session.mode, session.language, session.steps, currentNode && currentNode.name],
  ];
}

/** In UTC, as PostgreSQL is given all moments. */
function moment(query: ExportSessionsDto, field: 'from' | 'to'): string | undefined {
  const value = query[field];
  if (value === undefined) return undefined;
  const utc = Number.isNaN(Date.parse(value)) ? '' : new Date(value).toISOString();
  if (isMoment(utc)) return utc;
  throw new Problem('request.invalid', { errors: [{ field, message: `${field} must be a moment` }] });
}
