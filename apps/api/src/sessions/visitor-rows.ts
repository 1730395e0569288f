import { Injectable } from '@nestjs/common';
import { Db } from '../platform/db.js';
import { Problem } from '../platform/problem.js';
import type { Interaction } from './interactions.js';

/** A session as a visitor's token names it. */
export interface SessionKey {
  companyId: string;
  sessionId: string;
}

export interface LoadRequest extends SessionKey {
  inputId: string | null;
}

export interface LoadedSession {
  seq: number;
  status: 'active' | 'ended';
  version_id: string;
  /** Null when no subflows were pinned. */
  bundle_id: string | null;
  sealed: Buffer;
  /** Null once the session's personal data have been erased. */
  data_key: Buffer | null;
  /** Set when the input was taken before: what it was told. */
  answer: Buffer | null;
}

export interface CurrentAnswer {
  data_key: Buffer | null;
  /** Null once erased. */
  answer: Buffer | null;
}

/** What one step writes, computed on the session as it stood at `seq`. */
export interface Move extends SessionKey {
  seq: number;
  status: 'active' | 'ended';
  outcome: string | null;
  language: string;
  nodeId: string;
  /** Seconds, on the database's clock, until the server answers `timeout` for the visitor; null when no timer runs. */
  dueIn: number | null;
  /** Days until the first of its variables is to be erased; null while it goes on, and where none is. */
  eraseIn: number | null;
  /** A sign of the visitor, not of the host or the clock. */
  byVisitor: boolean;
  inputId: string | null;
  state: Buffer;
  answer: Buffer;
  interactions: Interaction[];
  effects: { id: string; type: string; payload: Buffer }[];
}

/** After this a step is told to try again. If it was saved after all, its inputId finds the answer. */
const query_timeout = 5_000;
const READ = { name: 'visitor_read', text: 'select * from visitor_read($1, $2, $3)', query_timeout };
const CURRENT = { name: 'visitor_current', text: 'select * from visitor_current($1, $2)', query_timeout };
const MOVED = { name: 'visitor_moved', text: 'select * from visitor_moved($1, $2, $3)', query_timeout };
const PRESENT = { name: 'visitor_present', text: 'select * from visitor_present($1, $2, $3)', query_timeout };
const WRITE = {
  name: 'visitor_write',
  text: `select * from visitor_write(${Array.from({ length: 29 }, (_, at) => `$${at + 1}`).join(', ')})`,
  query_timeout,
};

/** The SQL functions that carry visitors' steps, many at a time. */
@Injectable()
export class VisitorRows {
  constructor(private readonly db: Db) {}

  /** In the order asked; undefined where that company has no such session. */
  async load(requests: LoadRequest[]): Promise<(LoadedSession | undefined)[]> {
    const rows = await this.call<LoadedSession & { ord: number }>(READ, [
      list(requests.map(({ companyId }) => companyId)),
      list(requests.map(({ sessionId }) => sessionId)),
      list(requests.map(({ inputId }) => inputId)),
    ]);
    const found: (LoadedSession | undefined)[] = requests.map(() => undefined);
    for (const row of rows) found[row.ord - 1] = row;
    return found;
  }

  /** What the sessions show now, in the order asked. */
  async current(sessions: SessionKey[]): Promise<(CurrentAnswer | undefined)[]> {
    const rows = await this.call<CurrentAnswer & { ord: number }>(CURRENT, [
      list(sessions.map(({ companyId }) => companyId)),
      list(sessions.map(({ sessionId }) => sessionId)),
    ]);
    const found: (CurrentAnswer | undefined)[] = sessions.map(() => undefined);
    for (const row of rows) found[row.ord - 1] = row;
    return found;
  }

  /** The newest seq of those that have gone on since theirs. */
  async moved(seen: { session: SessionKey; seq: number }[]): Promise<Map<string, number>> {
    const rows = await this.call<{ ord: number; seq: number }>(MOVED, [
      list(seen.map(({ session }) => session.companyId)),
      list(seen.map(({ session }) => session.sessionId)),
      list(seen.map(({ seq }) => seq)),
    ]);
    return new Map(rows.map(({ ord, seq }) => [seen[ord - 1]?.session.sessionId ?? '', seq]));
  }

