/** @jest-environment node */
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Definition, emptyDefinition, kinds, merge } from '@calldocker/flow-engine';
import { Transport } from '../../api/transport';
import { Autosave, type Arrival, type DraftDoor, type Table } from './autosave';
import { KeptDrafts } from './kept-drafts';

const TIMING = { pauseMs: 20, firstRetryMs: 20, lastRetryMs: 80, slowMs: 40 };
const STORAGE_KEY = 'calldocker.draft.ada.front-door';

/** Whose tabs live, as the browser's own locks tell it. */
function tabs(): LockManager {
  const held = new Set<string>();
  return {
    query: async () => ({ held: [...held].map((name) => ({ name })) }),
    request: async (name: string, hold: () => Promise<void>) => {
      held.add(name);
      await hold();
      held.delete(name);
    },
  } as unknown as LockManager;
}

/** The draft's two routes, as the API answers them. */
class DraftServer {
  definition: Definition = emptyDefinition();
  revision = 1;
  saves = 0;
  down = false;
  /** Milliseconds before a save is answered. */
  delay = 0;
  /** Saves, but the answer never arrives. */
  losesAnswers = false;
  private readonly server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const answer = (status: number, json: object): void => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
      };
      if (this.down) return answer(503, { code: 'server.down', title: 'Down', detail: 'Try again.' });
      const current = { revision: this.revision, savedAt: '2026-11-23T19:40:00Z', savedBy: 'Grace' };
      if (request.method === 'GET') return answer(200, { definition: this.definition, ...current });
      if (request.headers['if-match'] !== `"${this.revision}"`) {
        return answer(412, { code: 'flow.changed-elsewhere', title: 'Changed', detail: 'Look.', current });
      }
      this.definition = JSON.parse(body).definition;
      this.revision++;
      this.saves++;
      if (this.losesAnswers) return request.socket.destroy();
      setTimeout(() => answer(200, { revision: this.revision, savedAt: '2026-11-23T19:41:00Z' }), this.delay);
    });
  });

  async listen(): Promise<DraftDoor> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this.open();
  }

  /** For one more who works on it. */
  open(): DraftDoor {
    const address = this.server.address() as AddressInfo;
    const transport = new Transport(`http://127.0.0.1:${address.port}`, (work) => work());
    return {
      load: () => transport.get('/draft'),
      save: (definition, revision) => transport.request('PUT', '/draft', { body: { definition }, ifMatch: revision }),
    };
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

type Keeper = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

function memory(): Keeper & { items: Map<string, string> } {
  const items = new Map<string, string>();
  return {
    items,
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

describe('Autosave', () => {
  let server: DraftServer;
  let storage: ReturnType<typeof memory>;
  let saver: Autosave;
  let table: Table & { on: Definition; arrivals: Arrival[] };

  beforeEach(async () => {
    server = new DraftServer();
    storage = memory();
    table = {
      on: server.definition,
      arrivals: [],
      draft: () => table.on,
      bring: (arrival) => {
        table.arrivals.push(arrival);
        table.on = merge(arrival.base, table.on, arrival.theirs.definition, arrival.answers).merged;
        return table.on;
      },
    };
    const loaded = { definition: server.definition, revision: 1, savedAt: null, savedBy: null };
    const kept = new KeptDrafts('ada', 'front-door', storage, tabs());
    saver = new Autosave(await server.listen(), kept, loaded, table, TIMING);
  });

  afterEach(() => {
    saver.close();
    server.close();
  });

  const draft = (...languages: string[]): Definition => ({ ...emptyDefinition(), languages });
  const take = (next: Definition): void => {
    table.on = next;
    saver.take(next);
  };
  /** A draft whose one node says this. */
  const saying = (text: string, more: Partial<Definition> = {}): Definition => ({
    ...emptyDefinition(),
    start: 'say',
    nodes: { say: { ...kinds.message.create('en'), text: { en: text } } },
    ...more,
  });
  const until = async (kind: string): Promise<void> => {
    for (let waited = 0; saver.state().kind !== kind; waited += 5) {
      if (waited > 3_000) throw new Error(`waited for ${kind}, it is ${saver.state().kind}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

  it('saves once after a pause in the work, and says when', async () => {
    take(draft('de'));
    take(draft('nl'));
    expect(saver.state().kind).toBe('unsaved');
    await until('saved');
    expect(server.saves).toBe(1);
    expect(server.definition.languages).toEqual(['nl']);
    expect(saver.state()).toEqual({ kind: 'saved', at: '2026-11-23T19:41:00Z' });
    expect(saver.revision).toBe(2);
  });

  it('sends what was done while it was saving, with the new revision', async () => {
    take(draft('de'));
    const saving = saver.flush();
    take(draft('nl'));
    await saving;
    await until('saved');
    expect(server.definition.languages).toEqual(['nl']);
    expect(server.saves).toBe(2);
  });

  it('keeps unsent work in the browser until the server has it', async () => {
    take(draft('de'));
    const [kept] = [...storage.items.values()].map((text) => JSON.parse(text));
    expect(kept).toMatchObject({ revision: 1, definition: draft('de') });
    await until('saved');
    expect(storage.items.size).toBe(0);
  });

  it('sends nothing when the work was undone to what the server has', async () => {
    const original = server.definition;
    take(draft('de'));
    take(original);
    expect(saver.state().kind).toBe('saved');
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(server.saves).toBe(0);
    expect(storage.items.size).toBe(0);
  });

  it('tries again by itself while the server is down, and loses nothing', async () => {
    server.down = true;
    take(draft('de'));
    await until('waiting');
    expect(storage.items.size).toBeGreaterThan(0);
    take(draft('de', 'nl'));
    server.down = false;
    await until('saved');
    expect(server.definition.languages).toEqual(['de', 'nl']);
  });

  it('says that the server does not answer, or answers late', async () => {
    server.delay = 400;
    take(draft('de'));
    await until('saving');
    for (let state = saver.state(); state.kind === 'saving' && !state.slow; state = saver.state()) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(saver.state()).toEqual({ kind: 'saving', slow: true });
    await until('saved');
    server.down = true;
    take(draft('nl'));
    await until('waiting');
    expect(saver.state()).toMatchObject({ problem: { code: 'server.down' } });
  });

  /** Both begin from this, which the server has. */
  const both = async (from: Definition): Promise<void> => {
    take(from);
    await until('saved');
    server.saves = 0;
  };
  const byGrace = (theirs: Definition): void => {
    server.definition = theirs;
    server.revision++;
  };

  it('merges what someone else has saved, and saves both', async () => {
    await both(saying('Hello'));
    byGrace(saying('Hello', { languages: ['en', 'de'] }));
    take(saying('Good day'));
    await until('saved');
    expect(server.definition).toEqual(saying('Good day', { languages: ['en', 'de'] }));
    expect(table.on).toEqual(server.definition);
    expect(table.arrivals).toMatchObject([{ base: saying('Hello'), theirs: { savedBy: 'Grace' } }]);
    expect(storage.items.size).toBe(0);
  });

  it('takes in what someone else saves before there is anything of its own to save', async () => {
    await both(saying('Hello'));
    byGrace(saying('Hi'));
    await saver.catchUp(server.revision);
    expect(table.on).toEqual(saying('Hi'));
    expect(saver.state().kind).toBe('saved');
    expect(server.saves).toBe(0);
    take(saying('Good day'));
    await until('saved');
    expect(server.definition).toEqual(saying('Good day'));
    expect(table.arrivals).toHaveLength(1);
  });

  it('saves what is asked to be saved while somebody else’s work comes in', async () => {
    await both(saying('Hello'));
    const coming = saver.catchUp(server.revision + 1);
    // The question is on its way.
    await new Promise((resolve) => setImmediate(resolve));
    take(saying('Hi'));
    expect(await saver.flush()).toBe(true);
    await coming;
    expect(server.definition).toEqual(saying('Hi'));
  });

  it('does not take its own save for somebody else’s', async () => {
    await both(saying('Hello'));
    take(saying('Hi'));
    const saving = saver.flush();
    await saver.catchUp(server.revision + 1);
    await saving;
    expect(table.arrivals).toEqual([]);
    expect(server.definition).toEqual(saying('Hi'));
  });

  it('stops where both changed the same, keeps the draft in the browser, and goes on once that is answered', async () => {
    await both(saying('Hello'));
    byGrace(saying('Hi', { languages: ['en', 'de'] }));
    take(saying('Good day'));
    await until('conflict');
    expect(saver.state()).toMatchObject({ base: saying('Hello'), theirs: { savedBy: 'Grace', revision: 3 } });
    const more = saying('Good day', { country: 'DE' });
    take(more);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(server.saves).toBe(0);
    expect(await saver.flush()).toBe(false);
    const kept = await new KeptDrafts('ada', 'front-door', storage, tabs()).find();
    expect(kept).toMatchObject({ revision: 0, definition: more, base: saying('Hello') });

    // While it stands open, the other goes on.
    byGrace(saying('Hi', { languages: ['en', 'de', 'nl'] }));
    await saver.catchUp(server.revision);
    expect(saver.state()).toMatchObject({ kind: 'conflict', base: saying('Hello') });
    expect(await saver.answer({ 'nodes.say.text.en': 'theirs' })).toBe(true);
    expect(server.definition).toEqual(saying('Hi', { languages: ['en', 'de', 'nl'], country: 'DE' }));
    expect(table.on).toEqual(server.definition);
    expect(storage.items.size).toBe(0);
  });

  it('brings work back that a crash kept, together with what was saved since', async () => {
    const theirs = { definition: saying('Hello', { country: 'DE' }), revision: 9, savedAt: null, savedBy: 'Grace' };
    byGrace(theirs.definition);
    server.revision = 9;
    table.on = saying('Good day');
    saver.meet(saying('Hello'), theirs);
    await until('saved');
    expect(server.definition).toEqual(saying('Good day', { country: 'DE' }));
  });

  it('loses nothing of two who work on one flow at the same time', async () => {
    await both(saying('Hello'));
    const other: Table & { on: Definition } = {
      on: server.definition,
      draft: () => other.on,
      bring: ({ base, theirs, answers }) => (other.on = merge(base, other.on, theirs.definition, answers).merged),
    };
    const kept = new KeptDrafts('bob', 'front-door', memory(), tabs());
    const door = server.open();
    const loaded = { ...(await door.load()), savedAt: null };
    const second = new Autosave(door, kept, loaded, other, TIMING);
    const add = (draft: Definition, id: string): Definition => ({
      ...draft,
      nodes: { ...draft.nodes, [id]: { ...kinds.message.create('en'), name: id } },
      layout: { ...draft.layout, [id]: { x: 0, y: 0 } },
    });
    for (let n = 0; n < 12; n++) {
      take(add(table.on, `ada${n}`));
      other.on = add(other.on, `bob${n}`);
      second.take(other.on);
      // One hears of the other's saves, the other learns of them by being refused.
      if (n % 3 === 0) await saver.catchUp(server.revision);
      await new Promise((resolve) => setTimeout(resolve, n % 4 === 0 ? 40 : 5));
    }
    for (let round = 0; round < 3; round++) {
      await Promise.all([saver.flush(), second.flush()]);
      await Promise.all([saver.catchUp(server.revision), second.catchUp(server.revision)]);
    }
    second.close();
    expect(Object.keys(server.definition.nodes)).toHaveLength(25);
    expect(table.on).toEqual(server.definition);
    expect(other.on).toEqual(server.definition);
  });

  it('takes no conflict with itself from a save whose answer was lost', async () => {
    server.losesAnswers = true;
    take(draft('de'));
    await until('waiting');
    server.losesAnswers = false;
    await until('saved');
    expect(server.saves).toBe(1);
    expect(saver.revision).toBe(2);
  });

  it('tells publish whether the server has everything', async () => {
    take(draft('de'));
    expect(await saver.flush()).toBe(true);
    server.down = true;
    take(draft('nl'));
    expect(await saver.flush()).toBe(false);
  });
});

describe('KeptDrafts', () => {
  const base = emptyDefinition('de');

  it('finds what a closed tab kept, for the same person and flow only', async () => {
    const storage = memory();
    new KeptDrafts('ada', 'front-door', storage, tabs()).keep(3, emptyDefinition(), base);
    const find = (who: string, flow: string) => new KeptDrafts(who, flow, storage, tabs()).find();
    expect(await find('ada', 'front-door')).toMatchObject({ revision: 3, base });
    expect(await find('bob', 'front-door')).toBeNull();
    expect(await find('ada', 'sales')).toBeNull();
  });

  it('leaves a tab that lives its own, and finds what each of those has left that are gone', async () => {
    const [storage, alive] = [memory(), tabs()];
    const [first, second, third] = [1, 2, 3].map(() => new KeptDrafts('ada', 'front-door', storage, alive)) as [
      KeptDrafts,
      KeptDrafts,
      KeptDrafts,
    ];
    first.keep(1, emptyDefinition('fr'), base);
    second.keep(2, emptyDefinition('nl'), base);
    expect(await third.find()).toBeNull();
    first.close();
    await new Promise((resolve) => setTimeout(resolve, 0));
    const found = await third.find();
    expect(found).toMatchObject({ revision: 1, definition: emptyDefinition('fr') });
    third.drop(found?.key ?? '');
    expect(await third.find()).toBeNull();
    second.close();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(await third.find()).toMatchObject({ revision: 2 });
  });

  it('takes foreign text under its key for nothing', async () => {
    const storage = memory();
    storage.items.set(STORAGE_KEY, '{"revision":"x"');
    expect(await new KeptDrafts('ada', 'front-door', storage, tabs()).find()).toBeNull();
  });

  it('goes on without a storage that is full', () => {
    const full = {
      ...memory(),
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    const kept = new KeptDrafts('ada', 'front-door', full, tabs());
    expect(() => kept.keep(1, emptyDefinition(), base)).not.toThrow();
  });
});
