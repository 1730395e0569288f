import type { Definition } from '@calldocker/flow-engine';
import { newId } from '../src/platform/ids.js';
import { Answers } from '../src/sessions/answers.js';
import { givenPiece } from './content.helpers.js';
import { bootApi, type Harness } from './harness.js';
import { givenWidget, TestVisitor, type PublishedWidget } from './visitors.js';

let api: Harness;
let widget: PublishedWidget;
beforeAll(async () => {
  api = await bootApi();
  widget = await givenWidget(api);
});
afterAll(() => api.close());

describe('a visitor', () => {
  it('walks a flow from its first screen to its last', async () => {
    const visitor = await TestVisitor.at(api, widget);
    expect(visitor.step).toMatchObject({ seq: 1, status: 'active', screen: { kind: 'ask' }, media: {} });

    await visitor.answers({ type: 'text', text: 'Noor' });
    expect(visitor.step).toMatchObject({ seq: 2, screen: { kind: 'menu', nodeId: 'menu' } });
    await visitor.answers({ type: 'choice', choiceId: 'again' });
    expect(visitor.step).toMatchObject({ seq: 3, screen: { kind: 'menu' } });
    await visitor.answers({ type: 'key', key: '3' });
    expect(visitor.step).toMatchObject({
      seq: 4,
      status: 'ended',
      screen: { kind: 'end', outcome: 'served', text: 'Goodbye.' },
      wait: { accepts: [] },
    });
  });

  it('learns at the start what the page needs', async () => {
    const { status, headers, body } = await api.visitor('POST', '/api/v1/visitor/sessions', {
      body: { widgetKey: widget.key, mode: 'audio', pageUrl: 'https://shop.example/orders?customer=17' },
    });
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({
      sessionId: expect.any(String),
      token: expect.any(String),
      expiresIn: 86_400,
      mode: 'audio',
      brand: { companyName: 'Brightwater', lamp: '#f3b25a', theme: 'auto', logoUrl: null, hostUrl: null },
      languages: ['en'],
      doors: ['callback'],
      step: { sessionId: body.sessionId, seq: 1 },
    });
  });

  it('finds the session as it was after a reload', async () => {
    const visitor = await TestVisitor.at(api, widget);
    await visitor.answers({ type: 'text', text: 'Noor' });
    const { status, body } = await visitor.call('GET', '');
    expect(status).toBe(200);
    expect(body).toMatchObject({ sessionId: visitor.sessionId, mode: 'video', doors: ['callback'] });
    expect(body.step).toEqual(visitor.step);
    expect(body).not.toHaveProperty('token');
  });

  it('opens a door of the dock and comes back to the same screen', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const { screen } = visitor.step;
    await visitor.answers({ type: 'door', door: 'callback' });
    expect(visitor.step.screen).toMatchObject({ kind: 'callback', door: 'callback' });
    await visitor.answers({ type: 'back' });
    expect(visitor.step.screen).toEqual(screen);
  });

  it('ends a session by leaving, once', async () => {
    const visitor = await TestVisitor.at(api, widget);
    expect((await visitor.call('POST', '/end')).status).toBe(204);
    expect((await visitor.call('POST', '/end')).status).toBe(204);
    const { body } = await visitor.call('GET', '');
    expect(body.step).toMatchObject({ seq: 2, status: 'ended', screen: { outcome: 'abandoned' } });
    const late = await visitor.send({ type: 'text', text: 'Noor' }, { seq: 2 });
    expect([late.status, late.body.code]).toEqual([409, 'session.ended']);
    expect(late.body.step).toMatchObject({ seq: 2, status: 'ended' });
  });

  it('is told where to find what the screen shows', async () => {
    const contentId = newId();
    const flow: Definition = {
      spec: 1,
      start: 'hello',
      nodes: {
        hello: {
          kind: 'video',
          name: 'Hello',
          media: { en: { contentId } },
          skippable: true,
          exits: { next: 'bye', failed: 'bye' },
        },
        bye: { kind: 'end', name: 'Bye', outcome: 'served', text: { en: 'Bye' }, exits: {} },
      },
      languages: ['en'],
      variables: {},
      layout: {},
    };
    const cinema = await givenWidget(api, flow);
    const before = await TestVisitor.at(api, cinema);
    expect(before.step).toMatchObject({ screen: { kind: 'video', contentId }, media: {} });

    await givenPiece(api, cinema.companyId, { id: contentId, name: 'Hello', seconds: 4 });
    // What could not be had is not asked for again for five seconds.
    const answers = api.app.get(Answers, { strict: false });
    answers['absent'].clear();
    const { body } = await before.call('GET', '');
    expect(body.step.media[contentId]).toMatchObject({ kind: 'video', durationSeconds: 4 });
    expect(body.step.media[contentId].hlsUrl).toMatch(`${api.config.visitorOrigin}/media/`);
    await before.answers({ type: 'skip' });
    expect(before.step.media).toEqual({});
  });

  it('is told what sounds beneath, as the version has pinned it, until the end', async () => {
    const { companyId } = await api.given.signedIn('editor');
    const waves = await givenPiece(api, companyId, { name: 'Waves', kind: 'audio', revision: 3 });
    const message = (text: string, next: string, more: object = {}) =>
      ({ kind: 'message', name: text, text: { en: text }, ...more, exits: { next } }) as const;
    const concert = await givenWidget(
      api,
      {
        ...{ spec: 1, start: 'hello', languages: ['en'], variables: {}, layout: {} },
        background: { media: { en: { contentId: waves } }, volume: 30 },
        nodes: {
          hello: message('Hello', 'quiet'),
          quiet: message('Quiet', 'bye', { background: 'silent' }),
          bye: { kind: 'end', name: 'Bye', outcome: 'served', text: { en: 'Bye' }, exits: {} },
        },
      },
      companyId,
    );
    const visitor = await TestVisitor.at(api, concert);
    expect(visitor.step.screen).toMatchObject({ nodeId: 'hello', background: { contentId: waves, volume: 30 } });
    expect(visitor.step.media[waves]).toMatchObject({ kind: 'audio' });
    await visitor.answers({ type: 'continue' });
    expect([visitor.step.screen.background, visitor.step.media]).toEqual([undefined, {}]);
    await visitor.answers({ type: 'continue' });
    expect(visitor.step).toMatchObject({ status: 'ended', media: {} });
  });

  it('keeps the version it began with when another goes live', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const other = await givenWidget(api, undefined, widget.companyId);
    await api.db.inCompany(widget.companyId, (em) =>
      em.query('update widgets set flow_id = $2 where id = $1', [widget.widgetId, other.flowId]),
    );
    await visitor.answers({ type: 'text', text: 'Noor' });
    expect(visitor.step.seq).toBe(2);
    await api.db.inCompany(widget.companyId, (em) =>
      em.query('update widgets set flow_id = $2 where id = $1', [widget.widgetId, widget.flowId]),
    );
  });

  it('finds no one where the widget has no live flow, or there is no widget', async () => {
    const silent = await givenWidget(api);
    await api.db.inCompany(silent.companyId, (em) => em.query('update ivr_flows set live_version_id = null'));
    for (const widgetKey of [silent.key, 'no-such-widget']) {
      const { status, body } = await api.visitor('POST', '/api/v1/visitor/sessions', { body: { widgetKey } });
      expect([status, body.code]).toEqual([404, 'session.unavailable']);
    }
  });
});

