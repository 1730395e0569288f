import { computed, signal } from '@angular/core';

/** Keystrokes in one field that follow each other this closely are one entry. */
const TYPING_PAUSE_MS = 1200;

interface Entry<T> {
  /** What the act was, in the words of a person: "Move Welcome". */
  label: string;
  before: T;
}

interface Past<T> {
  present: T;
  undoable: readonly Entry<T>[];
  redoable: readonly { label: string; after: T }[];
}

/** Undo without a limit over immutable values: an entry is a reference to what was there before. */
export class History<T> {
  private readonly past;
  private typing: { key: string; at: number } | null = null;

  readonly present = computed(() => this.past().present);
  readonly undoLabel = computed(() => this.past().undoable.at(-1)?.label ?? null);
  readonly redoLabel = computed(() => this.past().redoable.at(-1)?.label ?? null);

  constructor(
    initial: T,
    private readonly now: () => number = Date.now,
  ) {
    this.past = signal<Past<T>>({ present: initial, undoable: [], redoable: [] });
  }

  /** Begins again from `value`: nothing before it can be undone. */
  restart(value: T): void {
    this.typing = null;
    this.past.set({ present: value, undoable: [], redoable: [] });
  }

  /** Acts with the same `typingKey` shortly after each other fall into one entry. */
  record(label: string, next: T, typingKey: string | null = null): boolean {
    const { present, undoable } = this.past();
    if (next === present) return false;
    const at = this.now();
    const joins = typingKey !== null && this.typing?.key === typingKey && at - this.typing.at <= TYPING_PAUSE_MS;
    this.typing = typingKey === null ? null : { key: typingKey, at };
    this.past.set({
      present: next,
      undoable: joins ? undoable : [...undoable, { label, before: present }],
      redoable: [],
    });
    return true;
  }

  /** Changes every state alike, those that can be gone back to as well: what came from elsewhere is not undone with them. */
  rebase(change: (value: T) => T): void {
    this.past.update(({ present, undoable, redoable }) => ({
      present: change(present),
      undoable: undoable.map(({ label, before }) => ({ label, before: change(before) })),
      redoable: redoable.map(({ label, after }) => ({ label, after: change(after) })),
    }));
  }

  /** Ends a run of typing, so that the next keystroke is an entry of its own. */
  settle(): void {
    this.typing = null;
  }

  /** The label of what was undone, or null when there is nothing left. */
  undo(): string | null {
    const { present, undoable, redoable } = this.past();
    const last = undoable.at(-1);
    if (!last) return null;
    this.typing = null;
    this.past.set({
      present: last.before,
      undoable: undoable.slice(0, -1),
      redoable: [...redoable, { label: last.label, after: present }],
    });
    return last.label;
  }

  redo(): string | null {
    const { present, undoable, redoable } = this.past();
    const next = redoable.at(-1);
    if (!next) return null;
    this.typing = null;
    this.past.set({
      present: next.after,
      undoable: [...undoable, { label: next.label, before: present }],
      redoable: redoable.slice(0, -1),
    });
    return next.label;
  }
}
