import type { HoursAnswer, Input, Outcome, Recorded, RecordedInput, Trigger } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import type { KeyObject } from 'node:crypto';
import { Db, rows } from '../platform/db.js';
import { readSealed } from './answers.js';
import type { Pin } from './bundles.js';
import { Sealer } from './sealer.js';

/** A session as it was lived, from its rows: all that came from outside, and where it went. */
export interface RecordedSession extends Recorded {
  sessionId: string;
  flowId: string;
  /** What it ran: its version, and those of its subflows by alias. */
  versionId: string;
  subflows: Record<string, string>;
  inputs: LivedInput[];
  /** Null while it goes on. */
  outcome: Outcome | null;
  /** Nodes in the order they were entered; within a subflow `alias/nodeId`. */
  path: string[];
}

/** With what the clock answered on the way that it led. */
export type LivedInput = RecordedInput & { hours: Record<string, HoursAnswer> };

interface SessionRow extends Pin {
  flow_id: string;
  outcome: Outcome | null;
  data_key: Buffer | null;
  subflows: Record<string, string> | null;
}

interface LivedRow {
  seq: number;
  n: number;
  type: string;
  flow: string | null;
  node_id: string | null;
  data: Record<string, unknown>;
  answer: Buffer | null;
  at: Date;
}

/** Reads sessions back as the engine can run them again. */
@Injectable()
export class RecordedSessions {
  constructor(
    private readonly db: Db,
    private readonly sealer: Sealer,
  ) {}

  /** Undefined when the company has no such session, when it was erased, and when it began before openings were kept. */
  async recordedOf(companyId: string, sessionId: string): Promise<RecordedSession | undefined> {
    const found = await this.db.inCompany(companyId, async (em) => {
      const [session] = await rows<SessionRow>(
        em,
        `select s.flow_id, s.version_id, s.bundle_id, s.outcome, s.data_key, b.subflows
         from ivr_sessions s left join ivr_bundles b on b.company_id = s.company_id and b.id = s.bundle_id
         where s.id = $1`,
        [sessionId],
      );
      const lived = await rows<LivedRow>(
        em,
        `select seq, n, type, flow, node_id, data, answer, at from ivr_interactions
         where session_id = $1 order by seq, n`,
        [sessionId],
      );
      return session && { session, lived };
    });
    if (!found?.session.data_key) return undefined;
    const { session, lived } = found;
    const key = this.sealer.unwrap(found.session.data_key, sessionId);
    const told = this.read(key, lived);
    if (!told) return undefined;
    return {
      sessionId,
      flowId: session.flow_id,
      versionId: session.version_id,
      subflows: session.subflows ?? {},
      seed: sessionId,
      ...told,
      outcome: session.outcome,
    };
  }

  private read(key: KeyObject, lived: LivedRow[]): Pick<RecordedSession, Told> | undefined {
    let opening: { trigger: Trigger; startedAt: number } | undefined;
    const inputs: LivedInput[] = [];
    const hours: Record<string, HoursAnswer> = {};
    const path: string[] = [];
    for (const { seq, n, type, flow, node_id, data, answer, at: written } of lived) {
      if (n === 0) {
        if (!answer) return undefined;
        const { at = written.getTime(), body } = readSealed(this.sealer.open(key, answer, 'answer'));
        const input: Input | { type: 'start'; trigger: Trigger } = JSON.parse(body.slice(body.indexOf(' ') + 1));
        if (input.type === 'start') opening = { trigger: input.trigger, startedAt: at };
        // What opened it is not known.
        else if (seq === 1) return undefined;
        else inputs.push({ at, input, hours: {} });
      }
      if (type !== 'entered' || node_id === null) continue;
      const node = flow === null ? node_id : `${flow}/${node_id}`;
      path.push(node);
      if (!isHours(data['hours'])) continue;
      hours[node] ??= data['hours'];
      const input = inputs.at(-1);
      if (input) input.hours[node] = data['hours'];
    }
    return opening && { ...opening, inputs, hours, path };
  }
}

type Told = 'trigger' | 'startedAt' | 'inputs' | 'hours' | 'path';

const isHours = (value: unknown): value is HoursAnswer =>
  value === 'open' || value === 'closed' || value === 'holiday' || value === 'emergency';
