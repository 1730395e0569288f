import { newId } from '../src/platform/ids.js';
import { People, problemOf } from './auth-people.js';
import { bootApi, type Harness, type Signed } from './harness.js';

let api: Harness;
let people: People;
let admin: Signed;
beforeAll(async () => {
  api = await bootApi();
  people = new People(api);
});
beforeEach(async () => {
  admin = await api.given.signedIn('company_admin');
});
afterAll(() => api.close());

const list = (token: string, query = '') => api.console('GET', `/api/v1/users${query}`, { token });
const patch = (id: string, body: unknown, token = admin.token) =>
  api.console('PATCH', `/api/v1/users/${id}`, { token, body });
const remove = (id: string, token = admin.token) => api.console('DELETE', `/api/v1/users/${id}`, { token });

describe('the people of a company', () => {
  it('are listed by e-mail, page by page', async () => {
    for (let n = 0; n < 4; n++) await people.member(admin.companyId, 'agent');
    const first = await list(admin.token, '?limit=3');
    const second = await list(admin.token, `?limit=3&cursor=${first.body.nextCursor}`);
    const emails = [...first.body.items, ...second.body.items].map((user: { email: string }) => user.email);
    expect(emails).toHaveLength(5);
    expect(emails).toEqual([...emails].sort());
    expect(second.body.nextCursor).toBeNull();
    expect(first.body.items[0]).toEqual({
      id: expect.any(String),
      email: emails[0],
      name: expect.any(String),
      role: expect.any(String),
      status: 'active',
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.+Z$/),
    });
  });

  it('are not those of another company', async () => {
    const other = await api.given.signedIn('company_admin');
    const ids = (await list(admin.token)).body.items.map((user: { id: string }) => user.id);
    expect(ids).toEqual([admin.userId]);
    expect(ids).not.toContain(other.userId);
  });

  it('of another company cannot be told from people who never were', async () => {
    const other = await api.given.signedIn('editor');
    const calls = [
      (id: string) => patch(id, { role: 'analyst' }),
      (id: string) => patch(id, { name: 'Renamed' }),
      (id: string) => remove(id),
    ];
    for (const call of calls) {
      const theirs = await call(other.userId);
      expect(problemOf(theirs)).toEqual([404, 'not-found']);
      for (const id of [newId(), 'nonsense', "x'--"]) {
        const never = await call(encodeURIComponent(id));
        expect(withoutId(never.text)).toBe(withoutId(theirs.text));
        expect([...never.headers.keys()]).toEqual([...theirs.headers.keys()]);
      }
    }
    const { rows } = await api.owner.query('select name from users where id = $1', [other.userId]);
    expect(rows).toEqual([{ name: 'Somebody' }]);
  });
});

describe('changing someone', () => {
  it('gives them another role, and writes it down', async () => {
    const person = await people.member(admin.companyId, 'editor');
    expect((await patch(person.userId, { role: 'supervisor' })).body.role).toBe('supervisor');
    const { rows } = await api.owner.query(
      `select user_id, data from audit_log where action = 'user.role-changed' and target = $1`,
      [person.userId],
    );
    expect(rows).toEqual([{ user_id: admin.userId, data: { from: 'editor', to: 'supervisor' } }]);
  });

  it('gives them another name', async () => {
    const person = await people.member(admin.companyId);
    expect((await patch(person.userId, { name: '  Mira  ' })).body.name).toBe('Mira');
    expect((await patch(person.userId, {})).body.name).toBe('Mira');
  });

  it('does not rename those who work for another company as well', async () => {
    const person = await people.member(admin.companyId, 'editor');
    await people.join(person, await api.given.company(), 'editor');
    expect(problemOf(await patch(person.userId, { name: 'Renamed' }))).toEqual([403, 'auth.scope']);
    const self = await people.signedIn(person);
    expect(self.me.name).toBe('Robin');
  });

  it('does not change one’s own role', async () => {
    await people.member(admin.companyId);
    expect(problemOf(await patch(admin.userId, { role: 'editor' }))).toEqual([409, 'users.own-role']);
  });

  it('cannot be done any more with the token of an admin who was demoted', async () => {
    const second = await api.given.signedIn('company_admin', admin.companyId);
    await patch(second.userId, { role: 'editor' });
    expect(problemOf(await patch(second.userId, { role: 'company_admin' }, second.token))).toEqual([403, 'auth.scope']);
    expect(problemOf(await remove(admin.userId, second.token))).toEqual([403, 'auth.scope']);
    const body = { email: 'accomplice@example.test', role: 'company_admin' };
    const invited = await api.console('POST', '/api/v1/users', { token: second.token, body });
    expect(problemOf(invited)).toEqual([403, 'auth.scope']);
  });
});

