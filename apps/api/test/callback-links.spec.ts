import { CallbackLinks } from '../src/callbacks/callback-links.js';
import { newId } from '../src/platform/ids.js';
import { number, TestCallbacks } from './callbacks.helpers.js';
import { bootApi, type Harness } from './harness.js';
import { inLine, TestAgent } from './queues.helpers.js';
import { givenWidget, helpdesk, TestVisitor } from './visitors.js';

let api: Harness;
let calls: TestCallbacks;
beforeAll(async () => {
  api = await bootApi();
  calls = new TestCallbacks(api);
});
afterAll(() => api.close());

describe('the link of a callback', () => {
  it('shows where it stands, moves it to a free time and back, and takes it back', async () => {
    const support = await calls.givenSupport();
    const [visitor, later] = [await inLine(api, support), await inLine(api, support)];
    await calls.asks(visitor);
    const token = await calls.tokenOf(visitor);
    const seen = await calls.linked(token);
    expect(seen.headers.get('cache-control')).toBe('no-store');
    expect(seen.body).toMatchObject({ stage: 'waiting', place: 1, companyName: 'Brightwater' });
    expect(seen.body.number).toMatch(/^\+31 … \d\d$/);

    const [at] = seen.body.slots;
    expect((await calls.linked(token, 'PUT', '/time', { at })).body).toMatchObject({
      stage: 'booked',
      slotAt: at,
      place: null,
    });
    expect(await calls.order(support)).toEqual([later.sessionId]);
    expect((await calls.linked(token, 'PUT', '/time', { at: null })).body).toMatchObject({
      stage: 'waiting',
      place: 1,
    });
    expect(await calls.order(support)).toEqual([visitor.sessionId, later.sessionId]);
    expect((await calls.linked(token, 'PUT', '/time', { at: '2020-01-01T10:00:00.000Z' })).body.code).toBe(
      'callback.slot',
    );
    expect((await calls.linked(token, 'PUT', '/time', { at: 'soon' })).status).toBe(400);

    expect((await calls.linked(token, 'POST', '/cancel')).body).toMatchObject({ stage: 'cancelled', place: null });
    expect((await calls.linked(token, 'POST', '/cancel')).body).toMatchObject({ stage: 'cancelled' });
    expect(await calls.order(support)).toEqual([later.sessionId]);
    expect((await calls.linked(token, 'PUT', '/time', { at: null })).body.code).toBe('callback.over');
    expect(await calls.list(support)).toMatchObject([{ status: 'cancelled' }]);
  });

  it('does not take back a call that is being made', async () => {
    const support = await calls.givenSupport();
    const agent = await TestAgent.of(api, support);
    await agent.is('break');
    const visitor = await inLine(api, support);
    await calls.asks(visitor);
    const token = await calls.tokenOf(visitor);
    await agent.call('POST', `/queues/${support.queueId}/take`);
    const refused = await calls.linked(token, 'POST', '/cancel');
    expect([refused.status, refused.body.code]).toEqual([409, 'callback.being-called']);
    expect((await calls.linked(token)).body).toMatchObject({ stage: 'calling', slots: [] });
  });

  it('is refused when it was forged, changed, cut, or is too old', async () => {
    const support = await calls.givenSupport();
    const visitor = await inLine(api, support);
    await calls.asks(visitor);
    const token = await calls.tokenOf(visitor);
    const links = api.app.get(CallbackLinks);
    const flip = (at: number): string => token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
    const old = links.sign({ companyId: support.companyId, callbackId: (await calls.list(support))[0].id }, 0);
    const forged = [flip(0), flip(25), flip(45), flip(60), token.slice(0, -1), `${token}A`, old, 'x', newId()];
    for (const each of forged) {
      const { status, body } = await calls.linked(each);
      expect([each, status, body.code]).toEqual([each, 404, 'callback.link']);
      expect((await calls.linked(each, 'POST', '/cancel')).status).toBe(404);
    }
    // Signed by us for a callback that there is not, or for one of another company.
    const stranger = await api.given.company();
    for (const companyId of [stranger, support.companyId]) {
      const callbackId = companyId === stranger ? (await calls.list(support))[0].id : newId();
      expect((await calls.linked(links.sign({ companyId, callbackId }))).body.code).toBe('not-found');
    }
    expect((await calls.linked(token)).status).toBe(200);
  });
});

