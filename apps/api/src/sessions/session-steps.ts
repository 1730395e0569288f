import { EngineError, resume, type Bindings } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import { sqlState } from '../platform/db.js';
import { log } from '../platform/log.js';
import { Problem, type ProblemCode } from '../platform/problem.js';
import { answerOf, Answers, type Answer } from './answers.js';
import { Batcher, type Outcome } from './batcher.js';
import { Bundles, environment, type Pin } from './bundles.js';
import { phoneFault } from './phone.js';
import { bodyOf, SealedSteps, type OpenState, type StepRequest } from './sealed-steps.js';
import { StepSignals } from './step-signals.js';
import { VisitorRows, type LoadedSession, type Move } from './visitor-rows.js';

export type StepResult =
  | { kind: 'moved' | 'replayed' | 'out-of-step' | 'ended'; answer: Answer }
  | { kind: 'refused'; answer: Answer; code: ProblemCode; extra: Record<string, unknown> }
  | { kind: 'reused' | 'missing' };

/** Why a step is not taken; it is told with the screen that stands. */
type Refusal =
  { kind: 'ended' | 'out-of-step' } | { kind: 'refused'; code: ProblemCode; extra: Record<string, unknown> };

/** What one request comes to before anything is written. */
type Plan = { move: Move; next: OpenState; answer: Answer } | { result: StepResult } | { refusal: Refusal };

/** A request and its place in the batch. */
type Placed = [place: number, request: StepRequest];

