import type { Bundle, Input, State, Step, Trigger } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { KeyObject } from 'node:crypto';
import { writeSealed, type Answer } from './answers.js';
import { interactionsOf, type Interaction } from './interactions.js';
import { shortestRetention } from './retention.js';
import { Sealer } from './sealer.js';
import type { Move, SessionKey } from './visitor-rows.js';

/** An input on its way into a session. `seq` null: at whatever screen stands, as when the visitor leaves. */
export interface StepRequest extends SessionKey {
  seq: number | null;
  /** Null where the visitor's page did not send it. */
  inputId: string | null;
  input: Input;
  /** Why we answer in the visitor's stead; told beside the session's end. */
  reason?: string;
}

/** How a session began. It has its place among the inputs, so that the session can be run again. */
export interface Opening extends SessionKey {
  seq: 0;
  inputId: null;
  input: { type: 'start'; trigger: Trigger };
}

/** A session's state in the clear, with the key to seal the next. */
export interface OpenState {
  key: KeyObject;
  state: State;
}

/** What the engine made of a request. `seq` is where the session stood, `now` the time the engine was told. */
export interface Taken {
  request: StepRequest | Opening;
  seq: number;
  now: number;
  bundle: Bundle;
  step: Step;
  answer: Answer;
}

/** What is erased from the tables is gone from memory as soon. */
const MEMORY_MS = 60_000;
/** How much later than the page's own countdown the server answers in the visitor's stead. */
const GRACE_SECONDS = 10;

/**
 * Opens the states of sessions and seals their steps. What was sealed here a moment ago is remembered by its very bytes, so
 * it needs no opening when the row brings it back unchanged; a row that another process has written is opened.
 */
@Injectable()
export class SealedSteps {
  private readonly opened = new LRUCache<string, OpenState & { sealed: Buffer }>({ max: 5_000, ttl: MEMORY_MS });

  constructor(private readonly sealer: Sealer) {}

  /** A new session's key, plain and as its row keeps it. */
  newKey(sessionId: string): { key: KeyObject; wrapped: Buffer } {
    return this.sealer.newKey(sessionId);
  }

  open(sessionId: string, wrapped: Buffer, sealed: Buffer): OpenState {
    const held = this.opened.get(sessionId);
    if (held?.sealed.equals(sealed)) return held;
    const key = this.sealer.unwrap(wrapped, sessionId);
    return { key, state: JSON.parse(this.sealer.open(key, sealed, 'state')) };
  }

  /** Once the move has been made. */
  remember({ sessionId, state: sealed }: Move, { key, state }: OpenState): void {
    this.opened.set(sessionId, { sealed, key, state });
  }

  /** A step as its rows keep it. */
  seal({ request, seq, now, bundle, step, answer }: Taken, key: KeyObject): Move {
    const { state, effects, wait } = step;
    return {
      companyId: request.companyId,
      sessionId: request.sessionId,
      seq,
      status: state.status,
      outcome: state.outcome ?? null,
      language: state.language,
      nodeId: state.nodeId,
      dueIn: state.status === 'active' ? Math.ceil(wait.timeoutSeconds) + GRACE_SECONDS : null,
      eraseIn: state.status === 'ended' ? shortestRetention(bundle) : null,
      byVisitor: request.inputId !== null && request.input.type !== 'result',
      inputId: request.inputId,
      state: this.sealer.seal(key, JSON.stringify(state), 'state'),
      // With the body that was answered, so that a repeated inputId can be told from a reused one.
      answer: this.sealer.seal(key, writeSealed(now, bodyOf(request), answer), 'answer'),
      interactions: reasoned(interactionsOf(step), 'reason' in request ? request.reason : undefined),
      effects: effects.map((effect) => ({
        id: effect.id,
        type: effect.type,
        payload: this.sealer.seal(key, JSON.stringify(effect), 'effect'),
      })),
    };
  }
}

/** What must be equal for a repeated inputId to be the same input. The validator writes fields in one order. */
export const bodyOf = ({ seq, input }: StepRequest | Opening): string => `${seq} ${JSON.stringify(input)}`;

function reasoned(rows: Interaction[], reason: string | undefined): Interaction[] {
  if (reason === undefined) return rows;
  return rows.map((row) => (row.type === 'ended' ? { ...row, data: { ...row.data, reason } } : row));
}