describe('numbers that are not called', () => {
  const refusal = async (visitor: TestVisitor, given: string): Promise<unknown[]> => {
    const { status, body } = await visitor.send({ type: 'phone', number: given });
    return [status, body.code, body.reason, body.step?.screen.kind];
  };

  it.each([
    ['of a premium-rate line', '+31909123456', 'kind'],
    ['of a satellite', '+881612345678', 'kind'],
    ['of no country', '+979123456789', 'kind'],
  ])('%s: the visitor is told so at the question', async (_what, given, reason) => {
    const visitor = await inLine(api, await calls.givenSupport());
    await visitor.answers({ type: 'door', door: 'callback' });
    const [status, code, told, screen] = await refusal(visitor, given);
    expect([status, code, screen]).toEqual([422, 'input.phone', 'callback']);
    expect([reason, 'unknown']).toContain(told);
    await visitor.answers({ type: 'phone', number: number() });
  });

  it.each(['+31612', 'not a number', '0'.repeat(40)])(
    'are those that nobody can have: after %s the question stands again, with what is wrong, and nobody is to be called',
    async (given) => {
      const support = await calls.givenSupport();
      const visitor = await inLine(api, support);
      await visitor.answers({ type: 'door', door: 'callback' });
      await visitor.answers({ type: 'phone', number: given });
      expect(visitor.step.screen).toMatchObject({ kind: 'callback', notice: expect.any(String) });
      await calls.drain();
      expect(await calls.list(support)).toEqual([]);
    },
  );

  it('are those of other countries than the company calls, and those that are asked for too often', async () => {
    const support = await calls.givenSupport();
    await calls.settings(support, { countries: ['NL'], numbersPerDay: 2 });
    const again = number();
    const open = async (): Promise<TestVisitor> => {
      const visitor = await inLine(api, support);
      await visitor.answers({ type: 'door', door: 'callback' });
      return visitor;
    };
    expect(await refusal(await open(), '+4915112345678')).toEqual([422, 'input.phone', 'country', 'callback']);
    for (let n = 0; n < 2; n++) {
      await (await open()).answers({ type: 'phone', number: again });
      await calls.drain();
    }
    expect(await refusal(await open(), again)).toEqual([422, 'input.phone', 'number-often', 'callback']);
    await calls.settings(support, { callsPerHour: 2 }, 1);
    expect(await refusal(await open(), number())).toEqual([422, 'input.phone', 'busy', 'callback']);
    expect(await calls.list(support)).toHaveLength(2);
  });

  it('are not called though the answer names no country to judge them by', async () => {
    const support = await calls.givenSupport({ isDefault: true });
    await calls.settings(support, { countries: ['DE'] });
    const visitor = await TestVisitor.at(api, await givenWidget(api, helpdesk(), support.companyId));
    await visitor.answers({ type: 'text', text: 'Noor' });
    await visitor.answers({ type: 'choice', choiceId: 'call' });
    await visitor.answers({ type: 'phone', number: '06 12345678' });
    await calls.drain();
    expect(await calls.list(support)).toMatchObject([{ status: 'refused', stage: 'failed', entryId: null }]);
    expect(await calls.order(support)).toEqual([]);
  });

  it('do not keep an answer that was taken from being answered again', async () => {
    const support = await calls.givenSupport();
    await calls.settings(support, { numbersPerDay: 1 });
    const visitor = await inLine(api, support);
    await visitor.answers({ type: 'door', door: 'callback' });
    const sent = { inputId: newId(), seq: visitor.step.seq };
    const input = { type: 'phone', number: number() };
    const first = await visitor.send(input, sent);
    await calls.drain();
    const second = await visitor.send(input, sent);
    expect([first.status, second.status, second.text]).toEqual([200, 200, first.text]);
    expect(await calls.list(support)).toHaveLength(1);
  });
});