  /** Which of the moves were made: not those whose session had gone on, ended or been erased meanwhile. */
  async save(moves: Move[]): Promise<boolean[]> {
    const made = moves.map(() => false);
    for (const { ord } of await this.call<{ ord: number }>(WRITE, columnsOf(moves))) made[ord - 1] = true;
    return made;
  }

  /**
   * Says that these visitors have their pages open: the server answers in their stead only where a step is `firm`. Tells
   * how many seconds were left to each, in the order asked; null where no timer runs.
   */
  async present(sessions: (SessionKey & { firm: boolean })[]): Promise<(number | null)[]> {
    const found = await this.call<{ ord: number; due_in: number | null }>(PRESENT, [
      list(sessions.map(({ companyId }) => companyId)),
      list(sessions.map(({ sessionId }) => sessionId)),
      list(sessions.map(({ firm }) => String(firm))),
    ]);
    const left: (number | null)[] = sessions.map(() => null);
    for (const { ord, due_in } of found) left[ord - 1] = due_in;
    return left;
  }

  private async call<Row extends object>(statement: typeof READ, values: unknown[]): Promise<Row[]> {
    try {
      return await this.db.visitorQuery<Row>(statement, values);
    } catch (error) {
      if (error instanceof Error && error.message === 'Query read timeout') throw new Problem('server.busy');
      throw error;
    }
  }
}

/** Lays the moves out as the function's columns. */
function columnsOf(moves: Move[]): unknown[] {
  const bytes: Buffer[] = [];
  let size = 0;
  /** Where a sealed value begins in `bytes`, counted from 1 as SQL does. */
  const place = (value: Buffer): number => {
    bytes.push(value);
    size += value.length;
    return size - value.length + 1;
  };
  const stateAt = moves.map(({ state }) => place(state));
  const rows = moves.flatMap((move, step) =>
    move.interactions.map((row, n) => {
      const answer = n === 0 ? move.answer : null;
      return { ...row, step: step + 1, n, inputId: n === 0 ? move.inputId : null, at: answer && place(answer), answer };
    }),
  );
  const effects = moves.flatMap((move, step) =>
    move.effects.map((effect) => ({ ...effect, step: step + 1, at: place(effect.payload) })),
  );
  return [
    Buffer.concat(bytes, size),
    list(moves.map(({ companyId }) => companyId)),
    list(moves.map(({ sessionId }) => sessionId)),
    list(moves.map(({ seq }) => seq)),
    list(moves.map(({ status }) => status)),
    moves.map(({ outcome }) => outcome),
    moves.map(({ language }) => language),
    moves.map(({ nodeId }) => nodeId),
    list(moves.map(({ dueIn }) => dueIn)),
    list(moves.map(({ eraseIn }) => eraseIn)),
    list(moves.map(({ byVisitor }) => String(byVisitor))),
    list(stateAt),
    list(moves.map(({ state }) => state.length)),
    list(rows.map(({ step }) => step)),
    list(rows.map(({ n }) => n)),
    list(rows.map(({ type }) => type)),
    rows.map(({ flow }) => flow),
    rows.map(({ nodeId }) => nodeId),
    rows.map(({ exit }) => exit),
    rows.map(({ to }) => to),
    rows.map(({ data }) => JSON.stringify(data)),
    list(rows.map(({ inputId }) => inputId)),
    list(rows.map(({ at }) => at)),
    list(rows.map(({ answer }) => answer && answer.length)),
    list(effects.map(({ step }) => step)),
    effects.map(({ id }) => id),
    list(effects.map(({ type }) => type)),
    list(effects.map(({ at }) => at)),
    list(effects.map(({ payload }) => payload.length)),
  ];
}

/** An array literal of ids, numbers and our own words, none of which needs quoting: much cheaper than the driver's. */
function list(values: (string | number | null)[]): string {
  let text = '{';
  for (const [at, value] of values.entries()) text += at === 0 ? (value ?? 'null') : `,${value ?? 'null'}`;
  return `${text}}`;
}
