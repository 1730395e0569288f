import type { Definition } from '@calldocker/flow-engine';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { CallbackClock } from '../src/callbacks/callback-clock.js';
import { Forgetting } from '../src/desk/recordings/forgetting.js';
import { newId } from '../src/platform/ids.js';
import { Waits } from '../src/queues/waits/waits.js';
import { Erasure } from '../src/sessions/erasure.js';
import { Sealer } from '../src/sessions/sealer.js';
import { number } from './callbacks.helpers.js';
import { fine, settled, Workshop, writes } from './desk-people.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';
import { ends } from './published-flow.js';
import { Subscription } from './push-service.js';
import { givenWidget, TestVisitor } from './visitors.js';

let api: Harness;
let worker: Awaited<ReturnType<Harness['startWorker']>>;
let shop: Workshop;
let supervisor: Signed;
let admin: Signed;
let widget: { key: string };
let article: string;
beforeAll(async () => {
  api = await bootApi();
  worker = await api.startWorker();
  shop = await Workshop.of(api);
  supervisor = await api.given.signedIn('supervisor', shop.companyId);
  admin = await api.given.signedIn('company_admin', shop.companyId);
  widget = await givenWidget(api, flow(), shop.companyId);
  const put = (path: string, body: object, method = 'PUT'): Promise<Answer> =>
    api.console(method, `/api/v1${path}`, { token: admin.token, body });
  fine(await put('/recordings/settings', { enabled: true, days: 30 }), 200);
  const texts = [{ language: 'en', question: 'Why do brakes squeal?', answer: 'Ride slowly.' }];
  article = fine(await put('/articles', { status: 'published', tags: [], texts }, 'POST'), 201).body.id;
});
afterAll(() => api.close());

/** Whatever is planted here must be found nowhere in the end. */
const PLANTED = ['Vermeulen', 'noor@', 'squeaks', 'C-1789'];
const NAME = 'Noor Vermeulen';
const STORY = 'My bicycle squeaks.';

/** A name, the line, and a word on how it was. */
function flow(): Definition {
  const end = 'bye';
  return {
    spec: 1,
    start: 'name',
    nodes: {
      name: {
        kind: 'ask',
        name: 'Name',
        prompt: { en: 'Your name?' },
        answer: 'text',
        variable: 'name',
        timeoutSeconds: 30,
        retries: 1,
        exits: { next: 'line', noInput: 'line', noMatch: 'line' },
      },
      line: {
        kind: 'queue',
        name: 'Line',
        queue: 'workshop',
        prompt: { en: 'You are in line.' },
        maxWaitSeconds: 1200,
        exits: { answered: 'survey', overflow: 'survey', closed: end, left: 'survey', failed: end },
      },
      survey: {
        kind: 'survey',
        name: 'How was it',
        questions: [{ id: 'why', type: 'text', question: { en: 'Why?' }, variable: 'why' }],
        timeoutSeconds: 60,
        retries: 1,
        exits: { done: end, unfinished: end },
      },
      bye: ends('Goodbye'),
    },
    languages: ['en'],
    variables: {
      name: { type: 'text', personal: true, retentionDays: 1 },
      why: { type: 'text', personal: false, retentionDays: 1 },
    },
    mailbox: 'help@example.test',
    layout: {},
  };
}

/** In the line, known by name and by number. */
async function inLine(): Promise<TestVisitor> {
  const visitor = await TestVisitor.at(api, widget, { contact: 'C-1789', pageUrl: 'https://shop.example/help' });
  await visitor.answers({ type: 'text', text: NAME });
  await settled(async () => (await visitor.call('GET', '/conversation')).body.entryId !== null);
  return visitor;
}

const again = async (visitor: TestVisitor): Promise<void> => {
  visitor.step = fine(await visitor.call('GET', ''), 200).body.step;
};

async function asksForCall(visitor: TestVisitor, more: object = {}): Promise<void> {
  await visitor.answers({ type: 'door', door: 'callback' });
  await visitor.answers({
    ...{ type: 'phone', number: number(), name: NAME, about: STORY, email: 'noor@example.test' },
    timeZone: 'Europe/Amsterdam',
    ...more,
  });
  await settled(async () => (await visitor.call('GET', '/callback')).body.callback !== null);
}

/** Taken by an agent, who is listened to. */
async function inTalk() {
  const visitor = await inLine();
  const agent = await shop.agent();
  const { entryId } = (await visitor.call('GET', '/conversation')).body;
  await api.owner.query('update queue_entries set priority = 100 where id = $1', [entryId]);
  const taken = fine(await agent.call('POST', `/api/v1/queues/${shop.queueId}/take`), 200).body;
  expect(taken.id).toBe(entryId);
  return { visitor, agent, entryId };
}

