import { signal } from '@angular/core';

/** What is chosen of a list, with the place from which Shift extends it. Plain signals: list and grid share it. */
export class Selection {
  private readonly chosen = signal<ReadonlySet<string>>(new Set());
  private anchor: string | null = null;

  readonly ids = this.chosen.asReadonly();

  has(id: string): boolean {
    return this.chosen().has(id);
  }

  set(id: string, on: boolean): void {
    const next = new Set(this.chosen());
    if (on) next.add(id);
    else next.delete(id);
    this.chosen.set(next);
    this.anchor = id;
  }

  toggle(id: string): void {
    this.set(id, !this.has(id));
  }

  /** Everything from where the choosing began to `id`, in the order that is shown. */
  extend(id: string, order: readonly string[]): void {
    const [from, to] = [order.indexOf(this.anchor ?? id), order.indexOf(id)];
    if (from < 0 || to < 0) return this.set(id, true);
    const between = order.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.chosen.update((chosen) => new Set([...chosen, ...between]));
  }

  all(order: readonly string[]): void {
    this.chosen.set(new Set(order));
  }

  clear(): void {
    this.chosen.set(new Set());
    this.anchor = null;
  }
}
