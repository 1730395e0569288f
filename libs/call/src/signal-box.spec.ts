import type { Signal } from './call-link.js';
import { SignalBox, type Mailbox } from './signal-box.js';

/** What one side left for the other, numbered, as the server keeps it. */
class Kept implements Mailbox {
  readonly signals: Signal[] = [];
  failures = 0;

  async put(signal: Signal): Promise<void> {
    if (this.failures-- > 0) throw new Error('out of reach');
    await new Promise((resolve) => setTimeout(resolve, this.signals.length === 0 ? 20 : 0));
    this.signals.push(signal);
  }

  async take(after: number) {
    const items = this.signals.map((data, at) => ({ n: at + 1, data })).filter(({ n }) => n > after);
    return Promise.resolve({ items: items.slice(0, 2), last: items.slice(0, 2).at(-1)?.n ?? after });
  }
}

const signals = ['a', 'b', 'c', 'd', 'e'].map((from): Signal => ({ from }));
const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('signals', () => {
  it('are left in the order they were given, though the first takes longest', async () => {
    const kept = new Kept();
    const box = new SignalBox(kept, 0, () => Promise.resolve());
    for (const signal of signals) box.send(signal);
    await until(() => kept.signals.length === signals.length);
    box.close();
    expect(kept.signals).toEqual(signals);
  });

  it('are left again when the server was out of reach', async () => {
    const kept = new Kept();
    kept.failures = 1;
    const box = new SignalBox(kept, 0, () => Promise.resolve());
    for (const signal of signals) box.send(signal);
    await until(() => kept.signals.length === signals.length);
    box.close();
    expect(kept.signals).toEqual(signals);
  });

  it('are read page by page, each once, however often one looks', async () => {
    const kept = new Kept();
    kept.signals.push(...signals);
    const read: Signal[] = [];
    const box = new SignalBox(kept, 1, (signal) => Promise.resolve(void read.push(signal)));
    await Promise.all([box.look(), box.look(), box.look()]);
    await until(() => read.length === 4);
    await box.look();
    box.close();
    expect(read).toEqual(signals.slice(1));
  });

  it('are not read any more once the call is over', async () => {
    const kept = new Kept();
    kept.signals.push(...signals);
    const read: Signal[] = [];
    const box = new SignalBox(kept, 0, (signal) => Promise.resolve(void read.push(signal)));
    box.close();
    await box.look();
    expect(read).toEqual([]);
  });
});
