import { DOORS, mailboxAddress, type Bundle, type Door } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { EntityManager } from 'typeorm';
import { Db } from '../platform/db.js';
import { Bundles } from './bundles.js';

type Rule = (em: EntityManager) => Promise<boolean>;

/** How long a company's first article, or its last, may go unnoticed. */
const MEMORY_MS = 10_000;

/** The dock's doors, as far as there is something behind them. What lies behind one is a room above, which says so here. */
@Injectable()
export class Doors {
  private readonly rules = new Map<Door, Rule>();
  private readonly held = new LRUCache<string, Promise<ReadonlySet<Door>>>({ max: 2_000, ttl: MEMORY_MS });

  constructor(
    private readonly db: Db,
    private readonly bundles: Bundles,
  ) {}

  /** Asked in the company's own transaction. */
  opens(door: Door, rule: Rule): void {
    this.rules.set(door, rule);
  }

  /** Taking a number always works: whoever has no queue sees it in the list of callbacks. */
  async of(companyId: string, bundle: Bundle): Promise<Door[]> {
    const [open, bindings] = await Promise.all([this.openIn(companyId), this.bundles.bindingsFor(companyId, bundle)]);
    const mailbox = mailboxAddress(bundle.definition.mailbox, { bound: (name) => bindings?.values?.[name] });
    return DOORS.filter((door) => door === 'callback' || (door === 'email' ? mailbox !== undefined : open.has(door)));
  }

  private openIn(companyId: string): Promise<ReadonlySet<Door>> {
    const held = this.held.get(companyId);
    if (held) return held;
    const asking = this.ask(companyId);
    this.held.set(companyId, asking);
    // What could not be read is asked for again, unless a newer answer took its place.
    asking.catch(() => {
      if (this.held.peek(companyId) === asking) this.held.delete(companyId);
    });
    return asking;
  }

  private ask(companyId: string): Promise<ReadonlySet<Door>> {
    return this.db.inCompany(companyId, async (em) => {
      const open = new Set<Door>();
      for (const [door, rule] of this.rules) if (await rule(em)) open.add(door);
      return open;
    });
  }
}