describe('an input sent again', () => {
  it.each([1, 2, 3, 4, 5])('is answered alike and done once, sent %i times at once', async (times) => {
    const visitor = await TestVisitor.at(api, widget);
    const inputId = newId();
    const input = { type: 'text', text: 'Noor' };
    const answers = await Promise.all(Array.from({ length: times }, () => visitor.send(input, { inputId })));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: times }, () => 200));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const { rows } = await api.owner.query(
      'select seq, count(*)::int as rows, count(input_id)::int as inputs from ivr_interactions where session_id = $1 group by seq order by seq',
      [visitor.sessionId],
    );
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(rows[1].inputs).toBe(1);
  });

  it('is answered as it was, even once the session has gone on', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const inputId = newId();
    const first = await visitor.send({ type: 'text', text: 'Noor' }, { inputId });
    await visitor.send({ type: 'key', key: '1' }, { seq: 2 });
    const again = await visitor.send({ type: 'text', text: 'Noor' }, { inputId });
    expect(again.status).toBe(200);
    expect(again.text).toBe(first.text);
  });

  it.each([
    ['another answer', { type: 'text', text: 'Lotte' }, 1],
    ['the same answer to another step', { type: 'text', text: 'Noor' }, 2],
  ])('is refused with %s', async (_what, input, seq) => {
    const visitor = await TestVisitor.at(api, widget);
    const inputId = newId();
    await visitor.send({ type: 'text', text: 'Noor' }, { inputId });
    const { status, body } = await visitor.send(input, { inputId, seq });
    expect([status, body.code]).toEqual([409, 'session.input-reused']);
    expect((await visitor.call('GET', '')).body.step.seq).toBe(2);
  });
});

