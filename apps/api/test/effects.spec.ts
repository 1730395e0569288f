import { v5 } from 'uuid';
import { Effects } from '../src/platform/effects.js';
import { EffectClaims } from '../src/sessions/effects/effect-claims.js';
import { EffectRunner } from '../src/sessions/effects/effect-runner.js';
import { EffectWork } from '../src/sessions/effects/effect-work.js';
import { bootApi, type Harness } from './harness.js';
import { closeOutside, serve } from './outside.js';
import {
  asked,
  askedOf,
  comesToPass,
  drain,
  effectOf,
  requestFlow,
  resultsOf,
  shown,
  SUCCESS,
} from './request-flow.js';
import type { TestVisitor } from './visitors.js';

let api: Harness;
let effects: Effects;
beforeAll(async () => {
  api = await bootApi({ OUTBOUND_ALLOW: '127.0.0.1' });
  effects = api.app.get(Effects);
});
afterAll(() => api.close());
afterEach(closeOutside);

const set = (visitor: TestVisitor, sql: string): Promise<unknown> =>
  api.owner.query(`update ivr_effects set ${sql} where session_id = $1`, [visitor.sessionId]);

/** As if the time had come, whatever the effect waits for. */
const makeDue = (visitor: TestVisitor): Promise<unknown> => set(visitor, `claimed_at = now() - interval '1 hour'`);

const seqOf = async ({ sessionId }: TestVisitor): Promise<number> =>
  (await api.owner.query('select seq from ivr_sessions where id = $1', [sessionId])).rows[0].seq;

describe('an effect that nobody serves', () => {
  it('fails at once, so that the visitor goes on by the error exit', async () => {
    const visitor = await askedOf(api, 'unheard-of');
    await drain(api);
    expect(await shown(visitor)).toBe('Something went wrong.');
    expect(await resultsOf(api, visitor)).toEqual([
      expect.objectContaining({ status: 'failed', code: 'effect.unserved' }),
    ]);
    expect(await effectOf(api, visitor)).toEqual({ status: 'failed', attempts: 1, error: 'effect.unserved' });
  });
});

describe('a worker that starts', () => {
  it('takes up no effect before every room has said what it serves', async () => {
    const visitor = await askedOf(api, 'tardy');
    const runner = new EffectRunner(api.app.get(EffectClaims), api.app.get(EffectWork), effects);
    const drained = runner.drain();
    await new Promise((resolve) => setTimeout(resolve, 100));
    effects.on('tardy', async () => SUCCESS);
    runner.onApplicationBootstrap();
    await drained;
    expect(await shown(visitor)).toBe('It is fine.');
    await runner.onModuleDestroy();
  });
});

describe('a handler in the transaction', () => {
  it('may answer, and the session is told once what it has done', async () => {
    effects.on('answering', async (em, { companyId }) => {
      await em.query(`update companies set name = 'Answered' where id = $1`, [companyId]);
      return SUCCESS;
    });
    const visitor = await askedOf(api, 'answering');
    await drain(api);
    expect(await shown(visitor)).toBe('It is fine.');
    expect(await effectOf(api, visitor)).toEqual({ status: 'done', attempts: 1, error: null });
    const { rows } = await api.owner.query(`select 1 from companies where name = 'Answered'`);
    expect(rows).toHaveLength(1);
  });

  it('without an answer leaves the session waiting', async () => {
    effects.on('silent', async () => undefined);
    const visitor = await askedOf(api, 'silent');
    await drain(api);
    expect(await shown(visitor)).toBe('filler');
    expect(await effectOf(api, visitor)).toMatchObject({ status: 'done' });
  });

  it('that throws has done nothing, waits longer each time, and after the last time the session is told', async () => {
    let tries = 0;
    effects.on('broken', async (em, { companyId }) => {
      tries++;
      await em.query(`update companies set name = 'Broken' where id = $1`, [companyId]);
      throw new TypeError('broken');
    });
    const visitor = await askedOf(api, 'broken');
    for (let attempt = 1; attempt <= 8; attempt++) {
      await drain(api);
      await drain(api);
      expect(tries).toBe(attempt);
      if (attempt === 8) break;
      expect(await effectOf(api, visitor)).toEqual({ status: 'pending', attempts: attempt, error: 'TypeError' });
      expect(await shown(visitor)).toBe('filler');
      // Not before its time: 2, 4, 8 ... seconds after the last try.
      await set(visitor, `claimed_at = now() - interval '1 s' * (2 ^ attempts - 1)`);
      await drain(api);
      expect(tries).toBe(attempt);
      await set(visitor, `claimed_at = now() - interval '1 s' * 2 ^ attempts`);
    }
    expect(await shown(visitor)).toBe('Something went wrong.');
    expect(await effectOf(api, visitor)).toEqual({ status: 'failed', attempts: 8, error: 'effect.failed' });
    expect((await api.owner.query(`select 1 from companies where name = 'Broken'`)).rows).toEqual([]);
  });

  it('cannot be told apart by two workers', () => {
    expect(() => effects.on('request', async () => undefined)).toThrow(/two handlers/);
    expect(() => effects.onOutside('callback', async () => SUCCESS)).toThrow(/two handlers/);
  });
});

