import type { Definition } from '@calldocker/flow-engine';
import { Erasure } from '../src/sessions/erasure.js';
import { RecordedSessions } from '../src/sessions/recorded.js';
import { number } from './callbacks.helpers.js';
import { bootApi, type Harness, type Signed } from './harness.js';
import { ends, flowOf, PublishedFlow } from './published-flow.js';
import { TestVisitor } from './visitors.js';

let api: Harness;
let editor: Signed;
let widget: { key: string };
beforeAll(async () => {
  api = await bootApi();
  editor = await api.given.signedIn('company_admin');
  const flow = await PublishedFlow.of(api, editor, 'Main', keeps());
  widget = await flow.widget();
});
afterAll(() => api.close());

/** A name for a day, a town for a week, an order for as long as the session is kept; the town is asked in a subflow too. */
const keeps = (): Definition => {
  const asks = (variable: string, next: string) => ({
    kind: 'ask' as const,
    name: variable,
    prompt: { en: `Your ${variable}?` },
    answer: 'text' as const,
    variable,
    timeoutSeconds: 30,
    retries: 1,
    exits: { next, noInput: next, noMatch: next },
  });
  return flowOf(
    {
      name: asks('name', 'town'),
      town: asks('town', 'order'),
      order: asks('order', 'callback'),
      callback: {
        kind: 'callback',
        name: 'Your number',
        prompt: { en: 'Which number may we call?' },
        country: 'NL',
        timeoutSeconds: 60,
        retries: 1,
        exits: { booked: 'bye', noInput: 'bye', noMatch: 'bye' },
      },
      bye: ends('Goodbye'),
    },
    {
      variables: {
        name: { type: 'text', personal: true, retentionDays: 1, initial: 'Visitor' },
        town: { type: 'text', personal: false, retentionDays: 7, initial: 'Town' },
        order: { type: 'text', personal: false, initial: '0' },
      },
    },
  );
};

/** From the first screen to the last. */
async function visit(): Promise<TestVisitor> {
  const visitor = await TestVisitor.at(api, widget);
  for (const text of ['Noor Vermeulen', 'Zwolle', '4711']) await visitor.answers({ type: 'text', text });
  await visitor.answers({ type: 'phone', number: number(), about: 'Noor Vermeulen' });
  return visitor;
}
const booked = (): Promise<void> => api.drain();
const sweep = (): Promise<number> => api.app.get(Erasure).sweep();
/** Clocks are not waited for. */
const passed = (visitor: TestVisitor, days: number) =>
  api.owner.query(
    `update ivr_sessions set ended_at = ended_at - interval '24 hours' * $2, erase_at = erase_at - interval '24 hours' * $2
     where id = $1`,
    [visitor.sessionId, days],
  );
const rowOf = async (visitor: TestVisitor) =>
  (await api.owner.query('select * from ivr_sessions where id = $1', [visitor.sessionId])).rows[0];
const read = async (visitor: TestVisitor, path = '') =>
  (await api.console('GET', `/api/v1/sessions/${visitor.sessionId}${path}`, { token: editor.token })).body;
const namesIn = async (visitor: TestVisitor): Promise<string[]> =>
  (await read(visitor)).variables.map(({ name }: { name: string }) => name).sort();