describe('an input that does not fit', () => {
  it('to an earlier screen is told the screen that stands', async () => {
    const visitor = await TestVisitor.at(api, widget);
    await visitor.answers({ type: 'text', text: 'Noor' });
    const { status, body } = await visitor.send({ type: 'text', text: 'Noor' }, { seq: 1 });
    expect([status, body.code]).toEqual([409, 'session.out-of-step']);
    expect(body.step).toEqual(visitor.step);
  });

  it('of several different ones at once, one wins and the others learn where it led', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const answers = await Promise.all(['Noor', 'Lotte', 'Daan'].map((text) => visitor.send({ type: 'text', text })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    for (const { body } of answers.filter(({ status }) => status === 409)) expect(body.step.seq).toBe(2);
  });

  it.each([
    ['one that the screen does not wait for', { type: 'mediaEnd' }],
    ['a choice that the menu does not have', { type: 'choice', choiceId: 'nothing' }],
  ])('is refused with the screen and changes nothing: %s', async (_what, input) => {
    const visitor = await TestVisitor.at(api, widget);
    await visitor.answers({ type: 'text', text: 'Noor' });
    const before = await api.owner.query('select * from ivr_sessions where id = $1', [visitor.sessionId]);
    const { status, body } = await visitor.send(input);
    expect([status, body.code]).toEqual([422, 'input.not-accepted']);
    expect(body.step).toEqual(visitor.step);
    const after = await api.owner.query('select * from ivr_sessions where id = $1', [visitor.sessionId]);
    expect(after.rows).toEqual(before.rows);
    await visitor.answers({ type: 'key', key: '3' });
  });

  it.each([
    ['06 1234 567', 'too-short', 'This number is one digit short. Mobiles have nine digits after +31'],
    ['+31 6 123456789', 'too-long', 'This number is one digit too long.'],
    ['+31 6 0000 0000', 'unknown', 'We know no such number.'],
  ])('says what is wrong with the number %s', async (number, reason, detail) => {
    const visitor = await TestVisitor.at(api, widget);
    await visitor.answers({ type: 'text', text: 'Noor' });
    await visitor.answers({ type: 'key', key: '2' });
    const { status, body } = await visitor.send({ type: 'phone', number });
    expect([status, body.code, body.reason]).toEqual([422, 'input.phone', reason]);
    expect(body.detail).toContain(detail);
    expect([body.digits, body.example]).toEqual(reason === 'unknown' ? [undefined, undefined] : [1, '+31 6 12345678']);
    expect(body.step).toEqual(visitor.step);
    await visitor.answers({ type: 'phone', number: '06 12345678' });
    expect(visitor.step).toMatchObject({ status: 'ended', screen: { outcome: 'callback' } });
  });
});

describe('a token', () => {
  it('that is missing, wrong, expired or a console user’s is refused', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const { token: signedIn } = await api.given.signedIn('company_admin', widget.companyId);
    const [head, , signature] = visitor.token.split('.');
    const forged = Buffer.from(JSON.stringify({ sub: visitor.sessionId, company: widget.companyId })).toString(
      'base64url',
    );
    const path = `/api/v1/visitor/sessions/${visitor.sessionId}`;
    for (const token of ['x', signedIn, `${head}.${forged}.${signature}`, await expired(visitor.token)]) {
      const { status, body } = await api.visitor('GET', path, { token });
      expect([status, body.code]).toEqual([401, 'auth.token']);
    }
    const { status, body } = await api.visitor('GET', path);
    expect([status, body.code]).toEqual([401, 'auth.missing']);
  });

  it('opens no other session, nor tells whether it is there', async () => {
    const [mine, neighbour] = [await TestVisitor.at(api, widget), await TestVisitor.at(api, widget)];
    const stranger = await TestVisitor.at(api, await givenWidget(api));
    const answers = [];
    for (const id of [neighbour.sessionId, stranger.sessionId, newId(), 'nonsense'])
      for (const [method, path, body] of [
        ['GET', ''],
        ['GET', '/events'],
        ['POST', '/end'],
        ['POST', '/inputs', { inputId: newId(), seq: 1, input: { type: 'leave' } }],
      ] as const) {
        const answer = await api.visitor(method, `/api/v1/visitor/sessions/${id}${path}`, { token: mine.token, body });
        answers.push(JSON.stringify([answer.status, { ...answer.body, requestId: '' }]));
      }
    expect(new Set(answers).size).toBe(1);
    expect(JSON.parse(answers[0] ?? '[]')).toMatchObject([404, { code: 'not-found' }]);
  });

  /** The same claims, signed with the right key, but over. */
  async function expired(token: string): Promise<string> {
    const { JwtService } = await import('@nestjs/jwt');
    const { createSecretKey } = await import('node:crypto');
    const { iat: _, exp: __, ...claims } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const secret = createSecretKey(api.config.key('visitor-token'));
    return new JwtService({ secret }).sign({ ...claims, exp: Math.floor(Date.now() / 1000) - 1 });
  }
});

