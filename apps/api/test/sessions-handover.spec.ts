import { newId } from '../src/platform/ids.js';
import { bootApi, type Answer, type Harness } from './harness.js';
import { TestStream } from './visitor-stream.js';
import { givenWidget, TestVisitor, type PublishedWidget } from './visitors.js';

let api: Harness;
let widget: PublishedWidget;
beforeAll(async () => {
  api = await bootApi();
  widget = await givenWidget(api);
});
afterAll(() => api.close());

const offer = (visitor: TestVisitor): Promise<Answer> => visitor.call('POST', '/handover');
const resume = (token: string): Promise<Answer> =>
  api.visitor('POST', '/api/v1/visitor/sessions/resume', { body: { token } });

describe('a session handed over', () => {
  it('goes on elsewhere as it stands, with a token of its own, and both pages follow it', async () => {
    const here = await TestVisitor.at(api, widget, { mode: 'audio' });
    await here.answers({ type: 'text', text: 'Noor' });
    const { status, body, headers } = await offer(here);
    expect([status, headers.get('cache-control')]).toEqual([201, 'no-store']);
    expect(body.code).toMatch(/^[\w-]{54}$/);
    expect(body.url).toBe(`${api.config.visitorOrigin}/ivr-experience/${widget.key}#resume=${body.code}`);
    const minutes = (Date.parse(body.expiresAt) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(9.5);
    expect(minutes).toBeLessThanOrEqual(10);

    const resumed = await resume(body.code);
    expect(resumed.status).toBe(201);
    expect(resumed.body).toMatchObject({
      sessionId: here.sessionId,
      expiresIn: 86_400,
      mode: 'audio',
      brand: { companyName: 'Brightwater' },
      languages: ['en'],
      doors: ['callback'],
    });
    expect(resumed.body.step).toEqual(here.step);

    // The other device answers; this one hears of it, and cannot answer what is past.
    const stream = await TestStream.of(api, here, 2);
    const there = await api.visitor('POST', `/api/v1/visitor/sessions/${here.sessionId}/inputs`, {
      token: resumed.body.token,
      body: { inputId: newId(), seq: 2, input: { type: 'key', key: '1' } },
    });
    expect(there.status).toBe(200);
    expect((await stream.next())?.id).toBe('3');
    const late = await here.send({ type: 'key', key: '3' });
    expect([late.status, late.body.code, late.body.step.seq]).toEqual([409, 'session.out-of-step', 3]);
    here.step = late.body.step;
    await here.answers({ type: 'key', key: '3' });
    expect(here.step.status).toBe('ended');
    stream.close();
  });

  it('tells the page that has it that another goes on with it, by the end of the link', async () => {
    const here = await TestVisitor.at(api, widget);
    const stranger = await TestVisitor.at(api, widget);
    const [stream, other] = [await TestStream.of(api, here, 1), await TestStream.of(api, stranger, 1)];
    const { code } = (await offer(here)).body;
    expect((await resume(code)).status).toBe(201);
    const event = await stream.next();
    expect([event?.event, JSON.parse(event?.data ?? '{}')]).toEqual(['elsewhere', { link: code.slice(-8) }]);
    expect((await resume(code)).status).toBe(410);
    expect([await stream.next(300), await other.next(300)]).toEqual([undefined, undefined]);
    stream.close();
    other.close();
  });

  it('is handed over once, however many ask at once', async () => {
    const { code } = (await offer(await TestVisitor.at(api, widget))).body;
    const answers = await Promise.all(Array.from({ length: 6 }, () => resume(code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 410, 410, 410, 410, 410]);
    expect((await resume(code)).body.code).toBe('session.handover');
  });

  it('is handed over by the newest link alone', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const [first, second] = [(await offer(visitor)).body.code, (await offer(visitor)).body.code];
    expect((await resume(first)).status).toBe(410);
    expect((await resume(second)).status).toBe(201);
  });

  it('is handed over for ten minutes, and not once it is erased', async () => {
    const [late, erased] = [await TestVisitor.at(api, widget), await TestVisitor.at(api, widget)];
    const codes = [(await offer(late)).body.code, (await offer(erased)).body.code];
    await api.owner.query(`update ivr_sessions set handover_expires_at = now() where id = $1`, [late.sessionId]);
    await api.owner.query(`update ivr_sessions set data_key = null where id = $1`, [erased.sessionId]);
    for (const code of codes) expect((await resume(code)).status).toBe(410);
    expect((await offer(erased)).status).toBe(409);
  });

  it('is not handed over by a code that is none, nor by that of another session', async () => {
    const [mine, other] = [await TestVisitor.at(api, widget), await TestVisitor.at(api, widget)];
    const code = Buffer.from((await offer(mine)).body.code as string, 'base64url');
    const forged = Buffer.concat([Buffer.from(other.sessionId.replaceAll('-', ''), 'hex'), code.subarray(16)]);
    const longer = Buffer.concat([code, Buffer.from([1])]);
    for (const bytes of [forged, code.subarray(0, 39), longer, code.subarray(0, 16), Buffer.alloc(40)])
      expect((await resume(bytes.toString('base64url'))).status).toBe(410);
    expect((await resume('nonsense')).status).toBe(410);
    expect((await resume('')).body.code).toBe('request.invalid');
    expect((await resume(code.toString('base64url'))).status).toBe(201);
  });

  it('has ended for good when it has', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const { code } = (await offer(visitor)).body;
    await visitor.call('POST', '/end');
    expect((await offer(visitor)).body.code).toBe('session.ended');
    expect((await resume(code)).body.step).toMatchObject({ status: 'ended', screen: { outcome: 'abandoned' } });
  });

  it('is handed over by its own visitor alone', async () => {
    const [mine, other] = [await TestVisitor.at(api, widget), await TestVisitor.at(api, widget)];
    const path = `/api/v1/visitor/sessions/${other.sessionId}/handover`;
    expect((await api.visitor('POST', path, { token: mine.token })).status).toBe(404);
  });

  it('leaves no code in the tables', async () => {
    const visitor = await TestVisitor.at(api, widget);
    const { code } = (await offer(visitor)).body;
    const { rows } = await api.owner.query('select s::text as text from ivr_sessions s where id = $1', [
      visitor.sessionId,
    ]);
    expect(rows[0].text).not.toContain(code);
    expect(rows[0].text).not.toContain(Buffer.from(code, 'base64url').toString('hex'));
  });

  it('counts among the sessions that an address may start', async () => {
    const strict = await bootApi({ START_LIMIT_PER_MINUTE: '3' });
    try {
      const visitor = await TestVisitor.at(strict, await givenWidget(strict));
      const { code } = (await visitor.call('POST', '/handover')).body;
      const again = (): Promise<Answer> =>
        strict.visitor('POST', '/api/v1/visitor/sessions/resume', { body: { token: code } });
      expect((await again()).status).toBe(201);
      expect([(await again()).status, (await visitor.call('POST', '/handover')).status]).toEqual([429, 429]);
    } finally {
      await strict.close();
    }
  });
});