describe('a variable whose days are counted', () => {
  it('is due that long after the session’s end, and not before it has ended', async () => {
    const visitor = await TestVisitor.at(api, widget);
    expect((await rowOf(visitor)).erase_at).toBeNull();
    await visitor.call('POST', '/end');
    const { erase_at, ended_at } = await rowOf(visitor);
    expect(erase_at - ended_at).toBe(24 * 3600_000);
    await booked();
    expect(await sweep()).toBe(0);
  });

  it('is erased when its time is over, the next one later, and what has none stays', async () => {
    const visitor = await visit();
    await booked();
    expect(await namesIn(visitor)).toEqual(['name', 'order', 'town']);

    await passed(visitor, 1);
    expect(await sweep()).toBe(1);
    expect(await namesIn(visitor)).toEqual(['order', 'town']);
    const row = await rowOf(visitor);
    expect(row.erase_at - row.ended_at).toBe(7 * 24 * 3600_000);
    expect(await sweep()).toBe(0);

    await passed(visitor, 6);
    expect(await sweep()).toBe(1);
    expect((await read(visitor)).variables).toEqual([{ flow: null, name: 'order', value: '4711', personal: false }]);
    expect((await rowOf(visitor)).erase_at).toBeNull();
  });

  it('goes from the log, from what was shown and answered, and from what was asked of others', async () => {
    const visitor = await visit();
    await booked();
    const before = (await read(visitor, '/interactions')).items;
    const valueOf = (items: { data: Record<string, unknown> }[], variable: string) =>
      items.find(({ data }) => data['variable'] === variable)?.data;
    expect(valueOf(before, 'town')).toEqual({ variable: 'town', value: 'Zwolle' });

    await passed(visitor, 8);
    expect(await sweep()).toBe(1);
    const after = (await read(visitor, '/interactions')).items;
    expect(after).toHaveLength(before.length);
    expect(valueOf(after, 'town')).toEqual({ variable: 'town' });
    expect(valueOf(after, 'order')).toEqual({ variable: 'order', value: '4711' });
    const left = await api.owner.query(
      `select (select count(answer)::int from ivr_interactions where session_id = $1) as answers,
              (select coalesce(sum(length(payload)), 0)::int from ivr_effects where session_id = $1) as payload`,
      [visitor.sessionId],
    );
    expect(left.rows).toEqual([{ answers: 0, payload: 0 }]);
    expect(await api.app.get(RecordedSessions).recordedOf(editor.companyId, visitor.sessionId)).toBeUndefined();
  });

  it('leaves the figures and the callback, and the page that comes back finds nothing', async () => {
    const visitor = await visit();
    await booked();
    await passed(visitor, 1);
    await sweep();
    expect(await read(visitor)).toMatchObject({
      outcome: 'served',
      steps: 5,
      callback: { number: expect.stringMatching(/^\+316/), status: 'requested' },
    });
    expect((await visitor.call('GET', '')).status).toBe(404);
    expect((await visitor.send({ type: 'leave' })).status).toBe(404);
  });

  it('waits until what the session asked for has been done', async () => {
    const visitor = await visit();
    await passed(visitor, 1);
    expect(await sweep()).toBe(0);
    await booked();
    expect(await sweep()).toBe(1);
    expect((await read(visitor)).callback).toMatchObject({
      number: expect.stringMatching(/^\+316/),
      about: 'Noor Vermeulen',
    });
  });

  it('is erased with a callback’s number, as soon as nobody has to dial it any more', async () => {
    const visitor = await visit();
    await booked();
    await passed(visitor, 1);
    expect(await sweep()).toBe(1);
    const { items } = (await api.console('GET', '/api/v1/callbacks', { token: editor.token })).body;
    const waiting = items.find(({ sessionId }: { sessionId: string }) => sessionId === visitor.sessionId);
    expect(waiting).toMatchObject({ status: 'requested', about: 'Noor Vermeulen' });

    const cancel = await api.console('POST', `/api/v1/callbacks/${waiting.id}/cancel`, { token: editor.token });
    expect(cancel.body).toMatchObject({ status: 'cancelled', about: 'Noor Vermeulen' });
    await sweep();
    const over = await api.console('GET', `/api/v1/callbacks/${waiting.id}`, { token: editor.token });
    expect(over.body).toMatchObject({ status: 'cancelled', number: null, about: null });
    expect((await read(visitor)).callback).toMatchObject({ status: 'cancelled', number: null, about: null });
    const { rows } = await api.owner.query('select number_hash from callbacks where id = $1', [waiting.id]);
    expect(rows).toEqual([{ number_hash: null }]);
  });

  it('is erased once by several workers at once', async () => {
    const visitors = await Promise.all(Array.from({ length: 6 }, visit));
    await booked();
    for (const visitor of visitors) await passed(visitor, 1);
    const erasure = api.app.get(Erasure);
    const counts = await Promise.all([erasure.sweep(), erasure.sweep(), erasure.sweep()]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(6);
    for (const visitor of visitors) expect(await namesIn(visitor)).toEqual(['order', 'town']);
  });

  it('is erased although another session cannot be read', async () => {
    const [broken, good] = [await visit(), await visit()];
    await booked();
    await api.owner.query(`update ivr_sessions set sealed = 'garbage' where id = $1`, [broken.sessionId]);
    for (const visitor of [broken, good]) await passed(visitor, 1);
    expect(await sweep()).toBe(1);
    expect(await namesIn(good)).toEqual(['order', 'town']);
    await api.owner.query('delete from ivr_sessions where id = $1', [broken.sessionId]);
  });

  it('of a subflow is erased where it stands, and its namesake elsewhere is not', async () => {
    const sub = await PublishedFlow.of(
      api,
      editor,
      'Sub',
      flowOf(
        {
          ask: {
            kind: 'ask',
            name: 'Order again',
            prompt: { en: 'Your order?' },
            answer: 'text',
            variable: 'order',
            timeoutSeconds: 30,
            retries: 1,
            exits: { next: 'wait', noInput: 'wait', noMatch: 'wait' },
          },
          wait: { kind: 'message', name: 'Thanks', text: { en: 'Thanks' }, exits: { next: 'over' } },
          over: ends('That was it'),
        },
        { variables: { order: { type: 'text', personal: false, retentionDays: 2 } } },
      ),
    );
    const main = await PublishedFlow.of(
      api,
      editor,
      'Outer',
      flowOf(
        {
          set: {
            kind: 'set',
            name: 'Known already',
            assignments: [{ variable: 'order', value: '4711' }],
            exits: { next: 'through' },
          },
          through: {
            kind: 'subflow',
            name: 'Through the other',
            flow: sub.key,
            version: 'active',
            inputs: [],
            outputs: [],
            exits: { returned: 'bye', failed: 'bye' },
          },
          bye: ends('Goodbye'),
        },
        { variables: { order: { type: 'text', personal: false } } },
      ),
    );
    const visitor = await TestVisitor.at(api, await main.widget());
    await visitor.answers({ type: 'text', text: '4712' });
    await visitor.call('POST', '/end');
    const alias = `${sub.key}@active`;
    const own = { flow: null, name: 'order', value: '4711', personal: false };
    expect((await read(visitor)).variables).toEqual([own, { ...own, flow: alias, value: '4712' }]);
    await passed(visitor, 2);
    expect(await sweep()).toBe(1);
    expect((await read(visitor)).variables).toEqual([own]);
    const { items } = await read(visitor, '/interactions');
    const told = items.filter(({ data }: { data: object }) => 'variable' in data);
    expect(told.map(({ flow, data }: { flow: string | null; data: object }) => [flow, data])).toEqual([
      [null, { variable: 'order', value: '4711' }],
      [alias, { variable: 'order' }],
    ]);
  });
});
