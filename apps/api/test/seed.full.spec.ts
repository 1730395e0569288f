import { DEMO_COMPANY } from '../src/demo/company.js';
import { seedDemo } from '../src/demo/seed.js';
import { loadConfig } from '../src/platform/config.js';
import { bootApi, type Harness } from './harness.js';

const PASSWORD = 'calldocker-demo';
const TABLES = ['companies', 'users', 'memberships', 'ivr_flows', 'ivr_flow_versions', 'ivr_nodes', 'widgets'].concat([
  'ivr_content',
  'ivr_renditions',
  'ivr_captions',
  'audit_log',
]);

let api: Harness;
beforeAll(async () => {
  api = await bootApi();
  // What a start that was stopped halfway has left.
  await api.owner.query(`insert into companies (id, name) values ($1, 'Half a company')`, [DEMO_COMPANY]);
  expect(await seedDemo(api.config, PASSWORD)).toBe('made');
}, 120_000);
afterAll(() => api.close());

async function everything(): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {};
  for (const table of TABLES)
    all[table] = (await api.owner.query(`select * from ${table} t order by to_jsonb(t)::text`)).rows;
  return all;
}

const signIn = (email: string, password: string) =>
  api.console('POST', '/api/v1/auth/login', { body: { email, password } });

describe('the demo company', () => {
  it('is made anew when a start was stopped halfway', async () => {
    const { rows } = await api.owner.query('select id, name from companies');
    expect(rows).toEqual([{ id: DEMO_COMPANY, name: 'Brightwater Cycles' }]);
  });

  it('lets its people sign in, each in their place', async () => {
    const [admin, agent, global] = await Promise.all(
      ['admin@demo.test', 'agent@demo.test', 'global@calldocker.test'].map((email) => signIn(email, PASSWORD)),
    );
    expect(admin?.body.me).toMatchObject({ role: 'company_admin', company: { name: 'Brightwater Cycles' } });
    expect(agent?.body.me).toMatchObject({ role: 'agent', company: { name: 'Brightwater Cycles' } });
    expect(global?.body.me).toMatchObject({ globalAdmin: true, company: null });
  });

  it('has a live flow with nothing to mend and nothing to check', async () => {
    const { accessToken: token } = (await signIn('admin@demo.test', PASSWORD)).body;
    const [flow] = (await api.console('GET', '/api/v1/flows', { token })).body.items;
    expect(flow).toMatchObject({ name: 'Front door', status: 'live', liveVersion: 1, draftChanged: false, widgets: 1 });
    const checked = await api.console('POST', `/api/v1/flows/${flow.id}/draft/validate`, { token });
    expect(checked.body.issues).toEqual([]);
  });

  it('welcomes a visitor with a captioned video', async () => {
    const started = await api.visitor('POST', '/api/v1/visitor/sessions', { body: { widgetKey: 'demo' } });
    expect(started.status).toBe(201);
    const { step } = started.body;
    expect(step.screen.kind).toBe('video');
    const media = step.media[step.screen.contentId];
    expect(media).toMatchObject({ kind: 'video', width: 1280, height: 720 });
    expect(media.durationSeconds).toBeCloseTo(8, 0);
    expect(media.captions.map((track: { language: string }) => track.language)).toEqual(['de', 'en']);
    for (const url of [media.hlsUrl, media.posterUrl, media.captions[0].url])
      expect((await fetch(url)).status).toBe(200);
  });

  it('is made once: a second start changes nothing', async () => {
    const before = await everything();
    expect(await seedDemo(api.config, PASSWORD)).toBe('kept');
    expect(await everything()).toEqual(before);
  });

  it('does not bring back what was deleted', async () => {
    await api.owner.query(`update widgets set flow_id = null where key = 'demo'`);
    expect(await seedDemo(api.config, PASSWORD)).toBe('kept');
    const { rows } = await api.owner.query(`select flow_id from widgets where key = 'demo'`);
    expect(rows).toEqual([{ flow_id: null }]);
  });

  it('follows the password of the setting, and ends the sign-ins made with the old one', async () => {
    const cookie = (await signIn('agent@demo.test', PASSWORD)).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect(await seedDemo(api.config, 'seven green lanterns')).toBe('kept');
    expect((await signIn('agent@demo.test', PASSWORD)).status).toBe(401);
    expect((await signIn('agent@demo.test', 'seven green lanterns')).status).toBe(200);
    const headers = { cookie, origin: api.config.consoleOrigin };
    expect((await api.console('POST', '/api/v1/auth/refresh', { headers })).status).toBe(401);
  });

  it('says what is wrong with a password nobody could sign in with', async () => {
    await expect(seedDemo(api.config, 'short')).rejects.toThrow('DEMO_PASSWORD cannot be used. Use a password of at');
  });

  it('is refused outside the embedded database', async () => {
    const elsewhere = loadConfig({
      DATABASE_URL: 'postgres://127.0.0.1:1/x',
      SYSTEM_DATABASE_URL: 'postgres://127.0.0.1:1/x',
      REDIS_URL: 'redis://127.0.0.1:1',
      STORAGE_URL: 'file:///tmp',
      SECRET: 'a secret that only the tests of this house know',
    });
    await expect(seedDemo(elsewhere, PASSWORD)).rejects.toThrow('npm start');
  });
});
