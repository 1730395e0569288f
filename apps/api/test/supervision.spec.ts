import { newId } from '../src/platform/ids.js';
import { DeskAgent, fine, settled, Workshop, writes } from './desk-people.js';
import { bootApi, type Answer, type Harness } from './harness.js';
import { TestStream } from './visitor-stream.js';

let api: Harness;
let shop: Workshop;
let supervisor: Supervisor;
beforeAll(async () => {
  api = await bootApi();
  await api.startWorker();
  shop = await Workshop.of(api);
  supervisor = await Supervisor.of(shop.companyId);
});
afterAll(() => api.close());

class Supervisor extends DeskAgent {
  static async of(companyId?: string): Promise<Supervisor> {
    return new Supervisor(api, await api.given.signedIn('supervisor', companyId));
  }

  is(entryId: string, mode: 'listening' | 'joined'): Promise<Answer> {
    return this.at(entryId, 'PUT', '/supervision', { mode });
  }

  leaves(entryId: string): Promise<Answer> {
    return this.at(entryId, 'DELETE', '/supervision');
  }

  whispers(entryId: string, text: string, id = newId()): Promise<Answer> {
    return this.at(entryId, 'POST', '/whispers', { id, text });
  }
}

const talks = async (query = ''): Promise<{ id: string }[]> =>
  fine(await supervisor.call('GET', `/api/v1/desk/talks${query}`), 200).body.items;

/** What the audit log holds of a talk, in its order. */
async function audited(entryId: string): Promise<string[]> {
  const { rows } = await api.owner.query<{ action: string }>(
    `select action from audit_log where target = $1 and user_id = $2 and action like 'talk.%' order by id`,
    [entryId, supervisor.signed.userId],
  );
  return rows.map(({ action }) => action);
}

/** Their page has given no sign of life for a minute. */
const vanish = (entryId: string): Promise<unknown> =>
  api.owner.query(`update desk_supervisors set seen_at = now() - interval '1 minute' where entry_id = $1`, [entryId]);

