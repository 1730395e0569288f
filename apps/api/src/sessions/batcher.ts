/**
 * Gathers what arrives together. While all lanes are busy, items wait and leave in one batch when a lane is free; an idle
 * batcher sends at the end of the turn of the event loop. Of the items with one key, one is under way at a time.
 */
export interface BatcherOptions<Item, Result> {
  lanes: number;
  size: number;
  keyOf(item: Item): string;
  /** One result for each item, in order. An `Error` in a place refuses that item alone. */
  run(items: Item[]): Promise<(Result | Error)[]>;
  /** Whether a failed batch may succeed one by one: not when the database itself is away. */
  worthRetrying(error: unknown): boolean;
}

interface Waiting<Item, Result> {
  item: Item;
  key: string;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

export class Batcher<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private readonly busy = new Set<string>();
  private lanes = 0;
  private scheduled = false;

  constructor(private readonly options: BatcherOptions<Item, Result>) {}

  submit(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, key: this.options.keyOf(item), resolve, reject });
      this.schedule();
    });
  }

  /** Items not yet answered. */
  get size(): number {
    return this.waiting.length + this.busy.size;
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
    try {
      await this.attempt(batch);
    } finally {
      for (const { key } of batch) this.busy.delete(key);
      this.lanes--;
      if (this.waiting.length > 0) this.schedule();
    }
  }

  private async attempt(batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.options.run(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, at) => {
        const result = results[at];
        if (result === undefined || result instanceof Error) reject(result ?? new Error('The batch lost an item'));
        else resolve(result);
      });
    } catch (error) {
      if (batch.length === 1 || !this.options.worthRetrying(error)) {
        for (const { reject } of batch) reject(error);
        return;
      }
      // One of them spoils it for all, and we cannot tell which: each goes alone.
      for (const each of batch) await this.attempt([each]);
    }
  }
}
