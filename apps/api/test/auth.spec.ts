import { cookieOf, PASSWORD, People, problemOf } from './auth-people.js';
import { bootApi, type Harness } from './harness.js';

let api: Harness;
let people: People;
beforeAll(async () => {
  api = await bootApi();
  people = new People(api);
});
afterAll(() => api.close());

const me = (token: string) => api.console('GET', '/api/v1/auth/me', { token });

describe('signing in', () => {
  it('answers who someone is, and enters their only company', async () => {
    const companyId = await api.given.company('Lantern Energy');
    const person = await people.member(companyId, 'editor');

    const answer = await people.login(person.email);

    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body).toEqual({
      accessToken: expect.any(String),
      expiresIn: 600,
      me: {
        userId: person.userId,
        email: person.email,
        name: 'Robin',
        globalAdmin: false,
        company: { id: companyId, name: 'Lantern Energy' },
        role: 'editor',
        scopes: expect.arrayContaining(['flows:write', 'flows:publish']),
        companies: [{ id: companyId, name: 'Lantern Energy', role: 'editor' }],
        visitorOrigin: api.config.visitorOrigin,
      },
    });
    expect((await me(answer.body.accessToken)).body).toEqual(answer.body.me);
  });

  it('keeps the refresh token from scripts, other sites and other routes', async () => {
    const { email } = await people.person();
    const [cookie] = (await people.login(email)).headers.getSetCookie();
    expect(cookie).toMatch(/^cd_refresh=[\w-]{43}; Path=\/api\/v1\/auth; Expires=.+; HttpOnly; SameSite=Strict$/);
    const { rows } = await api.owner.query('select token_hash from refresh_tokens');
    expect(rows.map((row) => row.token_hash.toString('base64url'))).not.toContain(cookie!.slice(11, 54));
  });

  it('takes an address in any case', async () => {
    const { email } = await people.person();
    expect((await people.login(` ${email.toUpperCase()} `)).status).toBe(200);
  });

  it('refuses a wrong password and an unknown address alike, and writes both down', async () => {
    const { email, userId } = await people.person();
    const wrong = await people.login(email, 'not the password');
    const unknown = await people.login('nobody@example.test');

    expect(problemOf(wrong)).toEqual([401, 'auth.credentials']);
    expect(wrong.headers.get('content-type')).toContain('application/problem+json');
    expect({ ...unknown.body, requestId: '' }).toEqual({ ...wrong.body, requestId: '' });
    const { rows } = await api.owner.query(`select user_id from audit_log where action = 'auth.sign-in-failed'`);
    expect(rows).toEqual(expect.arrayContaining([{ user_id: userId }, { user_id: null }]));
  });

  it('works as hard for an unknown address as for a wrong password', async () => {
    const { email } = await people.person();
    const wrong: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 9; round++) {
      wrong.push(await workOf(() => people.login(email, 'not the password')));
      unknown.push(await workOf(() => people.login(`nobody-${round}@example.test`)));
    }
    const ratio = median(unknown) / median(wrong);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it('refuses someone who is disabled, or who has not accepted their invitation', async () => {
    const disabled = await people.person();
    const invited = await people.person();
    await api.owner.query('update users set disabled_at = now() where id = $1', [disabled.userId]);
    await api.owner.query('update users set password_hash = null where id = $1', [invited.userId]);
    expect(problemOf(await people.login(disabled.email))).toEqual([401, 'auth.credentials']);
    expect(problemOf(await people.login(invited.email, 'null'))).toEqual([401, 'auth.credentials']);
  });

  it('hashes passwords with argon2id at OWASP’s setting', async () => {
    const { userId } = await people.person();
    const { rows } = await api.owner.query('select password_hash from users where id = $1', [userId]);
    expect(rows[0].password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});

describe('companies of a sign-in', () => {
  it('lets someone with two companies choose, and remembers it when renewing', async () => {
    const [first, second] = [await api.given.company('Ash'), await api.given.company('Birch')];
    const person = await people.member(first, 'editor');
    await people.join(person, second, 'analyst');
    const signedIn = await people.signedIn(person);
    expect(signedIn.me).toMatchObject({
      company: null,
      role: null,
      scopes: [],
      companies: [{ name: 'Ash' }, { name: 'Birch' }],
    });

    const body = { companyId: second };
    const entered = await api.console('POST', '/api/v1/auth/company', { token: signedIn.token, body });
    expect(entered.body.me).toMatchObject({ company: { id: second, name: 'Birch' }, role: 'analyst' });

    const renewed = await people.refresh(signedIn.cookie);
    expect(renewed.body.me).toMatchObject({ company: { id: second }, role: 'analyst' });
  });

  it('makes a global admin choose a company before acting in one', async () => {
    const companyId = await api.given.company();
    const admin = await people.signedIn(await people.person({ globalAdmin: true }));
    expect(admin.me).toMatchObject({ globalAdmin: true, company: null, role: 'global_admin' });
    expect([...admin.me.scopes].sort()).toEqual(['companies:manage', 'ops:manage']);
    expect(problemOf(await api.console('GET', '/api/v1/users', { token: admin.token }))).toEqual([
      403,
      'auth.choose-company',
    ]);

    const body = { companyId };
    const entered = await api.console('POST', '/api/v1/auth/company', { token: admin.token, body });
    expect(entered.body.me).toMatchObject({ company: { id: companyId }, role: 'global_admin' });
    expect((await api.console('GET', '/api/v1/users', { token: entered.body.accessToken })).status).toBe(200);
  });

  it('answers the same for someone else’s company as for one that never was', async () => {
    const person = await people.signedIn();
    const enter = (companyId: string) =>
      api.console('POST', '/api/v1/auth/company', { token: person.token, body: { companyId } });
    const theirs = await enter(await api.given.company());
    const never = await enter('019ab2c4-5f1e-7c3a-9d42-6b1f0a7e8c55');
    expect(problemOf(theirs)).toEqual([404, 'companies.not-member']);
    expect({ ...theirs.body, requestId: '' }).toEqual({ ...never.body, requestId: '' });
  });
});

describe('renewing a sign-in', () => {
  it('gives a new token each time', async () => {
    const person = await people.signedIn();
    const first = await people.refresh(person.cookie);
    const second = await people.refresh(cookieOf(first));
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(new Set([person.cookie, cookieOf(first), cookieOf(second)]).size).toBe(3);
    expect((await me(second.body.accessToken)).body.userId).toBe(person.userId);
  });

  it('ends the whole family when a used token comes back, and writes it down', async () => {
    const person = await people.signedIn();
    const renewed = await people.refresh(person.cookie);
    await age(person.userId, 11);

    expect(problemOf(await people.refresh(person.cookie))).toEqual([401, 'auth.refresh']);
    expect(problemOf(await people.refresh(cookieOf(renewed)))).toEqual([401, 'auth.refresh']);
    const { rowCount } = await api.owner.query(
      `select 1 from audit_log where action = 'auth.refresh-reused' and user_id = $1`,
      [person.userId],
    );
    expect(rowCount).toBe(1);
  });

  it('leaves another sign-in of the same person alone when one family ends', async () => {
    const person = await people.member(await api.given.company());
    const [laptop, phone] = [await people.signedIn(person), await people.signedIn(person)];
    await people.refresh(laptop.cookie);
    await age(person.userId, 11);
    await people.refresh(laptop.cookie);
    expect((await people.refresh(phone.cookie)).status).toBe(200);
  });

  it('gives tabs that renew at the same moment one and the same new token', async () => {
    const person = await people.signedIn();
    const answers = await Promise.all(Array.from({ length: 8 }, () => people.refresh(person.cookie)));
    expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(200));
    expect(new Set(answers.map(cookieOf)).size).toBe(1);
    const { rowCount } = await api.owner.query('select 1 from refresh_tokens where user_id = $1', [person.userId]);
    expect(rowCount).toBe(2);
    expect((await people.refresh(cookieOf(answers[0]!))).status).toBe(200);
  });

  it('tells a tab that fell behind to send again, and signs nobody out', async () => {
    const person = await people.signedIn();
    const second = await people.refresh(person.cookie);
    const third = await people.refresh(cookieOf(second));
    expect(problemOf(await people.refresh(person.cookie))).toEqual([409, 'auth.refresh-raced']);
    expect((await people.refresh(cookieOf(third))).status).toBe(200);
  });

  it('refuses without a cookie, with an unknown one, with one that is too old, and from another origin', async () => {
    const person = await people.signedIn();
    const refused = [401, 'auth.refresh'];
    expect(problemOf(await api.console('POST', '/api/v1/auth/refresh'))).toEqual(refused);
    expect(problemOf(await people.refresh('cd_refresh=made-up'))).toEqual(refused);
    const headers = { cookie: person.cookie, origin: api.config.visitorOrigin };
    expect(problemOf(await api.console('POST', '/api/v1/auth/refresh', { headers }))).toEqual(refused);
    await api.owner.query('update refresh_tokens set expires_at = now() where user_id = $1', [person.userId]);
    expect(problemOf(await people.refresh(person.cookie))).toEqual(refused);
  });

  it('refuses someone who was disabled since', async () => {
    const person = await people.signedIn();
    await api.owner.query('update users set disabled_at = now() where id = $1', [person.userId]);
    expect(problemOf(await people.refresh(person.cookie))).toEqual([401, 'auth.refresh']);
    expect(problemOf(await me(person.token))).toEqual([401, 'auth.token']);
  });

  it('does not lengthen a sign-in', async () => {
    const person = await people.signedIn();
    await people.refresh(person.cookie);
    const { rows } = await api.owner.query('select distinct expires_at from refresh_tokens where user_id = $1', [
      person.userId,
    ]);
    expect(rows).toHaveLength(1);
  });
});

describe('signing out', () => {
  it('ends the family and takes the cookie back', async () => {
    const person = await people.signedIn();
    const out = await api.console('POST', '/api/v1/auth/logout', { headers: { cookie: person.cookie } });
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toMatch(/^cd_refresh=; Max-Age=0; Path=\/api\/v1\/auth; /);
    expect(problemOf(await people.refresh(person.cookie))).toEqual([401, 'auth.refresh']);
    const body = { companyId: person.me.company.id };
    const entered = await api.console('POST', '/api/v1/auth/company', { token: person.token, body });
    expect(problemOf(entered)).toEqual([401, 'auth.refresh']);
  });

  it('ends it even while another tab is renewing', async () => {
    for (let round = 0; round < 10; round++) {
      const person = await people.signedIn();
      const [renewed] = await Promise.all([
        people.refresh(person.cookie),
        api.console('POST', '/api/v1/auth/logout', { headers: { cookie: person.cookie } }),
      ]);
      const next = await people.refresh(cookieOf(renewed) || person.cookie);
      expect(problemOf(next)).toEqual([401, 'auth.refresh']);
    }
  });

  it('is quiet without a sign-in', async () => {
    expect((await api.console('POST', '/api/v1/auth/logout')).status).toBe(204);
  });
});

it('keeps a password as it was typed', async () => {
  const { email } = await people.person();
  expect((await people.login(email, ` ${PASSWORD}`)).status).toBe(401);
});

const age = (userId: string, seconds: number) =>
  api.owner.query('update refresh_tokens set used_at = used_at - make_interval(secs => $2) where user_id = $1', [
    userId,
    seconds,
  ]);

/** Processor microseconds of this process, hashing threads included: what else the machine does is not in it. */
async function workOf(act: () => Promise<unknown>): Promise<number> {
  const begun = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(begun);
  return user + system;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