async function chats() {
  const talk = await inTalk();
  const { visitor, agent, entryId } = talk;
  fine(await writes(visitor, STORY), 201);
  fine(await agent.writes(entryId, `Hello ${NAME}`), 201);
  const file = await api.visitor(
    'POST',
    `/api/v1/visitor/sessions/${visitor.sessionId}/messages/files?${new URLSearchParams({ id: newId(), name: 'a.txt' })}`,
    {
      token: visitor.token,
      raw: new TextEncoder().encode(NAME),
      headers: { 'content-type': 'application/octet-stream' },
    },
  );
  fine(file, 201);
  const at = (method: string, path: string, body: object): Promise<Answer> =>
    api.console(method, `/api/v1/desk/entries/${entryId}${path}`, { token: supervisor.token, body });
  fine(await at('PUT', '/supervision', { mode: 'listening' }), 200);
  fine(await at('POST', '/whispers', { id: newId(), text: `That is ${NAME}.` }), 201);
  return talk;
}

async function calls() {
  const talk = await inTalk();
  const { visitor, agent, entryId } = talk;
  const callId = fine(await agent.at(entryId, 'POST', '/calls', { media: 'audio' }), 201).body.id;
  fine(await visitor.call('POST', `/calls/${callId}/answer`, { accept: true }), 200);
  const data = { candidate: 'candidate:1 1 udp 1 192.0.2.7 9 typ host ufrag C-1789' };
  fine(await visitor.call('POST', `/calls/${callId}/signals`, { data }), 204);
  return { ...talk, callId };
}

/** How far a visitor came before the end; each leaves something else behind. */
const STATES: Record<string, () => Promise<TestVisitor>> = {
  'in line, told how long it takes': async () => {
    const visitor = await inLine();
    const { entryId } = (await visitor.call('GET', '/conversation')).body;
    const range = { low: 60, point: 90, high: 120, band: '1', shape: 1 };
    const { companyId, queueId } = shop;
    await api.app.get(Waits).note(companyId, [{ entryId, queueId, place: 1, moment: 'joined', range, priority: 50 }]);
    return visitor;
  },
  'in line, to be told by their browser': async () => {
    const visitor = await inLine();
    const { endpoint, keys } = new Subscription('https://push.example', 'squeaks');
    fine(await visitor.call('PUT', '/push', { endpoint, keys, language: 'en' }), 204);
    return visitor;
  },
  'who asked for a call from the line, and has had it': async () => {
    const visitor = await inLine();
    await asksForCall(visitor);
    await served(visitor);
    return visitor;
  },
  'who booked a call, and took it back': async () => {
    const visitor = await inLine();
    const { slots } = fine(await visitor.call('GET', '/callback-options'), 200).body;
    await asksForCall(visitor, { at: slots.at(-1) });
    const { url } = (await visitor.call('GET', '/callback')).body.callback;
    fine(await api.visitor('POST', `/api/v1/visitor/callbacks/${url.split('#')[1]}/cancel`), 200);
    return visitor;
  },
  'in a chat': async () => {
    const { visitor, agent, entryId } = await chats();
    fine(await agent.call('POST', `/api/v1/queue-entries/${entryId}/finish`, { notes: `${NAME}: ${STORY}` }), 200);
    return visitor;
  },
  'in a call': async () => (await calls()).visitor,
  'who was recorded': async () => {
    const { visitor, agent, entryId, callId } = await calls();
    const recordings = `/calls/${callId}/recordings`;
    const { id } = fine(await agent.at(entryId, 'POST', recordings), 201).body.recording;
    fine(await visitor.call('POST', `${recordings}/${id}/answer`, { accept: true }), 200);
    const piece = await api.console('PUT', `/api/v1/desk/entries/${entryId}${recordings}/${id}/pieces/1?last=true`, {
      token: agent.signed.token,
      raw: new TextEncoder().encode(STORY),
      headers: { 'content-type': 'application/octet-stream' },
    });
    fine(piece, 204);
    return visitor;
  },
  'who left a message': async () => {
    const visitor = await inLine();
    await visitor.answers({ type: 'door', door: 'email' });
    await visitor.answers({ type: 'email', address: 'noor@example.test', name: NAME, text: STORY });
    return visitor;
  },
  'who read an article': async () => {
    const visitor = await inLine();
    await visitor.answers({ type: 'door', door: 'faq' });
    fine(await visitor.call('GET', '/articles?q=squeaks'), 200);
    await visitor.answers({ type: 'feedback', helpful: true, articleId: article });
    return visitor;
  },
  'who answered the survey': async () => {
    const { visitor, agent, entryId } = await inTalk();
    fine(await agent.call('POST', `/api/v1/queue-entries/${entryId}/finish`, {}), 200);
    await settled(async () => (await again(visitor), visitor.step.screen.nodeId === 'survey'));
    await visitor.answers({ type: 'text', text: STORY });
    return visitor;
  },
};