describe('the last admin', () => {
  it('can be neither demoted nor removed', async () => {
    await people.member(admin.companyId, 'editor');
    const global = await api.given.signedIn('global_admin', admin.companyId);
    for (const token of [admin.token, global.token]) {
      expect(problemOf(await patch(admin.userId, { role: 'editor' }, token))).toEqual([409, 'users.last-admin']);
      expect(problemOf(await remove(admin.userId, token))).toEqual([409, 'users.last-admin']);
    }
  });

  it('is still the last when another one is only invited', async () => {
    const body = { email: `invited-${newId()}@example.test`, role: 'company_admin' };
    const invited = await api.console('POST', '/api/v1/users', { token: admin.token, body });
    expect(problemOf(await remove(admin.userId))).toEqual([409, 'users.last-admin']);
    expect((await remove(invited.body.id)).status).toBe(204);
  });

  it('stays when two admins remove each other at the same time', async () => {
    const second = await api.given.signedIn('company_admin', admin.companyId);
    const answers = await Promise.all([remove(second.userId, admin.token), remove(admin.userId, second.token)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([204, 403]);
    const { rowCount } = await api.owner.query('select 1 from memberships where company_id = $1', [admin.companyId]);
    expect(rowCount).toBe(1);
  });
});

describe('removing someone', () => {
  it('ends their sign-ins in the company, and lets them in nowhere else by it', async () => {
    const person = await people.signedIn(await people.member(admin.companyId, 'editor'));
    expect((await remove(person.userId)).status).toBe(204);
    expect((await list(admin.token)).body.items).toHaveLength(1);
    expect(problemOf(await people.refresh(person.cookie))).toEqual([401, 'auth.refresh']);
    expect(problemOf(await api.console('GET', '/api/v1/auth/me', { token: person.token }))).toEqual([
      401,
      'auth.token',
    ]);
    const body = { companyId: admin.companyId };
    const entered = await api.console('POST', '/api/v1/auth/company', { token: person.token, body });
    expect(problemOf(entered)).toEqual([404, 'companies.not-member']);
    expect((await people.login(person.email)).body.me).toMatchObject({ company: null, companies: [] });
  });

  it('leaves their other company and their sign-in there alone', async () => {
    const elsewhere = await api.given.company();
    const person = await people.signedIn(await people.member(elsewhere, 'editor'));
    await people.join(person, admin.companyId, 'analyst');
    await remove(person.userId);
    expect((await people.refresh(person.cookie)).body.me.company.id).toBe(elsewhere);
  });

  it('holds even when the sign-in could not be ended: renewing looks for the membership', async () => {
    const elsewhere = await api.given.company();
    const person = await people.member(admin.companyId, 'editor');
    await people.join(person, elsewhere, 'editor');
    const signedIn = await people.signedIn(person);
    const body = { companyId: admin.companyId };
    await api.console('POST', '/api/v1/auth/company', { token: signedIn.token, body });
    await api.owner.query('delete from memberships where user_id = $1 and company_id = $2', [
      person.userId,
      admin.companyId,
    ]);
    expect((await people.refresh(signedIn.cookie)).body.me.company.id).toBe(elsewhere);
    const { rows } = await api.owner.query(
      'select company_id from refresh_tokens where user_id = $1 and used_at is null',
      [person.userId],
    );
    expect(rows).toEqual([{ company_id: elsewhere }]);
  });

  it('is written in the audit log', async () => {
    const person = await people.member(admin.companyId, 'agent');
    await remove(person.userId);
    const { rows } = await api.owner.query(
      `select user_id, company_id, data from audit_log where action = 'user.removed' and target = $1`,
      [person.userId],
    );
    expect(rows).toEqual([{ user_id: admin.userId, company_id: admin.companyId, data: { role: 'agent' } }]);
  });
});

const withoutId = (text: string): string => text.replace(/"requestId":"[^"]+"/, '');
