/** What became of one item of a batch. */
export type Outcome<Result> = { result: Result } | { error: unknown };

export interface BatcherOptions<Item, Result> {
  lanes: number;
  /** Items in a batch. */
  size: number;
  /** Items that may wait; more are refused with `overload()`, so that a stopped database fills no memory. */
  limit: number;
  overload(): Error;
  keyOf(item: Item): string;
  /** One outcome for each item, in order. */
  run(items: Item[]): Promise<Outcome<Result>[]>;
  /** Whether a failed batch may succeed one by one: not when the database itself is away. */
  worthRetrying(error: unknown): boolean;
}

interface Waiting<Item, Result> {
  item: Item;
  key: string;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Gathers what arrives together. While all lanes are busy, items wait and leave in one batch when a lane is free; an idle
 * batcher sends at the end of the turn of the event loop. Of the items with one key, one is under way at a time.
 */
export class Batcher<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private readonly busy = new Set<string>();
  private lanes = 0;
  private scheduled = false;

  constructor(private readonly options: BatcherOptions<Item, Result>) {}

  submit(item: Item): Promise<Result> {
    if (this.waiting.length >= this.options.limit) return Promise.reject(this.options.overload());
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, key: this.options.keyOf(item), resolve, reject });
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.scheduled || this.lanes >= this.options.lanes) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      while (this.lanes < this.options.lanes) {
        const batch = this.take();
        if (batch.length === 0) return;
        void this.send(batch);
      }
    });
  }

  private take(): Waiting<Item, Result>[] {
    const batch: Waiting<Item, Result>[] = [];
    const left: Waiting<Item, Result>[] = [];
    for (const each of this.waiting) {
      if (batch.length === this.options.size || this.busy.has(each.key)) {
        left.push(each);
      } else {
        this.busy.add(each.key);
        batch.push(each);
      }
    }
    this.waiting = left;
    return batch;
  }

  private async send(batch: Waiting<Item, Result>[]): Promise<void> {
    this.lanes++;
    await this.attempt(batch);
    for (const { key } of batch) this.busy.delete(key);
    this.lanes--;
    if (this.waiting.length > 0) this.schedule();
  }

  /** Never rejects: each item learns what became of it. */
  private async attempt(batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const outcomes = await this.options.run(batch.map(({ item }) => item));
      for (const [at, { resolve, reject }] of batch.entries()) {
        const outcome = outcomes[at];
        if (outcome && 'result' in outcome) resolve(outcome.result);
        else reject(outcome?.error ?? new Error('A batch lost an item'));
      }
    } catch (error) {
      // What `run` may throw is told by `worthRetrying`: an error of one item's data, or of the whole database.
      if (batch.length === 1 || !this.options.worthRetrying(error)) {
        for (const { reject } of batch) reject(error);
        return;
      }
      // One of them spoils it for all, and we cannot tell which: each goes alone.
      for (const each of batch) await this.attempt([each]);
    }
  }
}