/** An agent makes the call that was asked for. */
async function served({ sessionId }: TestVisitor): Promise<void> {
  const agent = await shop.agent();
  await api.owner.query(
    `update queue_entries set priority = 100 where session_id = $1 and state in ('waiting', 'offered')`,
    [sessionId],
  );
  const taken = fine(await agent.call('POST', `/api/v1/queues/${shop.queueId}/take`), 200).body;
  expect(taken.sessionId).toBe(sessionId);
  const finish = { disposition: 'reached', notes: `${NAME}: ${STORY}` };
  fine(await agent.call('POST', `/api/v1/queue-entries/${taken.id}/finish`, finish), 200);
  await worker.get(CallbackClock).tick();
}

/** Clocks are not waited for; what the visitor asked for is. */
async function erasedAfterADay({ sessionId }: TestVisitor): Promise<void> {
  const pending = async (): Promise<number> =>
    (
      await api.owner.query(
        `select 1 from ivr_effects where session_id = $1 and status = 'pending'
         union all select 1 from queue_entries where session_id = $1 and state in ('serving', 'wrap_up')`,
        [sessionId],
      )
    ).rows.length;
  await api.owner.query(
    `update queue_entries set state = 'done', wrapped_at = now() where session_id = $1 and state = 'wrap_up'`,
    [sessionId],
  );
  await settled(async () => (await pending()) === 0);
  await api.owner.query(
    `update ivr_sessions set ended_at = ended_at - interval '24 hours', erase_at = erase_at - interval '24 hours' where id = $1`,
    [sessionId],
  );
  expect(await api.app.get(Erasure).sweep()).toBe(1);
  await api.owner.query(
    `update call_recordings set state = 'stopped', claim = null, ended_at = now() where session_id = $1 and state = 'live'`,
    [sessionId],
  );
  await worker.get(Forgetting).sweep();
}

/** Which rows of a table belong to the session, `alias` being the table's. */
type Belongs = (alias: string) => string;

/** Tables from which a way of foreign keys leads to a session. */
async function tablesOfSessions(): Promise<Map<string, Belongs>> {
  const { rows } = await api.owner.query<{ child: string; parent: string; mine: string[]; theirs: string[] }>(
    `select c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent,
            array_agg(a.attname::text order by k.n) as mine, array_agg(b.attname::text order by k.n) as theirs
     from pg_constraint c
     cross join unnest(c.conkey, c.confkey) with ordinality as k (mine, theirs, n)
     join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.mine
     join pg_attribute b on b.attrelid = c.confrelid and b.attnum = k.theirs
     where c.contype = 'f' group by c.oid`,
  );
  const found = new Map<string, Belongs>([['ivr_sessions', (alias) => `${alias}.id = $1`]]);
  for (const [parent, belongs] of found)
    for (const { child, mine, theirs } of rows.filter((key) => key.parent === parent))
      if (!found.has(child))
        found.set(child, (alias) => {
          const on = mine.map((column, at) => `${alias}.${column} = ${alias}p.${theirs[at]}`).join(' and ');
          return `exists (select from ${parent} ${alias}p where ${on} and ${belongs(`${alias}p`)})`;
        });
  return found;
}

const rowsOf = async (table: string, where: string, values: unknown[]): Promise<Record<string, unknown>[]> =>
  (await api.owner.query(`select * from ${table} t where ${where}`, values)).rows;

/** What is left in bytes that only the session's key opens. Without the state there would be no path to show. */
async function sealedLeft(sessionId: string): Promise<string[]> {
  const left: string[] = [];
  for (const [table, belongs] of await tablesOfSessions())
    for (const row of await rowsOf(table, belongs('t'), [sessionId]))
      for (const [column, value] of Object.entries(row))
        if (Buffer.isBuffer(value) && value.length > 0) left.push(`${table}.${column}`);
  return left.filter((place) => place !== 'ivr_sessions.sealed' && place !== 'ivr_sessions.data_key');
}

