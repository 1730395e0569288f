/** @jest-environment node */
import { signal } from '@angular/core';
import { type Definition, type Facts, emptyDefinition, kinds } from '@calldocker/flow-engine';
import type { Api } from '../api/api';
import { ApiProblem } from '../api/problem';
import { DraftStore } from './draft/draft-store';
import { FlowDesk } from './flow-desk';

const saying = (text: string, more: Partial<Definition> = {}): Definition => ({
  ...emptyDefinition(),
  start: 'say',
  nodes: { say: { ...kinds.message.create('en'), name: text } },
  ...more,
});

/** Two flows as a server keeps their drafts. */
class Drafts {
  readonly drafts = new Map([
    ['door', { definition: saying('Door'), revision: 1 }],
    ['sales', { definition: saying('Sales'), revision: 1 }],
  ]);
  /** A save is answered once this is over. */
  slow = Promise.resolve();
  readonly api = {
    getFlow: async (id: string) => ({ id, name: id, draftRevision: this.of(id).revision }),
    getDraft: async (id: string) => ({ ...this.of(id), savedAt: '2026-11-27T20:00:00Z', savedBy: 'Grace' }),
    saveDraft: async (id: string, definition: Definition, revision: number) => {
      await this.slow;
      if (revision !== this.of(id).revision) throw new ApiProblem('flow.changed-elsewhere', 412, 'Changed', 'Look.');
      this.drafts.set(id, { definition, revision: revision + 1 });
      return { revision: revision + 1, savedAt: '2026-11-27T20:01:00Z' };
    },
  } as unknown as Api;

  of(id: string): { definition: Definition; revision: number } {
    const draft = this.drafts.get(id);
    if (!draft) throw new Error(`no draft of ${id}`);
    return draft;
  }
}

describe('FlowDesk', () => {
  let server: Drafts;
  let store: DraftStore;
  let desk: FlowDesk;

  beforeEach(() => {
    const items = new Map<string, string>();
    Object.defineProperty(globalThis, 'localStorage', {
      configurable: true,
      value: {
        getItem: (key: string) => items.get(key) ?? null,
        setItem: (key: string, value: string) => void items.set(key, value),
        removeItem: (key: string) => void items.delete(key),
        key: (index: number) => [...items.keys()][index] ?? null,
        get length() {
          return items.size;
        },
      },
    });
    server = new Drafts();
    store = new DraftStore(signal<Facts>({}));
    desk = new FlowDesk(server.api, store, () => 'ada');
  });

  const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
    for (let waited = 0; !(await isSo()); waited += 5) {
      if (waited > 3_000) throw new Error('it did not come to that');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

  it('sends a draft that is left at once, merged into its own flow and no other', async () => {
    await desk.open('door');
    store.rename('say', 'Back door');
    server.drafts.set('door', { definition: saying('Door', { country: 'DE' }), revision: 2 });
    let answer: () => void = () => undefined;
    server.slow = new Promise<void>((resolve) => (answer = resolve));
    await desk.open('sales');
    answer();
    await until(() => server.of('door').revision === 3);
    expect(server.of('door').definition).toEqual(saying('Back door', { country: 'DE' }));
    expect(store.definition()).toEqual(saying('Sales'));
    expect(server.of('sales')).toEqual({ definition: saying('Sales'), revision: 1 });
    desk.leave();
  });

  it('keeps a draft that is left in a conflict, and asks when the flow is opened again', async () => {
    await desk.open('door');
    store.rename('say', 'Back door');
    server.drafts.set('door', { definition: saying('Front door'), revision: 2 });
    await desk.open('sales');
    await until(async () => {
      const { held = [] } = await navigator.locks.query();
      return localStorage.length > 0 && !held.some(({ name }) => name?.includes('.door.'));
    });
    await desk.open('door');
    expect(desk.autosave()?.state()).toMatchObject({ kind: 'conflict', base: saying('Door') });
    expect(store.nameOf('say')).toBe('Back door');
    expect(await desk.autosave()?.answer({ 'nodes.say.name': 'mine' })).toBe(true);
    expect(server.of('door').definition).toEqual(saying('Back door'));
    desk.leave();
  });

  it('opens the flow that was asked for last, whichever answer comes first', async () => {
    const first = desk.open('door');
    await desk.open('sales');
    await first;
    expect(desk.flow()?.id).toBe('sales');
    expect(store.definition()).toEqual(saying('Sales'));
    const left = desk.open('door');
    desk.leave();
    await left;
    expect(desk.ready()).toBe(false);
  });

  it('takes out what somebody else did, and leaves what was done since', async () => {
    const told: unknown[] = [];
    desk = new FlowDesk(
      server.api,
      store,
      () => 'ada',
      (arrival) => {
        told.push(arrival.theirs.savedBy);
        store.rename('say', 'Mine');
        desk.takeOut(arrival);
      },
    );
    await desk.open('door');
    server.drafts.set('door', { definition: saying('Door', { country: 'DE' }), revision: 2 });
    await desk.catchUp(2);
    expect(told).toEqual(['Grace']);
    expect(store.definition()).toEqual(saying('Mine'));
    store.undo();
    expect(store.definition()).toEqual(saying('Mine', { country: 'DE' }));
    desk.leave();
  });
});
