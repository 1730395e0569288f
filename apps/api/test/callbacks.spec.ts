import { entryOf, inLine, TestAgent } from './queues.helpers.js';
import { number, TestCallbacks } from './callbacks.helpers.js';
import { bootApi, type Answer, type Harness } from './harness.js';
import { givenWidget, helpdesk, TestVisitor } from './visitors.js';

let api: Harness;
let calls: TestCallbacks;
beforeAll(async () => {
  api = await bootApi();
  calls = new TestCallbacks(api);
});
afterAll(() => api.close());

describe('a visitor who asks to be called while in a line', () => {
  it('keeps that very place, may go, and is offered to an agent in their turn', async () => {
    const support = await calls.givenSupport();
    const [first, second, third] = [await inLine(api, support), await inLine(api, support), await inLine(api, support)];
    const before = await entryOf(api, second);
    await calls.asks(second, { about: 'My brakes' });
    expect(second.step).toMatchObject({ status: 'ended', screen: { outcome: 'callback' } });
    expect(await calls.order(support)).toEqual([first, second, third].map(({ sessionId }) => sessionId));
    const kept = await entryOf(api, second);
    expect([kept.id, kept.joined_at, kept.state]).toEqual([before.id, before.joined_at, 'waiting']);
    const [callback] = await calls.list(support, 'status=requested');
    expect(callback).toMatchObject({ stage: 'waiting', place: 2, about: 'My brakes', queueId: support.queueId });

    const agent = await TestAgent.of(api, support);
    await agent.is('ready');
    const visit = await agent.offered();
    expect(visit.sessionId).toBe(first.sessionId);
    await agent.call('POST', `/queue-entries/${visit.id}/accept`);
    await agent.call('POST', `/queue-entries/${visit.id}/finish`, {});
    const call = await agent.offered();
    expect(call).toMatchObject({ sessionId: second.sessionId, channel: 'callback' });
    const { body } = await agent.call('GET', `/callbacks?entryId=${call.id}`);
    expect(body.items).toMatchObject([{ id: callback.id, number: expect.stringMatching(/^\+316/) }]);
    await agent.call('POST', `/queue-entries/${call.id}/accept`);
    expect((await calls.list(support))[0]).toMatchObject({ stage: 'calling', agentId: agent.id });
    const settled = await agent.call('POST', `/callbacks/${callback.id}/result`, { result: 'reached', notes: 'Glad.' });
    expect(settled.body).toMatchObject({ status: 'called', attempts: 1, result: 'reached', entryId: null });
    expect((await agent.offered()).sessionId).toBe(third.sessionId);
  });

  it('keeps the place though the line is left first, and while the visitor is offered', async () => {
    const support = await calls.givenSupport();
    const agent = await TestAgent.of(api, support);
    await agent.is('ready');
    const visitor = await inLine(api, support);
    const offered = await agent.offered();
    await calls.asks(visitor);
    const kept = await entryOf(api, visitor);
    expect(kept.id).toBe(offered.id);
    expect(await agent.offered()).toMatchObject({ id: kept.id, channel: 'callback' });
  });

  it('is called again after no answer, at the same age, and not for ever', async () => {
    const support = await calls.givenSupport();
    await calls.settings(support, { attempts: 2 });
    const agent = await TestAgent.of(api, support);
    await agent.is('break');
    const visitor = await inLine(api, support);
    const { joined_at } = await entryOf(api, visitor);
    await calls.asks(visitor);
    const [{ id }] = await calls.list(support);
    const later = await inLine(api, support);
    const tries = async (result: string): Promise<Answer['body']> => {
      const taken = await agent.call('POST', `/queues/${support.queueId}/take`);
      expect(taken.body.sessionId).toBe(visitor.sessionId);
      return (await agent.call('POST', `/callbacks/${id}/result`, { result })).body;
    };
    const first = await tries('no-answer');
    expect(first).toMatchObject({ status: 'requested', stage: 'again', attempts: 1, result: 'no-answer' });
    expect(Date.parse(first.nextTryAt) - Date.now()).toBeGreaterThan(9 * 60_000);
    expect(await calls.order(support)).toEqual([later.sessionId]);

    await calls.hasCome(id);
    await calls.clock.tick();
    expect(await calls.order(support)).toEqual([visitor.sessionId, later.sessionId]);
    const { rows } = await api.owner.query(`select joined_at from queue_entries where session_id = $1`, [
      visitor.sessionId,
    ]);
    expect(rows.map((row) => row.joined_at)).toEqual([joined_at, joined_at]);
    expect(await tries('no-answer')).toMatchObject({ status: 'failed', stage: 'failed', attempts: 2 });
    await calls.clock.tick();
    expect(await calls.order(support)).toEqual([later.sessionId]);
  });

  it('is done with when the desk finishes without saying more', async () => {
    const support = await calls.givenSupport();
    const agent = await TestAgent.of(api, support);
    await agent.is('break');
    const visitor = await inLine(api, support);
    await calls.asks(visitor);
    const { body } = await agent.call('POST', `/queues/${support.queueId}/take`);
    await agent.call('POST', `/queue-entries/${body.id}/finish`, { disposition: 'wrong-number' });
    await calls.clock.tick();
    expect(await calls.list(support)).toMatchObject([{ status: 'failed', result: 'wrong-number' }]);
  });

  it('is settled by the agent who calls, and not by another', async () => {
    const support = await calls.givenSupport();
    const [mine, other] = [await TestAgent.of(api, support), await TestAgent.of(api, support)];
    await mine.is('break');
    await calls.asks(await inLine(api, support));
    const [{ id }] = await calls.list(support);
    await mine.call('POST', `/queues/${support.queueId}/take`);
    const stolen = await other.call('POST', `/callbacks/${id}/result`, { result: 'reached' });
    expect([stolen.status, stolen.body.code]).toEqual([403, 'entry.not-yours']);
    expect((await mine.call('POST', `/callbacks/${id}/cancel`)).body.code).toBe('callback.being-called');
    const stranger = await api.given.signedIn('company_admin');
    expect((await api.console('GET', `/api/v1/callbacks/${id}`, { token: stranger.token })).status).toBe(404);
  });

  it('is given to the people of another queue, at the age it has', async () => {
    const support = await calls.givenSupport();
    const made = await api.console('POST', '/api/v1/queues', {
      token: support.admin.token,
      body: { name: 'sales', title: 'Sales' },
    });
    const visitor = await inLine(api, support);
    const { joined_at } = await entryOf(api, visitor);
    await calls.asks(visitor);
    const [{ id }] = await calls.list(support);
    const moved = await api.console('POST', `/api/v1/callbacks/${id}/queue`, {
      token: support.admin.token,
      body: { queueId: made.body.id },
    });
    expect(moved.body).toMatchObject({ queueTitle: 'Sales', stage: 'waiting', place: 1 });
    expect(await calls.order(support)).toEqual([]);
    const { rows } = await api.owner.query(`select joined_at from queue_entries where id = $1`, [moved.body.entryId]);
    expect(rows[0].joined_at).toEqual(joined_at);
  });
});

