import { People } from './auth-people.js';
import { bootApi, type Harness, type Signed } from './harness.js';

let api: Harness;
let people: People;
let admin: Signed;
beforeAll(async () => {
  api = await bootApi();
  people = new People(api);
  admin = await api.given.signedIn('global_admin', await api.given.company('Zinnia'));
});
afterAll(() => api.close());

const list = (path: string, query = '') => api.console('GET', `/api/v1/${path}${query}`, { token: admin.token });
const create = (name: string) => api.console('POST', '/api/v1/companies', { token: admin.token, body: { name } });

describe('companies', () => {
  it('are created by a global admin, who enters one and invites its first admin', async () => {
    const created = await create('  Lantern Energy ');
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      id: expect.any(String),
      name: 'Lantern Energy',
      createdAt: expect.stringMatching(/Z$/),
      users: 0,
      sessionsToday: 0,
    });

    const global = await people.signedIn(await people.person({ globalAdmin: true }));
    const entered = await api.console('POST', '/api/v1/auth/company', {
      token: global.token,
      body: { companyId: created.body.id },
    });
    const invited = await api.console('POST', '/api/v1/users', {
      token: entered.body.accessToken,
      body: { email: 'first@lantern.test', role: 'company_admin' },
    });
    expect(invited.status).toBe(201);

    const first = await people.redeem(await people.linkFor('first@lantern.test'), { password: 'seven green lanterns' });
    expect(first.body.me).toMatchObject({ role: 'company_admin', company: { name: 'Lantern Energy' } });
    const { rows } = await api.owner.query(`select user_id, target from audit_log where action = 'company.created'`);
    expect(rows).toEqual([{ user_id: admin.userId, target: created.body.id }]);
  });

  it('are listed by name whatever the case, page by page, with how many people they have', async () => {
    for (const name of ['beech', 'Alder', 'Cedar', 'alder']) await create(name);
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await list('companies', `?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      names.push(...page.body.items.map((company: { name: string }) => company.name));
      cursor = page.body.nextCursor;
    } while (cursor);
    expect(names.map((name) => name.toLowerCase())).toEqual([...names].map((name) => name.toLowerCase()).sort());
    expect(names).toEqual(expect.arrayContaining(['beech', 'Alder', 'Cedar', 'alder', 'Zinnia']));

    const { companyId } = await api.given.signedIn('editor', await api.given.company('With one'));
    const all = await list('companies', '?limit=100');
    expect(all.body.items.find((company: { id: string }) => company.id === companyId)).toMatchObject({ users: 1 });
  });
});

describe('the outbox', () => {
  it('shows the mails, newest first, page by page', async () => {
    for (let n = 0; n < 3; n++) {
      const { email } = await people.person();
      await api.console('POST', '/api/v1/auth/password-reset', { body: { email } });
      await people.linkFor(email);
    }
    const first = await list('mails', '?limit=2');
    const second = await list('mails', `?limit=2&cursor=${first.body.nextCursor}`);
    const times = [...first.body.items, ...second.body.items].map((mail: { createdAt: string }) => mail.createdAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(first.body.items[0]).toEqual({
      id: expect.any(String),
      to: expect.stringContaining('@example.test'),
      subject: 'Set a new CallDocker password',
      text: expect.stringContaining(`${api.config.consoleOrigin}/ivr-dashboard/link/`),
      createdAt: expect.any(String),
      status: 'outbox',
    });
  });
});
