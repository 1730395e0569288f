import type { Definition } from '@calldocker/flow-engine';

/** Work that the server does not have yet, kept in this browser. */
export interface KeptDraft {
  /** The server's revision this work began from. */
  revision: number;
  definition: Definition;
  /** ISO 8601. */
  at: string;
}

/** Keeps one unsent draft per person and flow across a crash or a closed tab; forgets it once the server has it. */
export class KeptDrafts {
  private readonly key: string;

  constructor(
    userId: string,
    flowId: string,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = localStorage,
  ) {
    this.key = `calldocker.draft.${userId}.${flowId}`;
  }

  keep(revision: number, definition: Definition): void {
    const kept: KeptDraft = { revision, definition, at: new Date().toISOString() };
    try {
      this.storage.setItem(this.key, JSON.stringify(kept));
    } catch {
      // The storage is full or blocked: the draft still goes to the server, only a crash before that would cost it.
    }
  }

  forget(): void {
    try {
      this.storage.removeItem(this.key);
    } catch {
      // Blocked storage has nothing to forget.
    }
  }

  find(): KeptDraft | null {
    try {
      const kept: unknown = JSON.parse(this.storage.getItem(this.key) ?? 'null');
      return isKept(kept) ? kept : null;
    } catch {
      // Blocked storage, or text another program wrote under our key.
      return null;
    }
  }
}

function isKept(value: unknown): value is KeptDraft {
  return (
    typeof value === 'object' &&
    value !== null &&
    'revision' in value &&
    typeof value.revision === 'number' &&
    'at' in value &&
    typeof value.at === 'string' &&
    'definition' in value &&
    typeof value.definition === 'object' &&
    value.definition !== null
  );
}
