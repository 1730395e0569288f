import { computed, signal } from '@angular/core';
import { checkCues, type Cue, type Finding } from '@calldocker/captions';

/** A cue on the table: it keeps its name while it is moved and changed. */
export interface Row extends Cue {
  id: number;
}

interface Step {
  rows: readonly Row[];
  selected: number | null;
}

/** The captions being edited, with all steps back and forth. */
export class CaptionsDesk {
  private readonly now = signal<Step>({ rows: [], selected: null });
  private readonly past = signal<readonly Step[]>([]);
  private readonly future = signal<readonly Step[]>([]);
  private readonly kept = signal<readonly Row[]>([]);
  /** Typing on in one text is one step. */
  private typing: string | null = null;
  private names = 0;

  readonly duration = signal<number | null>(null);
  readonly rows = computed(() => this.now().rows);
  readonly selected = computed(() => this.now().selected);
  readonly index = computed(() => this.rows().findIndex(({ id }) => id === this.selected()));
  readonly current = computed(() => this.rows()[this.index()] ?? null);
  readonly canUndo = computed(() => this.past().length > 0);
  readonly canRedo = computed(() => this.future().length > 0);
  readonly changed = computed(() => this.rows() !== this.kept());
  /** A language whose captions are still to be written has nothing to find yet. */
  readonly findings = computed<readonly Finding[]>(() =>
    this.rows().length > 0 ? checkCues(this.rows(), this.duration()) : [],
  );
  readonly errors = computed(() => this.findings().filter(({ severity }) => severity === 'error').length);

  /** What the server has. */
  begin(cues: readonly Cue[]): void {
    const rows = this.named(cues);
    this.now.set({ rows, selected: rows[0]?.id ?? null });
    this.kept.set(rows);
    this.past.set([]);
    this.future.set([]);
  }

  saved(rows: readonly Row[]): void {
    this.kept.set(rows);
  }

  select(id: number | null): void {
    this.typing = null;
    this.now.update((now) => ({ ...now, selected: id }));
  }

  /** `typing`: steps of this name in a row are undone as one. */
  change(cues: readonly (Cue | Row)[], selected = this.selected(), typing: string | null = null): void {
    if (typing === null || typing !== this.typing) this.past.update((past) => [...past, this.now()]);
    this.typing = typing;
    this.future.set([]);
    const rows = this.named(cues);
    const there = rows.some(({ id }) => id === selected);
    const beside = rows[Math.min(Math.max(0, this.index()), rows.length - 1)]?.id ?? null;
    this.now.set({ rows, selected: there ? selected : beside });
  }

  /** The cue that has no name before `change` has given it one. */
  changeTo(cues: readonly (Cue | Row)[], chosen: Cue): void {
    const index = cues.indexOf(chosen);
    this.change(cues);
    this.now.update((now) => ({ ...now, selected: now.rows[index]?.id ?? now.selected }));
  }

  undo(): void {
    this.step(this.past, this.future);
  }

  redo(): void {
    this.step(this.future, this.past);
  }

  private step(from: typeof this.past, to: typeof this.past): void {
    const before = from().at(-1);
    if (!before) return;
    this.typing = null;
    from.update((steps) => steps.slice(0, -1));
    to.update((steps) => [...steps, this.now()]);
    this.now.set(before);
  }

  private named(cues: readonly (Cue | Row)[]): Row[] {
    return cues.map((cue) => ('id' in cue ? cue : { ...cue, id: ++this.names }));
  }
}
