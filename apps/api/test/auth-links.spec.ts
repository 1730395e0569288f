import { cookieOf, PASSWORD, People, problemOf } from './auth-people.js';
import { bootApi, type Harness, type Signed } from './harness.js';

let api: Harness;
let people: People;
let admin: Signed;
beforeAll(async () => {
  api = await bootApi();
  people = new People(api);
  admin = await api.given.signedIn('company_admin', await api.given.company('Lantern Energy'));
});
afterAll(() => api.close());

let guests = 0;
const newGuest = (): string => `guest-${++guests}@example.test`;

const invite = (email: string, role = 'editor', token = admin.token) =>
  api.console('POST', '/api/v1/users', { token, body: { email, role } });
const inspect = (link: string) => api.console('POST', `/api/v1/auth/links/${link}/inspect`);
const askReset = (email: string) => api.console('POST', '/api/v1/auth/password-reset', { body: { email } });
const statusOf = async (id: string) => {
  const list = await api.console('GET', '/api/v1/users?limit=100', { token: admin.token });
  return list.body.items.find((user: { id: string }) => user.id === id)?.status;
};

describe('an invitation', () => {
  it('goes out by mail, is accepted with a password, and signs the person in', async () => {
    const email = newGuest();
    const invited = await invite(email);
    expect(invited.body).toMatchObject({ email, role: 'editor', status: 'invited', name: '' });

    const link = await people.linkFor(email);
    expect((await inspect(link)).body).toEqual({
      kind: 'invite',
      email,
      companyName: 'Lantern Energy',
      hasAccount: false,
    });

    const accepted = await people.redeem(link, { name: 'Mira de Vries', password: PASSWORD });
    expect(accepted.status).toBe(200);
    expect(accepted.body.me).toMatchObject({
      email,
      name: 'Mira de Vries',
      role: 'editor',
      company: { name: 'Lantern Energy' },
    });
    expect((await people.refresh(cookieOf(accepted))).status).toBe(200);
    expect((await people.login(email)).status).toBe(200);
    expect(await statusOf(invited.body.id)).toBe('active');
  });

  it('is kept as a hash, and works once', async () => {
    const email = newGuest();
    await invite(email);
    const link = await people.linkFor(email);
    const { rows } = await api.owner.query('select token_hash from one_time_links');
    expect(rows.some((row) => row.token_hash.toString().includes(link))).toBe(false);

    const answers = await Promise.all(
      [1, 2, 3].map((n) => people.redeem(link, { name: `Robin ${n}`, password: `${PASSWORD} ${n}` })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 410, 410]);
    expect(problemOf(await inspect(link))).toEqual([410, 'auth.link']);
  });

  it('ends after seven days', async () => {
    const email = newGuest();
    const { body } = await invite(email);
    const link = await people.linkFor(email);
    const { rows } = await api.owner.query(
      `select extract(epoch from expires_at - created_at)::int as seconds from one_time_links where user_id = $1`,
      [body.id],
    );
    expect(rows).toEqual([{ seconds: 7 * 24 * 3600 }]);
    await api.owner.query('update one_time_links set expires_at = now() where user_id = $1', [body.id]);
    expect(problemOf(await people.redeem(link, { password: PASSWORD }))).toEqual([410, 'auth.link']);
  });

  it('is replaced by a second one to the same person, in the role of the second', async () => {
    const email = newGuest();
    await invite(email, 'agent');
    const old = await people.linkFor(email);
    const again = await invite(email, 'analyst');
    expect([again.status, again.body.role]).toEqual([201, 'analyst']);
    expect((await people.redeem(old, { password: PASSWORD })).status).toBe(410);
    expect((await people.redeem(await people.linkFor(email), { password: PASSWORD })).body.me.role).toBe('analyst');
  });

  it('is worth nothing once it is withdrawn, and nothing of the person stays', async () => {
    const email = newGuest();
    const { body } = await invite(email);
    const link = await people.linkFor(email);
    await api.console('DELETE', `/api/v1/users/${body.id}`, { token: admin.token });
    expect(problemOf(await people.redeem(link, { password: PASSWORD }))).toEqual([410, 'auth.link']);
    const { rowCount } = await api.owner.query('select 1 from users where id = $1', [body.id]);
    expect(rowCount).toBe(0);
  });

  it('is not needed by someone who is in already', async () => {
    const person = await people.member(admin.companyId, 'agent');
    expect(problemOf(await invite(person.email))).toEqual([409, 'users.exists']);
  });

  it('of someone with an account elsewhere is accepted with the password they have, and tells nothing before', async () => {
    const person = await people.member(await api.given.company('Elsewhere'), 'analyst');
    const invited = await invite(person.email, 'editor');
    expect(invited.body).toMatchObject({ status: 'invited', name: '' });
    expect((await people.login(person.email)).body.me.companies).toHaveLength(1);

    const link = await people.linkFor(person.email);
    expect((await inspect(link)).body.hasAccount).toBe(true);
    expect(problemOf(await people.redeem(link, { password: 'another password' }))).toEqual([401, 'auth.credentials']);
    const joined = await people.redeem(link, { name: 'Someone Else', password: PASSWORD });

    expect(joined.body.me).toMatchObject({ name: 'Robin', role: 'editor', company: { name: 'Lantern Energy' } });
    expect(joined.body.me.companies).toHaveLength(2);
    expect((await people.login(person.email)).status).toBe(200);
  });

  it('is written in the audit log, with its acceptance', async () => {
    const email = newGuest();
    const { body } = await invite(email);
    await people.redeem(await people.linkFor(email), { password: PASSWORD });
    const { rows } = await api.owner.query(
      'select action, user_id, company_id from audit_log where target = $1 order by id',
      [body.id],
    );
    expect(rows).toEqual([
      { action: 'user.invited', user_id: admin.userId, company_id: admin.companyId },
      { action: 'user.accepted', user_id: body.id, company_id: admin.companyId },
    ]);
  });
});

