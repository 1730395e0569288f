import { EngineError, resume, type Input, type State, type Step } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import type { KeyObject } from 'node:crypto';
import { sqlState } from '../platform/db.js';
import { log } from '../platform/log.js';
import { Problem, type ProblemCode } from '../platform/problem.js';
import { answerOf, Answers, type Answer } from './answers.js';
import { Batcher, type Outcome } from './batcher.js';
import { Bundles } from './bundles.js';
import { interactionsOf, type Interaction } from './interactions.js';
import { phoneFault } from './phone.js';
import { Sealer } from './sealer.js';
import { StepSignals } from './step-signals.js';
import { VisitorRows, type LoadedSession, type Move, type SessionKey } from './visitor-rows.js';

/** An input on its way into a session. `seq` null: at whatever screen stands, as when the visitor leaves. */
export interface StepRequest extends SessionKey {
  seq: number | null;
  inputId: string | null;
  input: Input;
  /** Why we answer in the visitor's stead; told beside the session's end. */
  reason?: string;
}

export type StepResult =
  | { kind: 'moved' | 'replayed' | 'out-of-step' | 'ended'; answer: Answer }
  | { kind: 'refused'; answer: Answer; code: ProblemCode; extra: Record<string, unknown> }
  | { kind: 'reused' | 'missing' };

/** What one request comes to before anything is written. A refusal still lacks the screen that stands. */
type Plan =
  | { move: Move; answer: Answer }
  | { result: StepResult }
  | {
      refusal:
        { kind: 'ended' | 'out-of-step' } | { kind: 'refused'; code: ProblemCode; extra: Record<string, unknown> };
    };

const SIZE = 64;
const LANES = 2;
/** How often a step may lose the race for its session, to another process, before it gives up. */
const RACES = 4;

/**
 * Executes steps. Those that arrive together are loaded by one statement, resumed by the pure engine and saved by one
 * statement with compare-and-set on `seq`; a step that lost a race is computed again on what stands now.
 */
@Injectable()
export class SessionSteps {
  private readonly batcher = new Batcher<StepRequest, StepResult>({
    lanes: LANES,
    size: SIZE,
    keyOf: ({ sessionId }) => sessionId,
    run: (requests) => this.run(requests),
    worthRetrying: isOfOneStep,
  });

  constructor(
    private readonly rows: VisitorRows,
    private readonly bundles: Bundles,
    private readonly sealer: Sealer,
    private readonly answers: Answers,
    private readonly signals: StepSignals,
  ) {}

  take(request: StepRequest): Promise<StepResult> {
    return this.batcher.submit(request);
  }

  /** Seals a step as its rows keep it. `seq` is where the session stood. */
  moveOf(request: StepRequest, seq: number, step: Step, key: KeyObject, answer: Answer): Move {
    const { state, effects } = step;
    return {
      companyId: request.companyId,
      sessionId: request.sessionId,
      seq,
      status: state.status,
      outcome: state.outcome,
      language: state.language,
      nodeId: state.nodeId,
      inputId: request.inputId,
      state: this.sealer.seal(key, JSON.stringify(state), 'state'),
      // With the body that was answered, so that a repeated inputId can be told from a reused one.
      answer: this.answers.seal(key, bodyOf(request), answer),
      interactions: reasoned(interactionsOf(step), request.reason),
      effects: effects.map((effect) => ({
        id: effect.id,
        type: effect.type,
        payload: this.sealer.seal(key, JSON.stringify(effect), 'effect'),
      })),
    };
  }

  private async run(requests: StepRequest[]): Promise<Outcome<StepResult>[]> {
    const outcomes: Outcome<StepResult>[] = [];
    let open = [...requests.entries()];
    for (let race = 0; open.length > 0 && race < RACES; race++) open = await this.race(open, outcomes);
    for (const [place] of open) outcomes[place] = { error: new Problem('server.busy') };
    return outcomes;
  }