/** Tables of the whole database in which a word stands that was planted, as text or as bytes. */
async function quotedIn(): Promise<string[]> {
  const words = PLANTED.flatMap((word) => [word, Buffer.from(word).toString('hex')]).map((word) => `%${word}%`);
  const { rows: tables } = await api.owner.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`,
  );
  const quoted = await Promise.all(
    tables.map(async ({ name }) => ((await rowsOf(name, 't::text ilike any ($1)', [words])).length > 0 ? [name] : [])),
  );
  return quoted.flat();
}

async function filesOf({ sessionId }: TestVisitor): Promise<string[]> {
  const files = await readdir(api.config.storageDir, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile() && file.parentPath.includes(sessionId))
    .map((file) => path.join(file.parentPath, file.name));
}

/** All that the company can read of the visit. */
async function told({ sessionId }: TestVisitor): Promise<string> {
  const paths = [`sessions/${sessionId}`, `sessions/${sessionId}/interactions`, 'callbacks', 'mail-log'];
  const answers = await Promise.all(paths.map((each) => api.console('GET', `/api/v1/${each}`, { token: admin.token })));
  return answers.map((answer) => fine(answer, 200).text).join('\n');
}

const talksOf = async ({ sessionId }: TestVisitor): Promise<{ entryId: string }[]> =>
  fine(await api.console('GET', `/api/v1/sessions/${sessionId}`, { token: admin.token }), 200).body.talks;

async function stateOf(sessionId: string): Promise<string> {
  const [row] = await rowsOf('ivr_sessions', 't.id = $1', [sessionId]);
  const sealer = api.app.get(Sealer);
  return sealer.open(sealer.unwrap(row?.['data_key'] as Buffer, sessionId), row?.['sealed'] as Buffer, 'state');
}

describe('of a visitor whose time is over', () => {
  const seen = new Set<string>();

  it.each(Object.entries(STATES))('%s, nothing is left in any table, file or answer', async (_state, arrange) => {
    const visitor = await arrange();
    const { sessionId } = visitor;
    await visitor.call('POST', '/end');
    expect(await told(visitor)).toContain('Vermeulen');
    const before = await talksOf(visitor);
    for (const [table, belongs] of await tablesOfSessions())
      if ((await rowsOf(table, belongs('t'), [sessionId])).length > 0) seen.add(table);

    await erasedAfterADay(visitor);
    expect(await sealedLeft(sessionId)).toEqual([]);
    expect(await quotedIn()).toEqual([]);
    expect(await filesOf(visitor)).toEqual([]);
    for (const text of [await told(visitor), await stateOf(sessionId)])
      for (const word of PLANTED) expect(text).not.toContain(word);
    // That there was a talk stays.
    expect(await talksOf(visitor)).toEqual(
      before.map(({ entryId }) => expect.objectContaining({ entryId, messages: [], whispers: [], notes: null })),
    );
  });

  it('who is still to be called, the number is left, and nothing of it once the call was made', async () => {
    const visitor = await inLine();
    await asksForCall(visitor);
    await visitor.call('POST', '/end');
    await erasedAfterADay(visitor);
    expect(await sealedLeft(visitor.sessionId)).toEqual(['callbacks.details', 'callbacks.number_hash']);
    const called = fine(await api.console('GET', '/api/v1/callbacks', { token: admin.token }), 200).body.items[0];
    expect(called).toMatchObject({ sessionId: visitor.sessionId, name: NAME, number: expect.any(String) });

    await served(visitor);
    expect(await sealedLeft(visitor.sessionId)).toContain('queue_entries.notes');
    await api.app.get(Erasure).sweep();
    expect(await sealedLeft(visitor.sessionId)).toEqual([]);
    expect(await quotedIn()).toEqual([]);
    expect(await told(visitor)).not.toContain('Vermeulen');
  });

  it('who asked for a call at once and left, is erased as soon as all that was asked for is done', async () => {
    const visitor = await TestVisitor.at(api, widget);
    await visitor.answers({ type: 'text', text: NAME });
    await visitor.answers({ type: 'door', door: 'callback' });
    await visitor.answers({ type: 'phone', number: number(), name: NAME });
    await visitor.call('POST', '/end');
    await erasedAfterADay(visitor);
    expect(await sealedLeft(visitor.sessionId)).toEqual(['callbacks.details', 'callbacks.number_hash']);
  });

  it('looks at every table that a session leads to: a new one has to be reached above', async () => {
    expect([...seen].sort()).toEqual([...(await tablesOfSessions()).keys()].sort());
  });
});
