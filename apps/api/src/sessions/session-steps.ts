import { EngineError, resume, type Bundle, type Input, type State, type Step } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import { sqlState } from '../platform/db.js';
import { log } from '../platform/log.js';
import { Problem, type ProblemCode } from '../platform/problem.js';
import { Batcher } from './batcher.js';
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

/** The step a visitor is shown, as JSON without its media: `{"seq":8,"status":"active","screen":{...},"wait":{...}}`. */
export interface Answer {
  json: string;
  contentId: string | undefined;
}

export type StepResult =
  | { kind: 'moved' | 'replayed' | 'out-of-step' | 'ended'; answer: Answer }
  | { kind: 'refused'; answer: Answer; code: ProblemCode; extra: Record<string, unknown> }
  | { kind: 'reused' }
  | { kind: 'missing' };

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
    private readonly signals: StepSignals,
  ) {}

  take(request: StepRequest): Promise<StepResult> {
    return this.batcher.submit(request);
  }

  /** What a session shows now; undefined when there is none, or it has been erased. */
  async current(session: SessionKey): Promise<Answer | undefined> {
    const [row] = await this.rows.load([{ ...session, seq: null, inputId: null }]);
    return row?.data_key && row.answer ? this.open(session, row.data_key, row.answer).answer : undefined;
  }

  private async run(requests: StepRequest[]): Promise<(StepResult | Error)[]> {
    const results: (StepResult | Error)[] = [];
    let left = [...requests.keys()];
    for (let race = 0; left.length > 0 && race < RACES; race++) left = await this.race(requests, left, results);
    for (const at of left) results[at] = new Problem('server.busy');
    return results;
  }

  /** One try for each of the requests at `places`; answers the places whose session had moved on meanwhile. */
  private async race(requests: StepRequest[], places: number[], results: (StepResult | Error)[]): Promise<number[]> {
    const asked = places.map((at) => requests[at]).filter((request) => request !== undefined);
    const rows = await this.rows.load(asked);
    await this.fetchVersions(asked, rows);
    const moving: { at: number; move: Move; answer: Answer }[] = [];
    for (const [index, at] of places.entries()) {
      const request = asked[index];
      if (!request) continue;
      try {
        const done = this.advance(request, rows[index]);
        if ('move' in done) moving.push({ at, ...done });
        else results[at] = done.current ? await this.refuse(request, done.current) : done.result;
      } catch (error) {
        results[at] = error instanceof Error ? error : new Error('A step failed');
      }
    }
    if (moving.length === 0) return [];
    const made = await this.rows.save(moving.map(({ move }) => move));
    const lost: number[] = [];
    for (const [index, { at, move, answer }] of moving.entries()) {
      if (!made[index]) lost.push(at);
      else {
        results[at] = { kind: 'moved', answer };
        this.signals.moved(move);
      }
    }
    return lost;
  }

  /** Computes one step, or says why there is none. Pure but for the clock. */
  private advance(
    request: StepRequest,
    row: LoadedSession | undefined,
  ): { move: Move; answer: Answer } | { result: StepResult; current?: Refusal } {
    if (!row?.data_key) return { result: { kind: 'missing' } };
    if (row.answered && row.answer) {
      const { body, answer } = this.open(request, row.data_key, row.answer);
      return { result: body === bodyOf(request) ? { kind: 'replayed', answer } : { kind: 'reused' } };
    }
    if (row.status === 'ended' || (request.seq !== null && request.seq !== row.seq)) {
      const kind = row.status === 'ended' && (request.seq ?? row.seq) === row.seq ? 'ended' : 'out-of-step';
      if (!row.answer) return { result: { kind: 'missing' }, current: { kind } };
      return { result: { kind, answer: this.open(request, row.data_key, row.answer).answer } };
    }
    const bundle = this.bundles.at(row.version_id);
    if (!bundle) throw new Error('The version of a session is gone');
    const key = this.sealer.unwrap(row.data_key, request.sessionId);
    const state = JSON.parse(this.sealer.open(key, row.sealed, 'state')) as State;
    const fault = phoneFault(request.input, state, bundle);
    if (fault) return { result: { kind: 'missing' }, current: { kind: 'refused', code: 'input.phone', extra: { ...fault } } };
    const step = attempt(bundle, state, request);
    if (step instanceof EngineError) return { result: { kind: 'missing' }, current: refusalOf(step) };
    const answer = answerOf(row.seq + 1, step);
    return { move: this.moveOf(request, row.seq, step, key, answer), answer };
  }

  /** Seals a step as its rows keep it. */
  moveOf(request: StepRequest, seq: number, step: Step, key: Buffer, answer: Answer): Move {
    const { state } = step;
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
      // The body that was answered lies beside the answer, so that a repeated inputId can be told from a reused one.
      answer: this.sealer.seal(key, `${bodyOf(request)}\n${answer.json}`, 'answer'),
      interactions: reasoned(interactionsOf(step), request.reason),
      effects: step.effects.map((effect) => ({
        id: effect.id,
        type: effect.type,
        payload: this.sealer.seal(key, JSON.stringify(effect), 'effect'),
      })),
    };
  }

  /** A refusal shows the visitor the screen that stands, which a step in step did not load. */
  private async refuse(request: StepRequest, refusal: Refusal): Promise<StepResult> {
    const answer = await this.current(request);
    return answer ? { ...refusal, answer } : { kind: 'missing' };
  }

  private open(session: SessionKey, wrapped: Buffer, sealed: Buffer): { body: string; answer: Answer } {
    const text = this.sealer.open(this.sealer.unwrap(wrapped, session.sessionId), sealed, 'answer');
    const cut = text.indexOf('\n');
    const json = text.slice(cut + 1);
    const { screen } = JSON.parse(json) as Pick<Step, 'screen'>;
    return { body: text.slice(0, cut), answer: { json, contentId: contentOf(screen) } };
  }

  /** Nearly always none: versions stay in memory. One that cannot be had fails its own sessions only. */
  private async fetchVersions(requests: StepRequest[], rows: (LoadedSession | undefined)[]): Promise<void> {
    const missing = new Map<string, string>();
    for (const [at, row] of rows.entries()) {
      const request = requests[at];
      if (row && request && !this.bundles.at(row.version_id)) missing.set(row.version_id, request.companyId);
    }
    if (missing.size === 0) return;
    const loads = [...missing].map(([versionId, companyId]) => this.bundles.load(companyId, versionId));
    for (const load of await Promise.allSettled(loads))
      if (load.status === 'rejected') log.error({ err: load.reason }, 'a version could not be loaded');
  }
}

