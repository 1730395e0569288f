import type { Bundle, State, VariableValue } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import type { CompanyCaller } from '../auth/access.js';
import { Db, rows } from '../platform/db.js';
import { isId } from '../platform/ids.js';
import { DEFAULT_LIMIT, page, readCursor, writeCursor, type ListDto, type Page } from '../platform/list.js';
import { isMoment, positionOf } from '../platform/position.js';
import { Problem } from '../platform/problem.js';
import { Bundles, definitionAt, type Pin } from './bundles.js';
import type { Consent } from './consent.js';
import { Sealer } from './sealer.js';
import { findSummaries, JOINS, SUMMARY, summaryOf, type SummaryRow } from './session-summary.js';
import { findTalks } from './session-talks.js';
import { exitLabelOf, wordsOf } from './session-words.js';
import type {
  InteractionDto,
  ListSessionsDto,
  SessionCallbackDto,
  SessionDto,
  SessionSummaryDto,
  SessionVariableDto,
} from './sessions.dto.js';

type DetailRow = SummaryRow & {
  sealed: Buffer;
  data_key: Buffer | null;
  page_url: string | null;
  consent: Consent | null;
};

export type WholeSession = Omit<SessionDto, 'callback'> & { callbacks: SessionCallbackDto[] };

/** What the console reads of sessions: lists, one session, its path. */
@Injectable()
export class SessionLog {
  constructor(
    private readonly db: Db,
    private readonly bundles: Bundles,
    private readonly sealer: Sealer,
  ) {}

  async list(caller: CompanyCaller, query: ListSessionsDto): Promise<Page<SessionSummaryDto>> {
    const { value: before, id: beforeId, limit } = positionOf(query, isMoment);
    const found = await this.db.inCompany(caller.companyId, (em) =>
      findSummaries(em, query, { value: before, id: beforeId }, limit + 1),
    );
    await Promise.all(found.map((row) => this.bundles.load(caller.companyId, row)));
    return page(
      found,
      limit,
      (row) => writeCursor(row.started_at, row.id),
      (row) => summaryOf(row, this.bundles.at(row)),
    );
  }

  async get(caller: CompanyCaller, id: string): Promise<SessionDto> {
    const { callbacks, ...session } = await this.whole(caller, id);
    return { ...session, callback: callbacks[0] ?? null };
  }

  /** With every callback, the newest first. */
  async whole(caller: CompanyCaller, id: string): Promise<WholeSession> {
    const { row, key, callbacks, talks } = await this.db.inCompany(caller.companyId, async (em) => {
      const [row] = await rows<DetailRow>(
        em,
        `select ${SUMMARY}, s.sealed, s.data_key, s.page_url, s.consent ${JOINS} where s.id = $1`,
        [known(id)],
      );
      const callbacks = await rows<CallbackRow>(
        em,
        `select status, details, requested_at from callbacks where session_id = $1 order by requested_at desc`,
        [id],
      );
      if (!row) throw new Problem('not-found');
      const key = row.data_key && this.sealer.unwrap(row.data_key, id.toLowerCase());
      return {
        row,
        key,
        callbacks,
        talks: await findTalks(em, id, { sealer: this.sealer, key, userId: caller.userId }),
      };
    });
    const bundle = await this.bundles.load(caller.companyId, row);
    return {
      ...summaryOf(row, bundle),
      pageUrl: row.page_url,
      consent: row.consent,
      variables: key ? variablesOf(JSON.parse(this.sealer.open(key, row.sealed, 'state')), bundle) : [],
      callbacks: callbacks.map((row) =>
        callbackOf(row, key && row.details.length > 0 ? this.sealer.open(key, row.details, 'callback') : null),
      ),
      talks,
    };
  }

  async interactions(caller: CompanyCaller, id: string, query: ListDto): Promise<Page<InteractionDto>> {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const [seq, n] = (readCursor(query.cursor) ?? [0, -1]).map(Number);
    if (!isCount(seq) || !isCount(n)) throw notACursor();
    const { session, found } = await this.db.inCompany(caller.companyId, async (em) => {
      const [session] = await rows<Pin>(em, 'select version_id, bundle_id from ivr_sessions where id = $1', [
        known(id),
      ]);
      if (!session) throw new Problem('not-found');
      const found = await rows<InteractionRow>(
        em,
        `select seq, n, type, flow, node_id, exit, to_node, data, at from ivr_interactions
         where session_id = $1 and (seq, n) > ($2, $3) order by seq, n limit $4`,
        [id, seq, n, limit + 1],
      );
      return { session, found };
    });
    const bundle = await this.bundles.load(caller.companyId, session);
    return page(
      found,
      limit,
      (row) => writeCursor(String(row.seq), String(row.n)),
      (row) => interactionOf(row, bundle),
    );
  }
}

/** Those of the session's own flow, then those of the subflows it stands in. */
function variablesOf(state: State, bundle: Bundle | undefined): SessionVariableDto[] {
  const here = { flow: state.flow, variables: state.variables };
  return [...(state.stack ?? []), here].flatMap(({ flow, variables }) => {
    const declared = (bundle && definitionAt(bundle, flow)?.variables) ?? {};
    return Object.entries(variables).map(([name, value]: [string, VariableValue]) => {
      const declaration = Object.hasOwn(declared, name) ? declared[name] : undefined;
      // Telephone numbers and addresses are personal even where nobody declared them so.
      const personal = !declaration || declaration.personal || ['phone', 'email'].includes(declaration.type);
      return { flow: flow ?? null, name, value, personal };
    });
  });
}

interface CallbackRow {
  status: string;
  details: Buffer;
  requested_at: Date;
}

interface InteractionRow {
  seq: number;
  n: number;
  type: string;
  flow: string | null;
  node_id: string | null;
  exit: string | null;
  to_node: string | null;
  data: Record<string, unknown>;
  at: Date;
}

/** An address that is no id is nobody's session. */
function known(id: string): string {
  if (!isId(id)) throw new Problem('not-found');
  return id;
}

/** Within PostgreSQL's int; -1 is before the first. */
const isCount = (value: number | undefined): boolean => Number.isInteger(value) && Math.abs(value ?? 0) < 2 ** 31;

const notACursor = (): Problem =>
  new Problem('request.invalid', { errors: [{ field: 'cursor', message: 'cursor must be a nextCursor' }] });

function callbackOf(row: CallbackRow, details: string | null): SessionCallbackDto {
  const told: { number?: string; name?: string; about?: string } = details === null ? {} : JSON.parse(details);
  return {
    number: told.number ?? null,
    name: told.name ?? null,
    about: told.about ?? null,
    status: row.status,
    requestedAt: row.requested_at.toISOString(),
  };
}

function interactionOf(row: InteractionRow, bundle: Bundle | undefined): InteractionDto {
  const { flow } = row;
  const { name, kind } = wordsOf(bundle, { flow, nodeId: row.node_id });
  return {
    seq: row.seq,
    n: row.n,
    type: row.type,
    flow,
    nodeId: row.node_id,
    nodeName: name,
    nodeKind: kind,
    exit: row.exit,
    exitLabel: exitLabelOf(bundle, { flow, nodeId: row.node_id }, row.exit),
    to: row.to_node,
    toName: wordsOf(bundle, { flow, nodeId: row.to_node }).name,
    data: row.data,
    at: row.at.toISOString(),
  };
}
