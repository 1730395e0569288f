import { newId } from '../src/platform/ids.js';
import { Sealer } from '../src/sessions/sealer.js';
import { VisitorRows, type Move } from '../src/sessions/visitor-rows.js';
import { bootApi, type Harness } from './harness.js';
import { Proxy } from './proxy.js';
import { givenWidget, TestVisitor, type PublishedWidget } from './visitors.js';

let api: Harness;
let widget: PublishedWidget;
beforeAll(async () => {
  api = await bootApi();
  widget = await givenWidget(api);
});
afterAll(() => api.close());

describe('what a visitor says', () => {
  it('lies in no table in plain text', async () => {
    const visitor = await TestVisitor.at(api, widget, {
      attributes: { customer: 'Zwaluwstraat 17' },
      pageUrl: 'https://shop.example/orders?mail=noor%40example.test#Zwaluw',
    });
    await visitor.answers({ type: 'text', text: 'Noor Vermeulen' });
    await visitor.answers({ type: 'key', key: '2' });
    await visitor.answers({ type: 'phone', number: '06 12345678', name: 'Noor Vermeulen', about: 'Zwaluwstraat' });
    await api.drain();
    const dump = await dumpOf(api);
    for (const secret of ['https://shop.example', 'Noor', 'Vermeulen', '12345678', '1234 5678', 'Zwaluw', 'noor'])
      for (const written of [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64')])
        expect([written, dump.includes(written)]).toEqual([written, false]);
  });

  it('is erased with the session’s key, and the figures stay', async () => {
    const visitor = await TestVisitor.at(api, widget);
    await visitor.answers({ type: 'text', text: 'Noor' });
    await visitor.answers({ type: 'key', key: '2' });
    await visitor.answers({ type: 'phone', number: '06 12345678' });
    await api.drain();
    await api.owner.query('update ivr_sessions set data_key = null where id = $1', [visitor.sessionId]);

    const { token } = await api.given.signedIn('agent', widget.companyId);
    const { body } = await api.console('GET', `/api/v1/sessions/${visitor.sessionId}`, { token });
    expect(body).toMatchObject({
      outcome: 'callback',
      steps: 4,
      variables: [],
      callback: { number: null, name: null, status: 'requested' },
    });
    const path = await api.console('GET', `/api/v1/sessions/${visitor.sessionId}/interactions`, { token });
    expect(path.body.items.length).toBeGreaterThan(5);
    expect((await visitor.call('GET', '')).status).toBe(404);
    expect((await visitor.send({ type: 'leave' })).status).toBe(404);
  });

  it('cannot be opened with another session’s key, nor passed off as something else', async () => {
    const sealer = api.app.get(Sealer);
    const [mine, other] = [newId(), newId()];
    const { key, wrapped } = sealer.newKey(mine);
    const sealed = sealer.seal(key, 'Noor', 'state');
    expect(sealer.open(sealer.unwrap(wrapped, mine), sealed, 'state')).toBe('Noor');
    expect(() => sealer.unwrap(wrapped, other)).toThrow();
    expect(() => sealer.open(key, sealed, 'answer')).toThrow();
    expect(() => sealer.open(sealer.newKey(mine).key, sealed, 'state')).toThrow();
  });
});

describe('the visitors’ functions', () => {
  it('move no session of another company', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const before = await rowOf(visitor.sessionId);
    const rows = api.app.get(VisitorRows);
    const stranger = { companyId: await api.given.company(), sessionId: visitor.sessionId };
    expect(await rows.save([moveOf(stranger, 1)])).toEqual([false]);
    expect(await rows.load([{ ...stranger, inputId: null }])).toEqual([undefined]);
    expect(await rows.moved([{ session: stranger, seq: 0 }])).toEqual(new Map());
    expect(await rowOf(visitor.sessionId)).toEqual(before);
    expect(await interactionsOf(visitor.sessionId)).toBe(2);
  });

  it('move a session once from where it stood', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const rows = api.app.get(VisitorRows);
    const session = { companyId: widget.companyId, sessionId: visitor.sessionId };
    const made = await Promise.all(Array.from({ length: 8 }, () => rows.save([moveOf(session, 1)])));
    expect(made.flat().filter(Boolean)).toHaveLength(1);
    expect(await interactionsOf(visitor.sessionId)).toBe(3);
  });

  it('do not bump a session whose input is repeated', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const rows = api.app.get(VisitorRows);
    const session = { companyId: widget.companyId, sessionId: visitor.sessionId };
    const move = moveOf(session, 1);
    expect(await rows.save([move])).toEqual([true]);
    expect(await rows.save([move])).toEqual([false]);
    // A key that comes back at a later seq is the unique index's to refuse, with all that the statement did.
    await expect(rows.save([{ ...move, seq: 2 }])).rejects.toThrow(/ivr_interactions_input/);
    expect((await rowOf(visitor.sessionId)).seq).toBe(2);
  });

  it('keep the timer, the visitor’s last sign and the subflow of each row', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const rows = api.app.get(VisitorRows);
    const session = { companyId: widget.companyId, sessionId: visitor.sessionId };
    const began = (await rowOf(visitor.sessionId)).seen_at;
    const own = moveOf(session, 1);
    const interactions = own.interactions.map((row) => ({ ...row, flow: 'survey@3' }));
    await rows.save([{ ...own, dueIn: 40, interactions }]);
    const seen = await rowOf(visitor.sessionId);
    expect(seen.due_at.getTime() - seen.updated_at.getTime()).toBe(40_000);
    expect(seen.seen_at.getTime()).toBeGreaterThan(began.getTime());
    await rows.save([{ ...moveOf(session, 2), byVisitor: false }]);
    expect(await rowOf(visitor.sessionId)).toMatchObject({ seq: 3, due_at: null, seen_at: seen.seen_at });
    const { rows: told } = await api.owner.query(
      'select flow from ivr_interactions where session_id = $1 and seq > 1 order by seq',
      [visitor.sessionId],
    );
    expect(told).toEqual([{ flow: 'survey@3' }, { flow: null }]);
  });

  it('serve processes of the release before', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const began = (await rowOf(visitor.sessionId)).seen_at;
    const save = (seq: number) =>
      api.db.visitorQuery({ name: 'before', text: BEFORE }, [
        Buffer.from('stateanswerpayload'),
        ...[[widget.companyId], [visitor.sessionId], [seq], ['active'], [null], ['en'], ['menu'], [1], [5]],
        ...[
          [1, 1],
          [0, 1],
          ['answered', 'set'],
          ['menu', 'menu'],
          [null, null],
          [null, null],
          ['{}', '{}'],
        ],
        ...[
          [newId(), null],
          [6, null],
          [6, null],
        ],
        ...[[1], [newId()], ['callback'], [12], [7]],
      ]);
    expect(await save(1)).toEqual([{ ord: 1 }]);
    expect(await save(1)).toEqual([]);
    const row = await rowOf(visitor.sessionId);
    expect(row).toMatchObject({ seq: 2, node_id: 'menu', due_at: null, sealed: Buffer.from('state') });
    expect(row.seen_at.getTime()).toBeGreaterThan(began.getTime());
    expect(await interactionsOf(visitor.sessionId)).toBe(4);
    const loaded = await api.db.visitorQuery<{ seq: number }>(
      { name: 'before-load', text: 'select * from visitor_load($1, $2, $3)' },
      [[widget.companyId], [visitor.sessionId], [null]],
    );
    expect(loaded[0]?.seq).toBe(2);
  });
  const BEFORE = `select * from visitor_save(${Array.from({ length: 25 }, (_, at) => `$${at + 1}`).join(', ')})`;

  it('never deadlock, whatever the order of their batches', async () => {
    const visitors = await Promise.all(Array.from({ length: 12 }, () => TestVisitor.at(api, widget)));
    const rows = api.app.get(VisitorRows);
    const moves = visitors.map(({ sessionId }) => ({ companyId: widget.companyId, sessionId }));
    for (let seq = 1; seq <= 20; seq++) {
      const forth = moves.map((session) => moveOf(session, seq));
      const back = moves.map((session) => moveOf(session, seq)).reverse();
      const [first = [], second = []] = await Promise.all([rows.save(forth), rows.save(back)]);
      expect(first.filter(Boolean).length + second.filter(Boolean).length).toBe(visitors.length);
    }
  });

  it('are all that the serving role has outside the door', async () => {
    for (const table of ['ivr_sessions', 'ivr_interactions', 'ivr_effects', 'callbacks'])
      for (const text of [
        `select * from ${table}`,
        `delete from ${table}`,
        `update ${table} set company_id = company_id`,
      ])
        await expect(api.db.visitorQuery({ name: text, text }, [])).rejects.toThrow(
          /app\.company_id|invalid input syntax for type uuid/,
        );
  });

  const rowOf = async (id: string) => (await api.owner.query('select * from ivr_sessions where id = $1', [id])).rows[0];
  const interactionsOf = async (id: string): Promise<number> =>
    (await api.owner.query('select count(*)::int from ivr_interactions where session_id = $1', [id])).rows[0].count;

  function moveOf(session: { companyId: string; sessionId: string }, seq: number): Move {
    return {
      ...session,
      seq,
      status: 'active',
      outcome: null,
      language: 'en',
      nodeId: 'menu',
      dueIn: null,
      eraseIn: null,
      byVisitor: true,
      inputId: newId(),
      state: Buffer.from('state'),
      answer: Buffer.from('answer'),
      interactions: [{ type: 'answered', flow: null, nodeId: 'menu', exit: null, to: null, data: {} }],
      effects: [],
    };
  }
});

