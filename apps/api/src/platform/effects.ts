import type { ResultInput } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { After } from './db.js';

/** An effect as its handler receives it: `payload` is already unsealed. */
export interface PendingEffect {
  companyId: string;
  sessionId: string;
  flowId: string;
  id: string;
  type: string;
  nodeId: string;
  payload: Record<string, unknown>;
}

/** What became of an effect, as the session is told. */
export type EffectResult = Omit<ResultInput, 'type' | 'effectId'>;

/**
 * Runs in the transaction that also marks the effect done, so what it does in our database happens once. What it answers
 * goes to the session; without an answer the session waits on, or never did.
 */
export type EffectHandler = (em: EntityManager, effect: PendingEffect, after: After) => Promise<EffectResult | void>;

/** The same for many effects of one company at once; what each is answered, by its `keyOf`. */
export type GatheredHandler = (
  em: EntityManager,
  effects: PendingEffect[],
  after: After,
) => Promise<ReadonlyMap<string, EffectResult>>;

/**
 * Acts on the world outside, in no transaction. After a crash it is done again, so what it sends carries `keyOf` the
 * effect: others can tell that they have seen it. It stops when `signal` says so: then another worker does it.
 */
export type OutsideAct = (effect: PendingEffect, signal: AbortSignal) => Promise<EffectResult>;

/** Rooms above `sessions` say here what they do about an effect, so that nothing is called uphill. */
@Injectable()
export class Effects {
  private readonly handlers = new Map<string, EffectHandler>();
  private readonly gathered = new Map<string, GatheredHandler>();
  private readonly acts = new Map<string, OutsideAct>();

  on(type: string, handler: EffectHandler): void {
    this.assertFree(type);
    this.handlers.set(type, handler);
  }

  /** For what may come in thousands: those that are due together are handed over together. */
  onGathered(type: string, handler: GatheredHandler): void {
    this.on(type, async (em, effect, after) => (await handler(em, [effect], after)).get(keyOf(effect)));
    this.gathered.set(type, handler);
  }

  onOutside(type: string, act: OutsideAct): void {
    this.assertFree(type);
    this.acts.set(type, act);
  }

  handlerOf(type: string): EffectHandler | undefined {
    return this.handlers.get(type);
  }

  actOf(type: string): OutsideAct | undefined {
    return this.acts.get(type);
  }

  gatheredHandlerOf(type: string): GatheredHandler | undefined {
    return this.gathered.get(type);
  }

  gatheredTypes(): string[] {
    return [...this.gathered.keys()];
  }

  /** Types that act outside, which may take long. */
  outsideTypes(): string[] {
    return [...this.acts.keys()];
  }

  private assertFree(type: string): void {
    if (this.handlers.has(type) || this.acts.has(type)) throw new Error(`Effect ${type} has two handlers`);
  }
}

/** The same for every try of an effect, and of no other. */
export const keyOf = ({ sessionId, id }: PendingEffect): string => `${sessionId}/${id}`;