describe('a callback from elsewhere in a flow', () => {
  it('comes into the default queue’s line, or waits for its opening', async () => {
    const support = await calls.givenSupport({ isDefault: true });
    const widget = await givenWidget(api, helpdesk(), support.companyId);
    const ask = async (): Promise<void> => {
      const visitor = await TestVisitor.at(api, widget);
      await visitor.answers({ type: 'text', text: 'Noor' });
      await visitor.answers({ type: 'choice', choiceId: 'call' });
      await visitor.answers({ type: 'phone', number: '06 12345678' });
      await calls.drain();
    };
    await ask();
    expect(await calls.list(support)).toMatchObject([{ number: '+31612345678', stage: 'waiting', place: 1 }]);

    await calls.close(support);
    await ask();
    const [waits] = await calls.list(support);
    expect(waits).toMatchObject({ stage: 'waiting', entryId: null, place: null });
    expect(Date.parse(waits.nextTryAt)).toBeGreaterThan(Date.now());
  });

  it('is kept where the company has no queue', async () => {
    const companyId = await api.given.company();
    const { token } = await api.given.signedIn('company_admin', companyId);
    const visitor = await TestVisitor.at(api, await givenWidget(api, helpdesk(), companyId));
    await calls.asks(visitor);
    const { body } = await api.console('GET', '/api/v1/callbacks', { token });
    expect(body.items).toMatchObject([{ status: 'requested', queueId: null, entryId: null }]);
  });
});

describe('a booked time', () => {
  it('is one of the queue’s hours, and is given as often as there is room', async () => {
    const support = await calls.givenSupport();
    await calls.settings(support, { slotCapacity: 1, slotMinutes: 30 });
    const [visitor, other] = [await inLine(api, support), await inLine(api, support)];
    await calls.close(support);
    const { body: options } = await visitor.call('GET', '/callback-options');
    expect(options).toMatchObject({ place: 1, open: false, attempts: 3, retryMinutes: 10 });
    expect(options.slots).toHaveLength(6);
    expect(options.slots.every((at: string) => /T(09|10|11):[03]0/.test(at))).toBe(true);
    const [slot] = options.slots;

    await calls.asks(visitor, { at: slot });
    expect(await calls.order(support)).toEqual([other.sessionId]);
    expect(await calls.list(support)).toMatchObject([{ stage: 'booked', slotAt: slot, entryId: null }]);

    await other.answers({ type: 'door', door: 'callback' });
    const refused = async (at: string): Promise<string[]> => {
      const { status, body } = await other.send({ type: 'phone', number: number(), at });
      return [status, body.code, body.reason, body.step?.screen.kind];
    };
    expect(await refused(slot)).toEqual([422, 'input.time', 'taken', 'callback']);
    const outside = slot.replace(/T09:00/, 'T20:00');
    expect(await refused(outside)).toEqual([422, 'input.closed', 'closed', 'callback']);
    const moved = await calls.linked(await calls.tokenOf(visitor), 'PUT', '/time', { at: outside });
    expect([moved.status, moved.body.code]).toEqual([422, 'callback.closed']);
    expect((await other.send({ type: 'phone', number: number(), at: 'tomorrow' })).status).toBe(400);
    await other.answers({ type: 'phone', number: number(), at: options.slots[1] });
    await calls.drain();
    expect((await calls.list(support)).map(({ slotAt }) => slotAt)).toEqual([options.slots[1], slot]);
  });

  it('comes into the line when it is there, before all who came after it was asked for', async () => {
    const support = await calls.givenSupport();
    const visitor = await inLine(api, support);
    const { body: options } = await visitor.call('GET', '/callback-options');
    await calls.asks(visitor, { at: options.slots[3] });
    const later = await inLine(api, support);
    const [{ id }] = await calls.list(support);
    await calls.clock.tick();
    expect(await calls.order(support)).toEqual([later.sessionId]);
    await calls.hasCome(id);
    await calls.clock.tick();
    expect(await calls.order(support)).toEqual([visitor.sessionId, later.sessionId]);
    await calls.clock.tick();
    expect(await calls.order(support)).toHaveLength(2);
  });
});
