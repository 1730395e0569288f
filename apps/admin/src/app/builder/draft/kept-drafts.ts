import type { Definition } from '@calldocker/flow-engine';

/** Work that the server does not have yet, kept in this browser. */
export interface KeptDraft {
  /** The server's revision this work began from. */
  revision: number;
  definition: Definition;
  /** ISO 8601. */
  at: string;
  /** What the server had at that revision; null when there was no room for it. */
  base: Definition | null;
  /** Under which it is kept. */
  key: string;
}

type Keeper = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'calldocker.draft.';
const BASE = '.base';

/**
 * Keeps the unsent draft of each tab, person and flow across a crash or a closed tab; forgets it once the server has it. A
 * tab that still lives keeps its own.
 */
export class KeptDrafts {
  private readonly family: string;
  private readonly key: string;
  private keptBase: { revision: number; definition: Definition } | null = null;
  private release: () => void = () => undefined;

  constructor(
    userId: string,
    flowId: string,
    private readonly storage: Keeper = localStorage,
    private readonly locks: LockManager | undefined = globalThis.navigator?.locks,
  ) {
    this.family = `${PREFIX}${userId}.${flowId}`;
    this.key = `${this.family}.${crypto.randomUUID()}`;
    // Held for as long as the tab lives: a crash lets go of it.
    const life = new Promise<void>((resolve) => (this.release = resolve));
    this.locks?.request(this.key, () => life).catch(() => undefined);
  }

  /** `base` is what the server has at `revision`: written once for all that is kept from it. */
  keep(revision: number, definition: Definition, base: Definition): void {
    const kept = { revision, definition, at: new Date().toISOString() };
    try {
      this.storage.setItem(this.key, JSON.stringify(kept));
      if (this.keptBase?.definition === base && this.keptBase.revision === revision) return;
      this.keptBase = { revision, definition: base };
      this.storage.setItem(this.key + BASE, JSON.stringify(this.keptBase));
    } catch {
      this.keptBase = null;
      // The storage is full or blocked: the draft still goes to the server, only a crash before that would cost it.
    }
  }

  forget(): void {
    this.keptBase = null;
    this.drop(this.key);
  }

  /** Of a tab that is gone: its work is here now, or the server has it. */
  drop(key: string): void {
    try {
      this.storage.removeItem(key);
      this.storage.removeItem(key + BASE);
    } catch {
      // Blocked storage has nothing to forget.
    }
  }

  /** The latest work of a tab that is gone. What others have left is found the next time. */
  async find(): Promise<KeptDraft | null> {
    const { held = [] } = (await this.locks?.query()) ?? {};
    const alive = new Set(held.map(({ name }) => name));
    const found = this.keys().flatMap((key) => (alive.has(key) ? [] : (this.read(key) ?? [])));
    return found.sort((a, b) => b.at.localeCompare(a.at))[0] ?? null;
  }

  close(): void {
    this.release();
  }

  private keys(): string[] {
    try {
      const keys = Array.from({ length: this.storage.length }, (_, index) => this.storage.key(index) ?? '');
      return keys.filter((key) => key.startsWith(this.family) && !key.endsWith(BASE) && key !== this.key);
    } catch {
      // Blocked storage has nothing.
      return [];
    }
  }

  private read(key: string): KeptDraft | null {
    try {
      const kept: unknown = JSON.parse(this.storage.getItem(key) ?? 'null');
      if (!isRevision(kept) || !('at' in kept) || typeof kept.at !== 'string') return null;
      const base: unknown = JSON.parse(this.storage.getItem(key + BASE) ?? 'null');
      const fits = isRevision(base) && base.revision === kept.revision;
      return { ...kept, at: kept.at, base: fits ? base.definition : null, key };
    } catch {
      // Text another program wrote under our key.
      return null;
    }
  }
}

function isRevision(value: unknown): value is { revision: number; definition: Definition } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'revision' in value &&
    typeof value.revision === 'number' &&
    'definition' in value &&
    typeof value.definition === 'object' &&
    value.definition !== null
  );
}
