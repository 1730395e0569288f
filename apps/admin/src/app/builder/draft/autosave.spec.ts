/** @jest-environment node */
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Definition, emptyDefinition } from '@calldocker/flow-engine';
import { Transport } from '../../api/transport';
import { Autosave, type DraftDoor } from './autosave';
import { KeptDrafts } from './kept-drafts';

const TIMING = { pauseMs: 20, firstRetryMs: 20, lastRetryMs: 80 };
const STORAGE_KEY = 'calldocker.draft.ada.front-door';

/** The draft's two routes, as the API answers them. */
class DraftServer {
  definition: Definition = emptyDefinition();
  revision = 1;
  saves = 0;
  down = false;
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
      if (request.method === 'GET') return answer(200, { definition: this.definition, revision: this.revision });
      if (request.headers['if-match'] !== `"${this.revision}"`) {
        const current = { revision: this.revision, savedAt: '2026-11-23T19:40:00Z', savedBy: 'Grace' };
        return answer(412, { code: 'flow.changed-elsewhere', title: 'Changed', detail: 'Look.', current });
      }
      this.definition = JSON.parse(body).definition;
      this.revision++;
      this.saves++;
      if (this.losesAnswers) return request.socket.destroy();
      answer(200, { revision: this.revision, savedAt: '2026-11-23T19:41:00Z' });
    });
  });

  async listen(): Promise<DraftDoor> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
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

function memory(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> & { items: Map<string, string> } {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

describe('Autosave', () => {
  let server: DraftServer;
  let storage: ReturnType<typeof memory>;
  let saver: Autosave;

  beforeEach(async () => {
    server = new DraftServer();
    storage = memory();
    const loaded = { definition: server.definition, revision: 1, savedAt: null };
    saver = new Autosave(await server.listen(), new KeptDrafts('ada', 'front-door', storage), loaded, TIMING);
  });

  afterEach(() => {
    saver.close();
    server.close();
  });

  const draft = (...languages: string[]): Definition => ({ ...emptyDefinition(), languages });
  const until = async (kind: string): Promise<void> => {
    for (let waited = 0; saver.state().kind !== kind; waited += 5) {
      if (waited > 3_000) throw new Error(`waited for ${kind}, it is ${saver.state().kind}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

  it('saves once after a pause in the work, and says when', async () => {
    saver.take(draft('de'));
    saver.take(draft('nl'));
    expect(saver.state().kind).toBe('unsaved');
    await until('saved');
    expect(server.saves).toBe(1);
    expect(server.definition.languages).toEqual(['nl']);
    expect(saver.state()).toEqual({ kind: 'saved', at: '2026-11-23T19:41:00Z' });
    expect(saver.revision).toBe(2);
  });

  it('sends what was done while it was saving, with the new revision', async () => {
    saver.take(draft('de'));
    const saving = saver.flush();
    saver.take(draft('nl'));
    await saving;
    await until('saved');
    expect(server.definition.languages).toEqual(['nl']);
    expect(server.saves).toBe(2);
  });

  it('keeps unsent work in the browser until the server has it', async () => {
    saver.take(draft('de'));
    expect(JSON.parse(storage.items.get(STORAGE_KEY) ?? '{}')).toMatchObject({ revision: 1, definition: draft('de') });
    await until('saved');
    expect(storage.items.size).toBe(0);
  });

  it('sends nothing when the work was undone to what the server has', async () => {
    const original = server.definition;
    saver.take(draft('de'));
    saver.take(original);
    expect(saver.state().kind).toBe('saved');
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(server.saves).toBe(0);
    expect(storage.items.size).toBe(0);
  });

  it('tries again by itself while the server is down, and loses nothing', async () => {
    server.down = true;
    saver.take(draft('de'));
    await until('offline');
    expect(storage.items.size).toBe(1);
    saver.take(draft('de', 'nl'));
    server.down = false;
    await until('saved');
    expect(server.definition.languages).toEqual(['de', 'nl']);
  });

  it('stops at a draft that someone else has saved, and shows theirs', async () => {
    server.definition = draft('fr');
    server.revision = 7;
    saver.take(draft('de'));
    await until('conflict');
    expect(saver.state()).toMatchObject({ theirs: { savedBy: 'Grace', revision: 7, definition: draft('fr') } });
    saver.take(draft('de', 'nl'));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(server.saves).toBe(0);
    expect(await saver.flush()).toBe(false);
  });

  it('keeps mine: saves over theirs by their revision', async () => {
    server.revision = 7;
    server.definition = draft('fr');
    saver.take(draft('de'));
    await until('conflict');
    expect(await saver.keepMine()).toBe(true);
    expect(server.definition.languages).toEqual(['de']);
    expect(saver.revision).toBe(8);
  });

  it('takes theirs: nothing is sent, and the kept work is let go', async () => {
    server.revision = 7;
    server.definition = draft('fr');
    saver.take(draft('de'));
    await until('conflict');
    expect(saver.takeTheirs()).toEqual(draft('fr'));
    expect(saver.state().kind).toBe('saved');
    expect(saver.revision).toBe(7);
    expect(storage.items.size).toBe(0);
  });

  it('takes no conflict with itself from a save whose answer was lost', async () => {
    server.losesAnswers = true;
    saver.take(draft('de'));
    await until('offline');
    server.losesAnswers = false;
    await until('saved');
    expect(server.saves).toBe(1);
    expect(saver.revision).toBe(2);
  });

  it('tells publish whether the server has everything', async () => {
    saver.take(draft('de'));
    expect(await saver.flush()).toBe(true);
    server.down = true;
    saver.take(draft('nl'));
    expect(await saver.flush()).toBe(false);
  });
});

describe('KeptDrafts', () => {
  it('finds what it kept, for the same person and flow only', () => {
    const storage = memory();
    new KeptDrafts('ada', 'front-door', storage).keep(3, emptyDefinition());
    expect(new KeptDrafts('ada', 'front-door', storage).find()).toMatchObject({ revision: 3 });
    expect(new KeptDrafts('bob', 'front-door', storage).find()).toBeNull();
  });

  it('takes foreign text under its key for nothing', () => {
    const storage = memory();
    storage.items.set(STORAGE_KEY, '{"revision":"x"');
    expect(new KeptDrafts('ada', 'front-door', storage).find()).toBeNull();
  });

  it('goes on without a storage that is full', () => {
    const full = {
      ...memory(),
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    expect(() => new KeptDrafts('ada', 'front-door', full).keep(1, emptyDefinition())).not.toThrow();
  });
});