describe('mails about a callback', () => {
  const mails = async (sessionId: string): Promise<{ recipient: string; subject: string; body: string }[]> =>
    (await api.owner.query(`select recipient, subject, body from mails where session_id = $1 order by id`, [sessionId]))
      .rows;

  it('confirm it with its link, and remind of a time that was booked well before', async () => {
    const support = await calls.givenSupport();
    const visitor = await inLine(api, support);
    const { body: options } = await visitor.call('GET', '/callback-options');
    await calls.asks(visitor, { email: 'noor@example.test', name: 'Noor', at: options.slots.at(-1) });
    const [confirmed, ...none] = await mails(visitor.sessionId);
    expect([confirmed?.recipient, confirmed?.subject, none]).toEqual([
      'noor@example.test',
      'Your call back: Brightwater',
      [],
    ]);
    const token = /\/callback#(\S+)/.exec(confirmed?.body ?? '')?.[1] ?? '';
    expect((await calls.linked(token)).body).toMatchObject({ stage: 'booked' });

    await calls.clock.tick();
    expect(await mails(visitor.sessionId)).toHaveLength(1);
    await api.owner.query(
      `update callbacks set slot_at = now() + interval '20 minutes', requested_at = now() - interval '1 day'
       where session_id = $1`,
      [visitor.sessionId],
    );
    await calls.clock.tick();
    await calls.clock.tick();
    expect((await mails(visitor.sessionId)).map(({ subject }) => subject)).toEqual([
      'Your call back: Brightwater',
      'We will call you soon: Brightwater',
    ]);
  });

  it('do not remind of a time that was booked a moment ago', async () => {
    const visitor = await inLine(api, await calls.givenSupport());
    const { body: options } = await visitor.call('GET', '/callback-options');
    await calls.asks(visitor, { email: 'noor@example.test', at: options.slots[0] });
    await api.owner.query(`update callbacks set slot_at = now() + interval '20 minutes' where session_id = $1`, [
      visitor.sessionId,
    ]);
    await calls.clock.tick();
    expect((await mails(visitor.sessionId)).map(({ subject }) => subject)).toEqual(['Your call back: Brightwater']);
  });

  it('tell nobody who left no address, and go to addresses only', async () => {
    const support = await calls.givenSupport();
    const visitor = await inLine(api, support);
    await visitor.answers({ type: 'door', door: 'callback' });
    const wrong = await visitor.send({ type: 'phone', number: number(), email: 'noor@example.test\nBcc: x@y.z' });
    expect(wrong.status).toBe(400);
    await visitor.answers({ type: 'phone', number: number() });
    await calls.drain();
    expect(await mails(visitor.sessionId)).toEqual([]);
  });
});

describe('the rules of callbacks', () => {
  it('are the company’s, changed by who has seen them last, and kept within bounds', async () => {
    const support = await calls.givenSupport();
    const { token } = support.admin;
    const usual = await api.console('GET', '/api/v1/callback-settings', { token });
    expect([usual.headers.get('etag'), usual.body.attempts]).toEqual(['"0"', 3]);
    expect((await calls.settings(support, { attempts: 5 })).body).toMatchObject({ attempts: 5, revision: 1 });
    const late = await calls.settings(support, { attempts: 6 });
    expect([late.status, late.body.code, late.body.current.attempts]).toEqual([
      ...[412, 'callback-settings.changed-elsewhere', 5],
    ]);
    for (const wrong of [{ attempts: 0 }, { countries: ['Germany'] }, { slotMinutes: 7 }, { daysAhead: 400 }])
      expect((await calls.settings(support, wrong, 1)).status).toBe(400);
    const agent = await TestAgent.of(api, support);
    expect((await agent.call('PUT', '/callback-settings', {})).status).toBe(403);
  });
});