describe('a supervisor who listens in', () => {
  it('finds the talk among those that go on, of its queue and of its agent, without a word of it', async () => {
    const { visitor, agent, entryId } = await shop.talk();
    await writes(visitor, 'My secret');
    const userId = agent.signed.userId;
    expect(await talks(`?agentId=${userId}`)).toEqual([
      expect.objectContaining({ id: entryId, queueTitle: 'Workshop', agentId: userId, messages: 1, supervisors: [] }),
    ]);
    expect((await talks(`?queueId=${shop.queueId}&limit=100`)).map(({ id }) => id)).toContain(entryId);
    expect(await talks(`?queueId=${newId()}`)).toEqual([]);
    expect(JSON.stringify(await talks())).not.toContain('My secret');
    fine(await agent.call('POST', `/api/v1/queue-entries/${entryId}/end`), 200);
    expect(await talks(`?agentId=${userId}`)).toEqual([]);
  });

  it('finds no word of it in the session’s record before; its agent does, and everybody when it is over', async () => {
    const { visitor, agent, entryId } = await shop.talk();
    await writes(visitor, 'My secret');
    await agent.call('PUT', `/api/v1/desk/entries/${entryId}/notes`, { notes: 'My note' }, { 'if-match': '"0"' });
    const readBy = async (who: DeskAgent, path = ''): Promise<Record<string, unknown>> =>
      fine(await who.call('GET', `/api/v1/sessions/${visitor.sessionId}${path}`), 200).body.talks[0];
    const hidden = { withheld: true, messages: [], whispers: [], notes: null };
    const shown = { withheld: false, messages: [expect.objectContaining({ text: 'My secret' })], notes: 'My note' };
    expect(await readBy(supervisor)).toMatchObject(hidden);
    expect(await readBy(supervisor, '/export')).toMatchObject(hidden);
    fine(await supervisor.is(entryId, 'listening'), 200);
    expect(await readBy(supervisor)).toMatchObject(shown);
    await vanish(entryId);
    expect(await readBy(supervisor)).toMatchObject(hidden);
    fine(await agent.call('POST', `/api/v1/queue-entries/${entryId}/end`), 200);
    expect(await readBy(supervisor)).toMatchObject(shown);
    expect(await audited(entryId)).toEqual(['talk.listened']);
  });

  it('ends and finishes the talk of another by the audit log, and its agent without it', async () => {
    const { agent, entryId } = await shop.talk();
    fine(await supervisor.call('POST', `/api/v1/queue-entries/${entryId}/end`), 200);
    fine(await supervisor.call('POST', `/api/v1/queue-entries/${entryId}/finish`, {}), 200);
    expect(await audited(entryId)).toEqual(['talk.ended', 'talk.finished']);
    const own = await shop.talk();
    fine(await own.agent.call('POST', `/api/v1/queue-entries/${own.entryId}/finish`, {}), 200);
    const { rows } = await api.owner.query(
      `select action, data->>'agentId' as agent from audit_log where target = any($1) and action in ('talk.ended', 'talk.finished')`,
      [[entryId, own.entryId]],
    );
    expect(rows).toHaveLength(2);
    expect(rows[0].agent).toBe(agent.signed.userId);
  });

  it('reads the words of both and writes none, and only from then on', async () => {
    const { visitor, agent, entryId } = await shop.talk();
    await writes(visitor, 'Hello');
    await agent.writes(entryId, 'How can I help?');
    expect((await supervisor.at(entryId, 'GET', '/messages')).body.code).toBe('supervision.not-there');
    expect((await supervisor.at(entryId, 'GET', '')).body.code).toBe('supervision.not-there');
    expect(fine(await supervisor.is(entryId, 'listening'), 200).body).toMatchObject({ mode: 'listening' });
    const { items } = fine(await supervisor.at(entryId, 'GET', '/messages'), 200).body;
    expect(items.map(({ text }: { text: string }) => text)).toEqual(['Hello', 'How can I help?']);
    expect((await supervisor.writes(entryId, 'Psst')).body.code).toBe('supervision.not-joined');
    expect((await supervisor.at(entryId, 'POST', '/calls', { media: 'audio' })).body.code).toBe('entry.not-yours');
    expect((await supervisor.at(entryId, 'POST', '/messages/typing')).body.code).toBe('entry.not-yours');
    expect(await audited(entryId)).toEqual(['talk.listened']);
  });

  it('is seen by the agent and not by the visitor, as long as their page gives signs of life', async () => {
    const { visitor, agent, entryId } = await shop.talk();
    const there = async () => (await agent.at(entryId, 'GET', '')).body.supervisors;
    fine(await supervisor.is(entryId, 'listening'), 200);
    expect(await there()).toEqual([
      expect.objectContaining({ userId: supervisor.signed.userId, mode: 'listening', name: expect.any(String) }),
    ]);
    expect((await visitor.call('GET', '/conversation')).body).toMatchObject({ joined: [], lastSeq: 0 });
    await vanish(entryId);
    expect(await there()).toEqual([]);
    expect((await supervisor.at(entryId, 'GET', '/messages')).body.code).toBe('supervision.not-there');
    fine(await supervisor.is(entryId, 'listening'), 200);
    for (let beat = 0; beat < 3; beat++) fine(await supervisor.is(entryId, 'listening'), 200);
    expect(await audited(entryId)).toEqual(['talk.listened', 'talk.listened']);
    fine(await supervisor.leaves(entryId), 204);
    fine(await supervisor.leaves(entryId), 204);
    expect(await there()).toEqual([]);
    expect(await audited(entryId)).toEqual(['talk.listened', 'talk.listened', 'talk.left']);
  });

  it('comes to no talk that nobody serves, or that is their own', async () => {
    const other = await Workshop.of(api);
    const chief = await Supervisor.of(other.companyId);
    const { entryId } = (await (await other.visitor()).call('GET', '/conversation')).body;
    const refused = await chief.is(entryId, 'listening');
    expect([refused.status, refused.body.code]).toEqual([409, 'supervision.not-now']);
    fine(await chief.call('PUT', '/api/v1/agents/me/availability', { availability: 'break' }), 200);
    fine(await chief.call('POST', `/api/v1/queues/${other.queueId}/take`), 200);
    expect((await chief.is(entryId, 'listening')).body.code).toBe('supervision.own-talk');
    expect((await chief.call('GET', '/api/v1/desk/talks')).body.items).toEqual([]);
  });

  it('comes to no talk of another company, and agents come to none', async () => {
    const { agent, entryId } = await shop.talk();
    expect((await agent.at(entryId, 'PUT', '/supervision', { mode: 'listening' })).body.code).toBe('auth.scope');
    expect((await agent.call('GET', '/api/v1/desk/talks')).body.code).toBe('auth.scope');
    const stranger = await Supervisor.of();
    for (const answer of [
      await stranger.is(entryId, 'listening'),
      await stranger.leaves(entryId),
      await stranger.whispers(entryId, 'Psst'),
      await stranger.at(entryId, 'GET', '/whispers'),
      await stranger.at(entryId, 'GET', '/messages'),
    ])
      expect(answer.status).toBe(404);
    expect((await stranger.call('GET', '/api/v1/desk/talks')).body.items).toEqual([]);
  });
});

