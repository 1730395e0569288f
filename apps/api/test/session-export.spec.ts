import { newId } from '../src/platform/ids.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';
import { givenWidget, TestVisitor, type PublishedWidget } from './visitors.js';

let api: Harness;
let widget: PublishedWidget;
let analyst: Signed;
beforeAll(async () => {
  api = await bootApi();
});
beforeEach(async () => {
  widget = await givenWidget(api);
  analyst = await api.given.signedIn('analyst', widget.companyId);
});
afterAll(() => api.close());

const get = (path: string, token = analyst.token): Promise<Answer> =>
  api.console('GET', `/api/v1/sessions/${path}`, { token });
const auditOf = async (action: string) =>
  (
    await api.owner.query('select user_id, target, data from audit_log where company_id = $1 and action = $2', [
      widget.companyId,
      action,
    ])
  ).rows;

async function booked(): Promise<TestVisitor> {
  const visitor = await TestVisitor.at(api, widget);
  await visitor.answers({ type: 'text', text: 'Noor' });
  await visitor.answers({ type: 'key', key: '2' });
  await visitor.answers({ type: 'phone', number: '06 12345678', name: 'Noor' });
  await api.drain();
  return visitor;
}

describe('one session taken away', () => {
  it('has its facts, its path in words, what the visitor said and every callback', async () => {
    const visitor = await booked();
    const { status, headers, body } = await get(`${visitor.sessionId}/export`);
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="session-${visitor.sessionId}.json"`);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({
      id: visitor.sessionId,
      flowName: 'Help desk',
      outcome: 'callback',
      callbacks: [{ number: '+31612345678', name: 'Noor', status: 'requested' }],
      exportedAt: expect.stringMatching(/Z$/),
    });
    expect(body.variables).toContainEqual({ flow: null, name: 'name', value: 'Noor', personal: true });
    const path = (await get(`${visitor.sessionId}/interactions`)).body.items;
    expect(body.path).toEqual(path);
    expect(body.path.some(({ exitLabel }: { exitLabel: string | null }) => exitLabel === 'Call me back')).toBe(true);
  });

  it('has the whole of a long path', async () => {
    const visitor = await TestVisitor.at(api, widget);
    await visitor.answers({ type: 'text', text: 'Noor' });
    for (let n = 0; n < 180; n++) await visitor.answers({ type: 'key', key: '1' });
    const { path } = (await get(`${visitor.sessionId}/export`)).body;
    const { rows } = await api.owner.query('select count(*)::int from ivr_interactions where session_id = $1', [
      visitor.sessionId,
    ]);
    expect(rows[0].count).toBeGreaterThan(500);
    expect(path).toHaveLength(rows[0].count);
    expect(new Set(path.map(({ seq, n }: { seq: number; n: number }) => `${seq} ${n}`)).size).toBe(path.length);
  });

  it('is written down: who took which', async () => {
    const { sessionId } = await TestVisitor.at(api, widget);
    await get(`${sessionId}/export`);
    expect(await auditOf('session.exported')).toEqual([{ user_id: analyst.userId, target: sessionId, data: {} }]);
  });

  it('is nothing to another company, and leaves no line there', async () => {
    const { sessionId } = await TestVisitor.at(api, widget);
    const stranger = await api.given.signedIn('company_admin');
    for (const id of [sessionId, newId(), 'nonsense'])
      expect((await get(`${id}/export`, stranger.token)).status).toBe(404);
    expect(await auditOf('session.exported')).toEqual([]);
  });
});

describe('many sessions taken away', () => {
  const linesOf = ({ text }: Answer): string[][] =>
    text
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));

  it('are a table with one row each, newest first, that names nobody', async () => {
    const first = await booked();
    const second = await TestVisitor.at(api, widget, { mode: 'audio' });
    const answer = await get('export');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="sessions.csv"');
    expect([answer.headers.get('x-row-count'), answer.headers.get('x-row-limit')]).toEqual(['2', null]);
    const [head, ...rows] = linesOf(answer);
    expect(head?.map((cell) => cell.replace('\ufeff', ''))).toEqual([
      ...['session', 'started', 'ended', 'seconds', 'status', 'outcome', 'flow', 'version', 'widget', 'mode'],
      ...['language', 'steps', 'last node'],
    ]);
    const [time, seconds] = [expect.stringMatching(/^2.*Z$/), expect.stringMatching(/^\d$/)];
    const facts = ['Help desk', '1', 'Shop'];
    expect(rows).toEqual([
      [second.sessionId, time, '', '', 'active', '', ...facts, 'audio', 'en', '1', 'Your name'],
      [first.sessionId, time, time, seconds, 'ended', 'callback', ...facts, 'video', 'en', '4', 'Booked'],
    ]);
    expect(answer.text).not.toMatch(/Noor|12345678/);
  });

  it('are those of a flow, an outcome and a time', async () => {
    const began = new Date();
    await booked();
    const gone = await TestVisitor.at(api, widget);
    await gone.call('POST', '/end');
    const count = async (query: string): Promise<number> => linesOf(await get(`export?${query}`)).length - 1;
    const [before, after] = [-60_000, 60_000].map((ms) => new Date(began.getTime() + ms).toISOString());
    expect([
      await count(''),
      await count(`flowId=${widget.flowId}`),
      await count(`flowId=${newId()}`),
      await count('outcome=abandoned'),
      await count(`from=${before}&to=${after}`),
      await count(`from=${after}`),
      await count(`to=${before}`),
      await count(`from=${encodeURIComponent('2020-01-01T00:00:00+02:00')}`),
    ]).toEqual([2, 2, 0, 1, 2, 0, 0, 2]);
  });

  it.each([
    'from=yesterday',
    'to=2026-02-30T00:00:00Z',
    'from=0000-01-01T00:00:00Z',
    'flowId=1',
    'outcome=none',
    'x=1',
  ])('are refused with %s', async (query) => {
    const { status, body } = await get(`export?${query}`);
    expect([status, body.code]).toEqual([400, 'request.invalid']);
  });

  it('hold nothing that a spreadsheet would run', async () => {
    await TestVisitor.at(api, widget);
    await api.owner.query(`update widgets set name = '=HYPERLINK("http://evil.test","Shop")' where id = $1`, [
      widget.widgetId,
    ]);
    const { text } = await get('export');
    expect(text).toContain(`"'=HYPERLINK(""http://evil.test"",""Shop"")"`);
    expect(text).not.toMatch(/(^|,)"?=/m);
  });

  it('are read page by page, each once', async () => {
    const { sessionId } = await TestVisitor.at(api, widget);
    await api.owner.query(
      `insert into ivr_sessions (company_id, id, widget_id, flow_id, version_id, seq, language, sealed, started_at)
       select s.company_id, gen_random_uuid(), s.widget_id, s.flow_id, s.version_id, 1, 'en', s.sealed,
              s.started_at - n / 3 * interval '1 second'
       from ivr_sessions s, generate_series(1, 1200) n where s.id = $1`,
      [sessionId],
    );
    const answer = await get('export');
    const ids = linesOf(answer)
      .slice(1)
      .map(([id]) => id);
    expect([ids.length, new Set(ids).size, answer.headers.get('x-row-count')]).toEqual([1201, 1201, '1201']);
  });

  it('are written down with what was chosen', async () => {
    await TestVisitor.at(api, widget);
    await get('export?outcome=served');
    expect(await auditOf('sessions.exported')).toEqual([
      {
        user_id: analyst.userId,
        target: '',
        data: { flowId: null, outcome: 'served', from: null, to: null, rows: '0' },
      },
    ]);
  });

  it('are a company’s own', async () => {
    await TestVisitor.at(api, widget);
    const stranger = await api.given.signedIn('company_admin');
    expect(linesOf(await get('export', stranger.token))).toHaveLength(1);
  });
});
