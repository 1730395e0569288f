import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

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

/** Runs in the transaction that also marks the effect done, so what it does in our database happens once. */
export type EffectHandler = (em: EntityManager, effect: PendingEffect) => Promise<void>;

/** Rooms above `sessions` say here what they do about an effect, so that nothing is called uphill. */
@Injectable()
export class Effects {
  private readonly handlers = new Map<string, EffectHandler>();

  on(type: string, handler: EffectHandler): void {
    if (this.handlers.has(type)) throw new Error(`Effect ${type} has two handlers`);
    this.handlers.set(type, handler);
  }

  handlerOf(type: string): EffectHandler | undefined {
    return this.handlers.get(type);
  }
}