  /** One try for each of `open`; answers those whose session moved on between loading and saving. */
  private async race(
    open: [place: number, request: StepRequest][],
    outcomes: Outcome<StepResult>[],
  ): Promise<[number, StepRequest][]> {
    const rows = await this.rows.load(open.map(([, request]) => request));
    await this.fetchVersions(open, rows);
    const moving: { place: number; request: StepRequest; move: Move; answer: Answer }[] = [];
    for (const [at, [place, request]] of open.entries()) {
      try {
        const plan = this.plan(request, rows[at]);
        if ('move' in plan) moving.push({ place, request, ...plan });
        else outcomes[place] = { result: 'result' in plan ? plan.result : await this.refuse(request, plan.refusal) };
      } catch (error) {
        // Of this session alone: its version is gone, or its state cannot be read.
        outcomes[place] = { error };
      }
    }
    if (moving.length === 0) return [];
    const made = await this.rows.save(moving.map(({ move }) => move));
    const lost: [number, StepRequest][] = [];
    for (const [at, { place, request, move, answer }] of moving.entries()) {
      if (made[at]) {
        outcomes[place] = { result: { kind: 'moved', answer } };
        this.signals.moved(move);
      } else lost.push([place, request]);
    }
    return lost;
  }

  private plan(request: StepRequest, row: LoadedSession | undefined): Plan {
    if (!row?.data_key) return { result: { kind: 'missing' } };
    if (row.answer) {
      const { body, answer } = this.answers.open(request, row.data_key, row.answer);
      return { result: body === bodyOf(request) ? { kind: 'replayed', answer } : { kind: 'reused' } };
    }
    if (request.seq !== null && request.seq !== row.seq) return { refusal: { kind: 'out-of-step' } };
    if (row.status === 'ended') return { refusal: { kind: 'ended' } };
    const bundle = this.bundles.at(row.version_id);
    if (!bundle) throw new Error('The version of a session cannot be had');
    const key = this.sealer.unwrap(row.data_key, request.sessionId);
    const state: State = JSON.parse(this.sealer.open(key, row.sealed, 'state'));
    try {
      const fault = phoneFault(request.input, state, bundle);
      if (fault) return { refusal: { kind: 'refused', code: 'input.phone', extra: { ...fault } } };
      const step = resume(bundle, state, request.input, { now: Date.now(), seed: request.sessionId });
      const answer = answerOf(row.seq + 1, step);
      return { move: this.moveOf(request, row.seq, step, key, answer), answer };
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      if (error.code === 'input.limit') return { refusal: { kind: 'refused', code: 'input.limit', extra: {} } };
      if (error.retryable) return { refusal: { kind: 'refused', code: 'input.not-accepted', extra: {} } };
      throw error;
    }
  }

  /** A refusal shows the screen that stands, which steps do not load: nearly all of them replace it. */
  private async refuse(
    request: StepRequest,
    refusal: Extract<Plan, { refusal: unknown }>['refusal'],
  ): Promise<StepResult> {
    const [answer] = await this.answers.current([request]);
    return answer ? { ...refusal, answer } : { kind: 'missing' };
  }

  /** Nearly always none: versions stay in memory. One that cannot be had fails its own sessions only. */
  private async fetchVersions(
    open: [place: number, request: StepRequest][],
    rows: (LoadedSession | undefined)[],
  ): Promise<void> {
    const missing = new Map<string, string>();
    for (const [at, [, request]] of open.entries()) {
      const row = rows[at];
      if (row && !this.bundles.at(row.version_id)) missing.set(row.version_id, request.companyId);
    }
    if (missing.size === 0) return;
    const loads = [...missing].map(([versionId, companyId]) => this.bundles.load(companyId, versionId));
    for (const load of await Promise.allSettled(loads))
      if (load.status === 'rejected') log.error({ err: load.reason }, 'a version could not be loaded');
  }
}

/** What must be equal for a repeated inputId to be the same input. The validator writes fields in one order. */
const bodyOf = ({ seq, input }: StepRequest): string => `${seq} ${JSON.stringify(input)}`;

function reasoned(rows: Interaction[], reason: string | undefined): Interaction[] {
  if (reason === undefined) return rows;
  return rows.map((row) => (row.type === 'ended' ? { ...row, data: { ...row.data, reason } } : row));
}

/** Errors of data and collisions may belong to one step; anything else would fail alone as well. */
function isOfOneStep(error: unknown): boolean {
  const state = sqlState(error);
  return state !== undefined && /^(2[0-9A-Z]|40|P0)/.test(state);
}
