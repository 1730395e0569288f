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
}

/** Keeps one unsent draft per person and flow across a crash or a closed tab; forgets it once the server has it. */
export class KeptDrafts {
  private readonly key: string;
  private keptBase: Definition | null = null;

  constructor(
    userId: string,
    flowId: string,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = localStorage,
  ) {
    this.key = `calldocker.draft.${userId}.${flowId}`;
  }

  /** `base` is what the server has at `revision`: written once for all that is kept from it. */
  keep(revision: number, definition: Definition, base: Definition): void {
    const kept = { revision, definition, at: new Date().toISOString() };
    try {
      this.storage.setItem(this.key, JSON.stringify(kept));
      if (this.keptBase === base) return;
      this.storage.setItem(this.baseKey, JSON.stringify({ revision, definition: base }));
      this.keptBase = base;
    } catch {
      // The storage is full or blocked: the draft still goes to the server, only a crash before that would cost it.
    }
  }

  forget(): void {
    try {
      this.storage.removeItem(this.key);
      this.storage.removeItem(this.baseKey);
      this.keptBase = null;
    } catch {
      // Blocked storage has nothing to forget.
    }
  }

  private get baseKey(): string {
    return `${this.key}.base`;
  }

  find(): KeptDraft | null {
    try {
      const kept: unknown = JSON.parse(this.storage.getItem(this.key) ?? 'null');
      if (!isRevision(kept) || !('at' in kept) || typeof kept.at !== 'string') return null;
      const base: unknown = JSON.parse(this.storage.getItem(this.baseKey) ?? 'null');
      const fits = isRevision(base) && base.revision === kept.revision;
      return { ...kept, at: kept.at, base: fits ? base.definition : null };
    } catch {
      // Blocked storage, or text another program wrote under our key.
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