describe('an effect outside', () => {
  const order = (status: string): string => JSON.stringify({ order: { status } });

  it('is repeated with its key when the worker dies before it is known what came of it', async () => {
    const server = await serve(async (_asked, _request, response) => {
      if (server.asked.length > 1) return response.end(order('the second'));
      // While it acts, its claim runs out and another worker takes it; that one dies.
      await set(visitor, `claim = gen_random_uuid(), claimed_at = now() - interval '21 s'`);
      return response.end(order('the first'));
    });
    const visitor = await asked(api, requestFlow(server.url));
    const seq = await seqOf(visitor);
    await drain(api);
    expect(await shown(visitor)).toBe('It is the second.');
    expect(server.asked.map(({ headers }) => headers['idempotency-key'])).toEqual(
      Array.from({ length: 2 }, () => server.asked[0]?.headers['idempotency-key']),
    );
    expect(await seqOf(visitor)).toBe(seq + 1);
    expect(await effectOf(api, visitor)).toEqual({ status: 'done', attempts: 2, error: null });
  });

  it('is not repeated when the worker dies before the session is told', async () => {
    const server = await serve((_asked, _request, response) => response.end(order('once')));
    const visitor = await asked(api, requestFlow(server.url));
    // What is known is kept; then the session cannot be had.
    await api.owner.query(`
      create function deaf() returns trigger language plpgsql as $$ begin raise exception 'deaf'; end $$;
      create trigger deaf before update on ivr_sessions for each row
        when (new.id = '${visitor.sessionId}') execute function deaf();`);
    await drain(api);
    await api.owner.query('drop trigger deaf on ivr_sessions; drop function deaf');
    expect([await shown(visitor), server.asked.length]).toEqual(['filler', 1]);
    expect(await effectOf(api, visitor)).toMatchObject({ status: 'pending', attempts: 1 });
    await makeDue(visitor);
    await drain(api);
    expect([await shown(visitor), server.asked.length]).toEqual(['It is once.', 1]);
  });

  it('is told once when the worker dies after the session was told', async () => {
    const server = await serve((_asked, _request, response) => response.end(order('once')));
    const visitor = await asked(api, requestFlow(server.url));
    await drain(api);
    const seq = await seqOf(visitor);
    await set(visitor, `status = 'pending', done_at = null, claim = gen_random_uuid(), claimed_at = now()`);
    await drain(api);
    expect(await effectOf(api, visitor)).toMatchObject({ status: 'pending' });
    await makeDue(visitor);
    await drain(api);
    expect(await effectOf(api, visitor)).toMatchObject({ status: 'done', attempts: 2 });
    expect([await seqOf(visitor), server.asked.length]).toEqual([seq, 1]);
    expect(await resultsOf(api, visitor)).toHaveLength(1);
    // Whatever the session makes of it: its inputId is the effect's own.
    const { rows } = await api.owner.query(
      `select i.input_id, e.id from ivr_interactions i join ivr_effects e using (session_id)
       where i.session_id = $1 and i.seq = $2 and i.n = 0`,
      [visitor.sessionId, seq],
    );
    expect(rows[0].input_id).toBe(v5(rows[0].id, visitor.sessionId));
  });

  it('that takes every worker down with it is given up', async () => {
    const server = await serve((_asked, _request, response) => response.end());
    const visitor = await asked(api, requestFlow(server.url));
    await set(visitor, `attempts = 8, claim = gen_random_uuid(), claimed_at = now() - interval '21 s'`);
    await drain(api);
    expect([await shown(visitor), server.asked.length]).toEqual(['Something went wrong.', 0]);
    expect(await effectOf(api, visitor)).toEqual({ status: 'failed', attempts: 9, error: 'effect.failed' });
  });

  it('of a session that has ended is done, and nobody is told', async () => {
    const server = await serve((_asked, _request, response) => response.end(order('late')));
    const visitor = await asked(api, requestFlow(server.url));
    await visitor.answers({ type: 'leave' });
    const seq = await seqOf(visitor);
    await drain(api);
    expect(server.asked).toHaveLength(1);
    expect(await effectOf(api, visitor)).toEqual({ status: 'done', attempts: 1, error: null });
    expect(await seqOf(visitor)).toBe(seq);
  });

  it('that comes after the visitor’s patience is let go', async () => {
    const server = await serve((_asked, _request, response) => response.end(order('late')));
    const visitor = await asked(api, requestFlow(server.url));
    await visitor.answers({ type: 'timeout' });
    await drain(api);
    expect(await shown(visitor)).toBe('Something went wrong.');
    expect(await effectOf(api, visitor)).toMatchObject({ status: 'done' });
    expect(await resultsOf(api, visitor)).toEqual([]);
  });

  it('of an erased session is not done', async () => {
    const server = await serve((_asked, _request, response) => response.end());
    const visitor = await asked(api, requestFlow(server.url));
    await api.owner.query('update ivr_sessions set data_key = null where id = $1', [visitor.sessionId]);
    await drain(api);
    expect(await effectOf(api, visitor)).toEqual({ status: 'failed', attempts: 1, error: 'erased' });
    expect(server.asked).toEqual([]);
  });

  it('cannot be answered by the visitor', async () => {
    const visitor = await askedOf(api, 'silent');
    const { rows } = await api.owner.query('select id from ivr_effects where session_id = $1', [visitor.sessionId]);
    const answer = await visitor.send({
      type: 'result',
      effectId: rows[0].id,
      status: 'ok',
      values: { status: 'mine' },
    });
    expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
    await drain(api);
  });

  it('is dropped by a worker whose claim has run out', async () => {
    const visitor = await askedOf(api, 'silent');
    const claims = api.app.get(EffectClaims);
    const wanted = { types: [], others: true, free: 10, share: 10, underWay: new Map() };
    const [mine] = await claims.next(wanted);
    if (!mine) throw new Error('nothing to claim');
    expect(await claims.next(wanted)).toEqual([]);
    expect(await claims.assert([mine])).toEqual(new Set([mine]));
    await makeDue(visitor);
    const [theirs] = await claims.next(wanted);
    if (!theirs) throw new Error('nothing to claim');
    expect(await claims.assert([mine, theirs])).toEqual(new Set([theirs]));
    await makeDue(visitor);
    await drain(api);
  });
});

describe('a process that is told to stop', () => {
  it('ends what is under way and takes up nothing more', async () => {
    const worker = await api.startWorker();
    let letGo = (): void => undefined;
    const server = await serve(async (_asked, _request, response) => {
      await new Promise<void>((resolve) => (letGo = resolve));
      response.end('{"order":{"status":"finished"}}');
    });
    const visitor = await asked(api, requestFlow(server.url));
    await comesToPass(() => server.asked.length === 1);
    const closed = worker.close();
    const another = await asked(api, requestFlow(server.url));
    // It waits, with what it needs to end its work.
    expect(await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 1_000, 'waiting'))])).toBe(
      'waiting',
    );
    letGo();
    await closed;
    expect(await shown(visitor)).toBe('It is finished.');
    expect(await effectOf(api, another)).toMatchObject({ status: 'pending', attempts: 0 });
    await set(another, `status = 'failed'`);
  });
});