describe('a body', () => {
  const inputId = newId();
  it.each([
    ['no object', [], 'body'],
    ['no inputId', { seq: 1, input: { type: 'leave' } }, 'inputId'],
    ['an inputId that is none', { inputId: '17', seq: 1, input: { type: 'leave' } }, 'inputId'],
    ['a seq that is text', { inputId, seq: '1', input: { type: 'leave' } }, 'seq'],
    ['a seq beyond an integer', { inputId, seq: 2 ** 31, input: { type: 'leave' } }, 'seq'],
    ['a field too many', { inputId, seq: 1, input: { type: 'leave' }, extra: true }, 'extra'],
    ['an unknown input', { inputId, seq: 1, input: { type: 'sing' } }, 'input.type'],
    ['a field of another input', { inputId, seq: 1, input: { type: 'leave', text: 'x' } }, 'input.text'],
    ['text over its length', { inputId, seq: 1, input: { type: 'text', text: 'x'.repeat(2001) } }, 'input.text'],
    ['text that is a number', { inputId, seq: 1, input: { type: 'text', text: 5 } }, 'input.text'],
    ['a null character', { inputId, seq: 1, input: { type: 'text', text: 'a\u0000b' } }, 'input.text'],
    ['half a character', { inputId, seq: 1, input: { type: 'text', text: '\ud83d' } }, 'input.text'],
    ['a key of two', { inputId, seq: 1, input: { type: 'key', key: '12' } }, 'input.key'],
    [
      'an answer of the host’s',
      { inputId, seq: 1, input: { type: 'result', effectId: '1-1', status: 'ok' } },
      'input.type',
    ],
    ['speech without words', { inputId, seq: 1, input: { type: 'speech' } }, 'input.text'],
    ['a language that is none', { inputId, seq: 1, input: { type: 'language', language: 7 } }, 'input.language'],
    ['a message from nowhere', { inputId, seq: 1, input: { type: 'email', text: 'Hello' } }, 'input.address'],
    [
      'a message over its length',
      { inputId, seq: 1, input: { type: 'email', address: 'a@b.test', text: 'x'.repeat(4001) } },
      'input.text',
    ],
    ['feedback that is neither', { inputId, seq: 1, input: { type: 'feedback', helpful: 'yes' } }, 'input.helpful'],
    ['another door', { inputId, seq: 1, input: { type: 'door', door: 'window' } }, 'input.door'],
  ])('with %s is refused by its field', async (_what, sent, field) => {
    const visitor = await TestVisitor.at(api, widget);
    const { status, headers, body } = await visitor.call('POST', '/inputs', sent);
    expect([status, body.code, body.errors?.[0]?.field]).toEqual([400, 'request.invalid', field]);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect((await visitor.call('GET', '')).body.step.seq).toBe(1);
  });

  it('that is no JSON is refused', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const { status, body } = await api.visitor('POST', `/api/v1/visitor/sessions/${visitor.sessionId}/inputs`, {
      token: visitor.token,
      headers: { 'content-type': 'application/json' },
      raw: '{"inputId":',
    });
    expect([status, body.code]).toEqual([400, 'request.malformed']);
  });

  it.each([
    ['nothing', {}, 'widgetKey'],
    ['an unknown field', { widgetKey: 'demo', colour: 'red' }, 'colour'],
    ['a mode there is not', { widgetKey: 'demo', mode: 'smell' }, 'mode'],
    ['languages that are no texts', { widgetKey: 'demo', languages: [1] }, 'languages'],
    ['a contact over its length', { widgetKey: 'demo', contact: 'x'.repeat(129) }, 'contact'],
    ['an attribute that is no text', { widgetKey: 'demo', attributes: { age: 7 } }, 'attributes'],
    ['an attribute over its length', { widgetKey: 'demo', attributes: { note: 'x'.repeat(501) } }, 'attributes'],
    ['a page that is no address', { widgetKey: 'demo', pageUrl: 'javascript:alert(1)' }, 'pageUrl'],
  ])('that starts a session with %s is refused', async (_what, sent, field) => {
    const { status, body } = await api.visitor('POST', '/api/v1/visitor/sessions', { body: sent });
    expect([status, body.code, body.errors?.[0]?.field]).toEqual([400, 'request.invalid', field]);
  });
});