const NONE: ReadonlyMap<string, Bindings> = new Map();
const SIZE = 64;
const LANES = 2;
/** Steps that may wait for their turn: some seconds' worth. */
const WAITING = 10_000;
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
    limit: WAITING,
    overload: () => new Problem('server.busy'),
    keyOf: ({ sessionId }) => sessionId,
    run: (requests) => this.run(requests),
    worthRetrying: isOfOneStep,
  });

  constructor(
    private readonly rows: VisitorRows,
    private readonly bundles: Bundles,
    private readonly answers: Answers,
    private readonly sealed: SealedSteps,
    private readonly signals: StepSignals,
  ) {}

  take(request: StepRequest): Promise<StepResult> {
    return this.batcher.submit(request);
  }

  private async run(requests: StepRequest[]): Promise<Outcome<StepResult>[]> {
    const outcomes: Outcome<StepResult>[] = [];
    let open = [...requests.entries()];
    for (let race = 0; open.length > 0 && race < RACES; race++) open = await this.race(open, outcomes);
    for (const [place] of open) outcomes[place] = { error: new Problem('server.busy') };
    return outcomes;
  }

  /** One try for each of `open`; answers those whose session moved on between loading and saving. */
  private async race(open: Placed[], outcomes: Outcome<StepResult>[]): Promise<Placed[]> {
    const rows = await this.rows.load(open.map(([, request]) => request));
    await this.fetchBundles(open, rows);
    const bindings = await this.fetchBindings(open, rows);
    const moving: { placed: Placed; move: Move; next: OpenState; answer: Answer }[] = [];
    const refused: { placed: Placed; refusal: Refusal }[] = [];
    for (const [at, placed] of open.entries()) {
      const [place, request] = placed;
      try {
        const plan = this.plan(request, rows[at], bindings.get(request.companyId));
        if ('move' in plan) moving.push({ placed, ...plan });
        else if ('refusal' in plan) refused.push({ placed, ...plan });
        else outcomes[place] = plan;
      } catch (error) {
        // Of this session alone: its version is gone, or its state cannot be read.
        outcomes[place] = { error };
      }
    }
    const [made, standing] = await Promise.all([
      moving.length > 0 ? this.rows.save(moving.map(({ move }) => move)) : [],
      // A refusal shows the screen that stands, which steps do not load: nearly all of them replace it.
      refused.length > 0 ? this.answers.current(refused.map(({ placed: [, request] }) => request)) : [],
    ]);
    for (const [at, { placed, refusal }] of refused.entries()) {
      const answer = standing[at];
      outcomes[placed[0]] = { result: answer ? { ...refusal, answer } : { kind: 'missing' } };
    }
    const lost: Placed[] = [];
    for (const [at, { placed, move, next, answer }] of moving.entries()) {
      if (made[at]) {
        outcomes[placed[0]] = { result: { kind: 'moved', answer } };
        this.sealed.remember(move, next);
        this.signals.moved(move);
      } else lost.push(placed);
    }
    return lost;
  }

  private plan(request: StepRequest, row: LoadedSession | undefined, bindings: Bindings | undefined): Plan {
    if (!row?.data_key) return { result: { kind: 'missing' } };
    if (row.answer) {
      const { body, answer } = this.answers.open(request, row.data_key, row.answer);
      return { result: body === bodyOf(request) ? { kind: 'replayed', answer } : { kind: 'reused' } };
    }
    if (request.seq !== null && request.seq !== row.seq) return { refusal: { kind: 'out-of-step' } };
    if (row.status === 'ended') return { refusal: { kind: 'ended' } };
    const bundle = this.bundles.at(row);
    if (!bundle) throw new Error('The version of a session cannot be had');
    const { key, state } = this.sealed.open(request.sessionId, row.data_key, row.sealed);
    try {
      const fault = phoneFault(request.input, state, bundle);
      if (fault) return { refusal: { kind: 'refused', code: 'input.phone', extra: { ...fault } } };
      const now = Date.now();
      const step = resume(bundle, state, request.input, environment(now, request.sessionId, bindings));
      const answer = answerOf(row.seq + 1, step, bundle);
      const move = this.sealed.seal({ request, seq: row.seq, now, bundle, step, answer }, key);
      return { move, next: { key, state: step.state }, answer };
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      if (error.code === 'input.limit') return { refusal: { kind: 'refused', code: 'input.limit', extra: {} } };
      if (error.retryable) return { refusal: { kind: 'refused', code: 'input.not-accepted', extra: {} } };
      throw error;
    }
  }

  /** Nearly always none: bundles stay in memory. One that cannot be had fails its own sessions only. */
  private async fetchBundles(open: Placed[], rows: (LoadedSession | undefined)[]): Promise<void> {
    const missing = new Map<string, Pin & { companyId: string }>();
    for (const [at, [, { companyId }]] of open.entries()) {
      const row = rows[at];
      if (row && !this.bundles.at(row))
        missing.set(row.bundle_id ?? row.version_id, {
          version_id: row.version_id,
          bundle_id: row.bundle_id,
          companyId,
        });
    }
    if (missing.size === 0) return;
    const loads = [...missing.values()].map((pin) => this.bundles.load(pin.companyId, pin));
    for (const load of await Promise.allSettled(loads))
      if (load.status === 'rejected') log.error({ err: load.reason }, 'a bundle could not be loaded');
  }

  /** By company. Only flows that name something of it ask for it, and it stays in memory for a while. */
  private async fetchBindings(
    open: Placed[],
    rows: (LoadedSession | undefined)[],
  ): Promise<ReadonlyMap<string, Bindings>> {
    const asked = new Map<string, Promise<Bindings>>();
    for (const [at, [, { companyId }]] of open.entries()) {
      const row = rows[at];
      const bundle = row && !asked.has(companyId) ? this.bundles.at(row) : undefined;
      const bindings = bundle && this.bundles.bindingsFor(companyId, bundle);
      if (bindings) asked.set(companyId, bindings);
    }
    if (asked.size === 0) return NONE;
    return new Map(await Promise.all([...asked].map(async ([id, bindings]) => [id, await bindings] as const)));
  }
}

/** Errors of data and collisions may belong to one step; anything else would fail alone as well. */
function isOfOneStep(error: unknown): boolean {
  const state = sqlState(error);
  return state !== undefined && /^(2[0-9A-Z]|40|P0)/.test(state);
}