describe('a password reset', () => {
  it('sets a new password and ends every sign-in made with the old one', async () => {
    const person = await people.signedIn();
    expect((await askReset(person.email)).status).toBe(202);
    const link = await people.linkFor(person.email);
    expect((await inspect(link)).body).toEqual({
      kind: 'reset',
      email: person.email,
      companyName: null,
      hasAccount: true,
    });

    const reset = await people.redeem(link, { password: 'eight blue lanterns' });

    expect(reset.body.me).toMatchObject({ userId: person.userId, name: 'Robin', company: person.me.company });
    expect((await people.login(person.email)).status).toBe(401);
    expect((await people.login(person.email, 'eight blue lanterns')).status).toBe(200);
    expect(problemOf(await people.refresh(person.cookie))).toEqual([401, 'auth.refresh']);
    expect((await people.refresh(cookieOf(reset))).status).toBe(200);
    const { rowCount } = await api.owner.query(
      `select 1 from audit_log where action = 'auth.password-reset' and target = $1`,
      [person.userId],
    );
    expect(rowCount).toBe(1);
  });

  it('works once and for an hour', async () => {
    const person = await people.person();
    await askReset(person.email);
    const link = await people.linkFor(person.email);
    const { rows } = await api.owner.query(
      `select extract(epoch from expires_at - created_at)::int as seconds from one_time_links where user_id = $1`,
      [person.userId],
    );
    expect(rows).toEqual([{ seconds: 3600 }]);
    const answers = await Promise.all([1, 2, 3].map((n) => people.redeem(link, { password: `${n} blue lanterns` })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 410, 410]);
    expect(problemOf(await people.redeem(link, { password: 'nine red lanterns' }))).toEqual([410, 'auth.link']);
  });

  it('answers the same for an address without an account, and mails nothing', async () => {
    const { email } = await people.person();
    const [known, unknown] = [await askReset(email), await askReset('nobody@example.test')];
    expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
    await people.linkFor(email);
    const { rowCount } = await api.owner.query(`select 1 from mails where recipient = 'nobody@example.test'`);
    expect(rowCount).toBe(0);
  });
});

describe('a new password', () => {
  const weak: [string, (email: string) => string][] = [
    ['too short', () => 'short'],
    ['longer than 200 characters', () => 'long '.repeat(41)],
    ['the e-mail address', (email) => email.toUpperCase()],
    ['one character again and again', () => 'aaaaaaaaaaaa'],
  ];
  it.each(weak)('is refused when it is %s, and the link still works', async (_what, passwordFor) => {
    const email = newGuest();
    await invite(email);
    const link = await people.linkFor(email);
    const refused = await people.redeem(link, { password: passwordFor(email) });
    expect(problemOf(refused)).toEqual([400, 'request.invalid']);
    expect(refused.body.errors).toEqual([{ field: 'password', message: expect.any(String) }]);
    expect((await people.redeem(link, { password: PASSWORD })).status).toBe(200);
  });

  it('is the same password however the keyboard composed it', async () => {
    const email = newGuest();
    await invite(email);
    await people.redeem(await people.linkFor(email), { password: 'caf\u00e9 lanterns' });
    expect((await people.login(email, 'cafe\u0301 lanterns')).status).toBe(200);
  });
});

it('refuses a link that never was', async () => {
  for (const link of ['x', 'x'.repeat(43), '%00', "'%20or%20true"])
    expect(problemOf(await inspect(link))).toEqual([410, 'auth.link']);
});