type Refusal =
  | { kind: 'refused'; code: ProblemCode; extra: Record<string, unknown> }
  | { kind: 'ended' | 'out-of-step' };

/** Null bytes cannot be stored; everything else is the engine's to judge. */
function attempt(bundle: Bundle, state: State, request: StepRequest): Step | EngineError {
  try {
    return resume(bundle, state, request.input, { now: Date.now(), seed: request.sessionId });
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
}

function refusalOf(error: EngineError): Refusal {
  switch (error.code) {
    case 'input.not-accepted':
    case 'input.malformed':
      return { kind: 'refused', code: 'input.not-accepted', extra: {} };
    case 'input.limit':
      return { kind: 'refused', code: 'input.limit', extra: {} };
    case 'session.ended':
      return { kind: 'ended' };
    default:
      throw error;
  }
}

export function answerOf(seq: number, { state, screen, wait }: Pick<Step, 'state' | 'screen' | 'wait'>): Answer {
  return { json: JSON.stringify({ seq, status: state.status, screen, wait }), contentId: contentOf(screen) };
}

function contentOf(screen: Step['screen']): string | undefined {
  return 'contentId' in screen ? screen.contentId : undefined;
}

/** What must be equal for a repeated inputId to be the same input. The validator gives fields in one order. */
const bodyOf = ({ seq, input }: StepRequest): string => `${seq} ${JSON.stringify(input)}`;

function reasoned(rows: Interaction[], reason: string | undefined): Interaction[] {
  if (reason === undefined) return rows;
  return rows.map((row) => (row.type === 'ended' ? { ...row, data: { ...row.data, reason } } : row));
}

/** Errors of data and of collisions may belong to one step; anything else would fail alone as well. */
function isOfOneStep(error: unknown): boolean {
  const state = sqlState(error);
  return state !== undefined && /^(2[0-9A-Z]|40|P0)/.test(state);
}
