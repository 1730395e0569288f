import type { Bindings as EngineBindings } from '@calldocker/flow-engine';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Db, rows } from '../platform/db.js';
import { Live } from '../platform/live.js';
import { bindingsIn } from './facts.js';
import { SecretBox } from './secret-box.js';

/** How long a lost bell may leave an old schedule standing. */
const MEMORY_MS = 5_000;

/** What sessions read of a company's bindings. Schedules and values are at hand; secrets are opened each time. */
@Injectable()
export class Bindings implements OnModuleInit, OnModuleDestroy {
  private readonly held = new LRUCache<string, Promise<EngineBindings>>({ max: 2_000, ttl: MEMORY_MS });
  private deafen?: () => void;

  constructor(
    private readonly db: Db,
    private readonly live: Live,
    private readonly box: SecretBox,
  ) {}

  onModuleInit(): void {
    this.deafen = this.live.listen(null, ['flows'], ({ companyId, data }) => {
      if ('binding' in data) this.held.delete(companyId);
    });
  }

  onModuleDestroy(): void {
    this.deafen?.();
  }

  /** For the engine's `env.bindings`. Those who ask together share one query. */
  bindingsOf(companyId: string): Promise<EngineBindings> {
    const held = this.held.get(companyId);
    if (held) return held;
    const loading = this.load(companyId);
    this.held.set(companyId, loading);
    // What could not be read is asked for again, unless a newer answer took its place.
    loading.catch(() => {
      if (this.held.peek(companyId) === loading) this.held.delete(companyId);
    });
    return loading;
  }

  /** Values of secrets, by name; a name that the company does not have is left out. */
  secrets(companyId: string, names: string[]): Promise<Map<string, string>> {
    return this.db.inCompany(companyId, async (em) => {
      const found = await rows<{ name: string; sealed: Buffer }>(
        em,
        `select name, sealed from ivr_bindings where kind = 'secret' and name = any($1::text[])`,
        [names],
      );
      return new Map(found.map(({ name, sealed }) => [name, this.box.open(companyId, name, sealed)]));
    });
  }

  private load(companyId: string): Promise<EngineBindings> {
    return this.db.inCompany(companyId, bindingsIn);
  }
}