describe('a whisper', () => {
  it('is read by the agent and in the record, and by nothing that is the visitor’s', async () => {
    const { visitor, agent, entryId } = await shop.talk();
    const stream = await TestStream.of(api, visitor);
    await writes(visitor, 'It is broken');
    expect((await supervisor.whispers(entryId, 'Too early')).body.code).toBe('supervision.not-there');
    fine(await supervisor.is(entryId, 'listening'), 200);
    const secret = `Offer the loan bike ${newId()}`;
    fine(await supervisor.whispers(entryId, secret), 201);
    const mine = (await agent.at(entryId, 'GET', '/whispers')).body.items;
    expect(mine).toEqual([expect.objectContaining({ n: 1, afterSeq: 1, text: secret })]);
    expect((await agent.at(entryId, 'GET', '')).body.lastWhisper).toBe(1);
    await agent.writes(entryId, 'One moment');

    const told: string[] = [];
    for (let event = await stream.next(); event; event = await stream.next()) {
      told.push(`${event.event} ${event.data}`);
      if (event.event === 'message' && event.data === '{"seq":2}') break;
    }
    stream.close();
    expect(told.filter((line) => line.startsWith('message'))).toEqual(['message {"seq":1}', 'message {"seq":2}']);
    const { items } = (await visitor.call('GET', '/messages')).body;
    expect(items.map(({ seq }: { seq: number }) => seq)).toEqual([1, 2]);
    for (const path of ['/conversation', '/messages', ''])
      expect((await visitor.call('GET', path)).text).not.toContain(secret);
    expect(
      (await api.visitor('GET', `/api/v1/desk/entries/${entryId}/whispers`, { token: visitor.token })).status,
    ).toBe(404);

    const record = fine(await supervisor.call('GET', `/api/v1/sessions/${visitor.sessionId}`), 200).body;
    expect(record.talks[0].whispers).toEqual([expect.objectContaining({ text: secret, afterSeq: 1 })]);
    expect(await audited(entryId)).toEqual(['talk.listened', 'talk.whispered']);
  });

  it('is there once however often it is sent, in one order, sealed, and gone with the session’s key', async () => {
    const { visitor, agent, entryId } = await shop.talk();
    fine(await supervisor.is(entryId, 'listening'), 200);
    const [id, secret] = [newId(), `secret ${newId()}`];
    const sent = await Promise.all([1, 2, 3].map(() => supervisor.whispers(entryId, secret, id)));
    expect(new Set(sent.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect((await supervisor.whispers(entryId, 'Other words', id)).body.code).toBe('message.id-reused');
    await Promise.all([1, 2, 3].map((n) => supervisor.whispers(entryId, `more ${n}`)));
    const page = (await agent.at(entryId, 'GET', '/whispers?cursor=1&limit=2')).body;
    expect([page.items.map(({ n }: { n: number }) => n), page.nextCursor]).toEqual([[2, 3], '3']);
    const { rows } = await api.owner.query('select sealed from desk_whispers where entry_id = $1', [entryId]);
    expect(rows).toHaveLength(4);
    for (const { sealed } of rows) expect(sealed.includes(Buffer.from(secret))).toBe(false);
    await api.owner.query('update ivr_sessions set data_key = null where id = $1', [visitor.sessionId]);
    expect((await agent.at(entryId, 'GET', '/whispers')).status).toBe(404);
    const record = (await supervisor.call('GET', `/api/v1/sessions/${visitor.sessionId}`)).body;
    expect(record.talks[0].whispers).toEqual([]);
  });
});

describe('a supervisor who joins', () => {
  it('is named to the visitor, speaks under their own name, and leaves again, all of it in one order', async () => {
    const { visitor, agent, entryId } = await shop.talk();
    await writes(visitor, 'I want to speak to somebody else');
    fine(await supervisor.is(entryId, 'listening'), 200);
    const { name } = fine(await supervisor.is(entryId, 'joined'), 200).body;
    expect((await visitor.call('GET', '/conversation')).body.joined).toEqual([name]);
    fine(await supervisor.writes(entryId, 'I am here.'), 201);
    fine(await supervisor.is(entryId, 'listening'), 200);
    expect((await visitor.call('GET', '/conversation')).body.joined).toEqual([]);
    expect((await supervisor.writes(entryId, 'One more')).body.code).toBe('supervision.not-joined');
    const { items } = (await visitor.call('GET', '/messages')).body;
    expect(items.slice(1)).toEqual([
      expect.objectContaining({ seq: 2, author: 'supervisor', name, event: 'joined', text: '' }),
      expect.objectContaining({ seq: 3, author: 'supervisor', name, event: null, text: 'I am here.' }),
      expect.objectContaining({ seq: 4, author: 'supervisor', name, event: 'left' }),
    ]);
    expect((await agent.at(entryId, 'GET', '/messages')).body.items).toEqual(items);
    const record = (await supervisor.call('GET', `/api/v1/sessions/${visitor.sessionId}`)).body;
    expect(record.talks[0].messages.map(({ event }: { event: string | null }) => event)).toEqual([
      null,
      'joined',
      null,
      'left',
    ]);
    fine(await supervisor.leaves(entryId), 204);
    expect((await visitor.call('GET', '/messages')).body.items).toHaveLength(4);
    expect(await audited(entryId)).toEqual(['talk.listened', 'talk.joined', 'talk.stepped-back', 'talk.left']);
  });

  it('reads for nobody else: what the agent has not seen stays unread', async () => {
    const { visitor, agent, entryId } = await shop.talk();
    await writes(visitor, 'Are you there?');
    fine(await supervisor.is(entryId, 'joined'), 200);
    fine(await supervisor.writes(entryId, 'We are.'), 201);
    expect((await visitor.call('GET', '/conversation')).body.readByOther).toBe(0);
    expect((await supervisor.at(entryId, 'POST', '/messages/read', { seq: 3 })).body.code).toBe('entry.not-yours');
    fine(await agent.at(entryId, 'POST', '/messages/read', { seq: 3 }), 204);
    expect((await visitor.call('GET', '/conversation')).body.readByOther).toBe(3);
  });

  it('is not named any more once their page is gone, and says goodbye when they come back to listen', async () => {
    const { visitor, entryId } = await shop.talk();
    fine(await supervisor.is(entryId, 'joined'), 200);
    await vanish(entryId);
    expect((await visitor.call('GET', '/conversation')).body.joined).toEqual([]);
    fine(await supervisor.is(entryId, 'listening'), 200);
    const { items } = (await visitor.call('GET', '/messages')).body;
    expect(items.map(({ event }: { event: string }) => event)).toEqual(['joined', 'left']);
  });

  it('tells the agents’ streams of whispers and of who comes and goes, by numbers alone', async () => {
    const { agent, entryId } = await shop.talk();
    const seen: { lastWhisper: number; supervision: number }[] = [];
    const stop = new AbortController();
    const stream = await fetch(`${api.config.consoleOrigin}/api/v1/events?topics=desk`, {
      headers: { authorization: `Bearer ${agent.signed.token}` },
      signal: stop.signal,
    });
    const reading = (async () => {
      let text = '';
      for await (const piece of stream.body!) {
        text += Buffer.from(piece).toString();
        for (const [, line] of text.matchAll(/^data: (\{.*\})$/gm)) {
          const news = JSON.parse(line!);
          if (news.entryId === entryId) seen.push(news);
        }
      }
    })().catch((error: unknown) => {
      // The reader goes away on purpose.
      if (!stop.signal.aborted) throw error;
    });
    fine(await supervisor.is(entryId, 'listening'), 200);
    await settled(async () => seen.some(({ supervision }) => supervision === 1));
    fine(await supervisor.whispers(entryId, 'Psst'), 201);
    await settled(async () => seen.some(({ lastWhisper }) => lastWhisper === 1));
    expect(JSON.stringify(seen)).not.toContain('Psst');
    stop.abort();
    await reading;
  });

  it('cannot go on in a talk that is over, but reads it to its end', async () => {
    const { visitor, agent, entryId } = await shop.talk();
    await writes(visitor, 'Bye');
    fine(await supervisor.is(entryId, 'joined'), 200);
    fine(await agent.call('POST', `/api/v1/queue-entries/${entryId}/end`), 200);
    expect((await supervisor.writes(entryId, 'Wait')).body.code).toBe('conversation.ended');
    expect((await supervisor.whispers(entryId, 'Wait')).body.code).toBe('conversation.ended');
    fine(await supervisor.at(entryId, 'GET', '/messages'), 200);
    fine(await supervisor.leaves(entryId), 204);
    expect((await supervisor.is(entryId, 'listening')).body.code).toBe('supervision.not-now');
    expect((await visitor.call('GET', '/messages')).body.items).toHaveLength(2);
  });
});