describe('steps that arrive together', () => {
  afterEach(() => api.owner.query('drop trigger if exists poison on ivr_interactions; drop function if exists poison'));

  it('are served although one of them cannot be saved, and that one leaves nothing behind', async () => {
    const visitors = await Promise.all(Array.from({ length: 20 }, () => TestVisitor.at(api, widget)));
    const [poisoned] = visitors;
    // After the session's update and its first row: what must be undone.
    await api.owner.query(`
      create function poison() returns trigger language plpgsql as $$ begin raise exception 'poison'; end $$;
      create trigger poison before insert on ivr_interactions for each row
        when (new.session_id = '${poisoned?.sessionId}' and new.n = 1) execute function poison();`);
    const answers = await Promise.all(visitors.map((visitor) => visitor.send({ type: 'text', text: 'Noor' })));
    expect(answers.map(({ status }) => status)).toEqual([500, ...Array.from({ length: 19 }, () => 200)]);
    expect(answers[0]?.body).toMatchObject({ code: 'server.fault', requestId: expect.any(String) });
    expect(answers[0]?.text).not.toContain('poison');
    const { rows } = await api.owner.query(
      `select seq, (select count(*)::int from ivr_interactions i where i.session_id = s.id and i.seq = 2) as written
       from ivr_sessions s where id = $1`,
      [poisoned?.sessionId],
    );
    expect(rows).toEqual([{ seq: 1, written: 0 }]);
  });

  it('are served although one session cannot be read', async () => {
    const visitors = await Promise.all(Array.from({ length: 5 }, () => TestVisitor.at(api, widget)));
    await api.owner.query(`update ivr_sessions set sealed = 'garbage' where id = $1`, [visitors[2]?.sessionId]);
    const answers = await Promise.all(visitors.map((visitor) => visitor.send({ type: 'text', text: 'Noor' })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 500, 200, 200]);
  });

  it('and others of one session at once go one after the other', async () => {
    const visitor = await TestVisitor.at(api, widget);
    await visitor.answers({ type: 'text', text: 'Noor' });
    const answers = await Promise.all([2, 3, 4, 5].map((seq) => visitor.send({ type: 'key', key: '1' }, { seq })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(answers.map(({ body }) => body.seq)).toEqual([3, 4, 5, 6]);
  });
});

describe('limits', () => {
  it('hold a session to its steps a minute', async () => {
    const strict = await bootApi({ STEP_LIMIT_PER_MINUTE: '3', START_LIMIT_PER_MINUTE: '2' });
    try {
      const own = await givenWidget(strict);
      const visitor = await TestVisitor.at(strict, own);
      for (let sent = 0; sent < 3; sent++) expect((await visitor.send({ type: 'mediaEnd' })).status).toBe(422);
      const { status, body, headers } = await visitor.send({ type: 'text', text: 'Noor' });
      expect([status, body.code]).toEqual([429, 'request.rate-limited']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);

      await TestVisitor.at(strict, own);
      const third = await strict.visitor('POST', '/api/v1/visitor/sessions', { body: { widgetKey: own.key } });
      expect([third.status, third.body.code]).toEqual([429, 'request.rate-limited']);
    } finally {
      await strict.close();
    }
  });
});

describe('without Redis', () => {
  it('sessions start and steps go on', async () => {
    const redis = await Proxy.to(process.env['TEST_REDIS_URL'] ?? '');
    const server = await bootApi({ REDIS_URL: redis.url });
    try {
      const own = await givenWidget(server);
      const before = await TestVisitor.at(server, own);
      redis.cut();
      await before.answers({ type: 'text', text: 'Noor' });
      const during = await TestVisitor.at(server, own);
      await during.answers({ type: 'text', text: 'Noor' });
      await during.answers({ type: 'key', key: '2' });
      await during.answers({ type: 'phone', number: '06 12345678' });
      expect(during.step.status).toBe('ended');
    } finally {
      await redis.mend();
      await server.close();
      await redis.close();
    }
  });
});

/** Every row of every table as text. */
async function dumpOf({ owner }: Harness): Promise<string> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await owner.query<{ text: string }>(`select t::text as text from ${name} t`);
    texts.push(...rows.map(({ text }) => text));
  }
  return texts.join('\n');
}
