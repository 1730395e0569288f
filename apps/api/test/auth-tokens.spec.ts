import { createHmac, createSecretKey } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import { People, problemOf } from './auth-people.js';
import { bootApi, type Harness, type Signed } from './harness.js';

let api: Harness;
let signed: Signed;
beforeAll(async () => {
  api = await bootApi();
  signed = await api.given.signedIn('company_admin');
});
afterAll(() => api.close());

const users = (token?: string) => api.console('GET', '/api/v1/users', token === undefined ? {} : { token });
const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());

/** Signs like the house does, but for what is changed. */
function forge(changes: Record<string, unknown>, header = { alg: 'HS256', typ: 'JWT' }, key?: Buffer): string {
  const unsigned = `${encode(header)}.${encode({ ...claimsOf(signed.token), ...changes })}`;
  const digest = createHmac('sha256', key ?? api.config.key('access-token'))
    .update(unsigned)
    .digest('base64url');
  return `${unsigned}.${digest}`;
}

describe('an access token', () => {
  it('is let in when it is right', async () => {
    expect((await users(signed.token)).status).toBe(200);
    expect((await users(forge({}))).status).toBe(200);
  });

  it('lasts ten minutes and names no algorithm but HS256', () => {
    const { exp, iat, aud, iss } = claimsOf(signed.token);
    expect({ seconds: exp - iat, aud, iss }).toEqual({ seconds: 600, aud: 'console', iss: 'calldocker' });
  });

  const now = Math.floor(Date.now() / 1000);
  const wrong: [string, () => string][] = [
    ['unsigned, with alg none', () => `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claimsOf(signed.token))}.`],
    ['with alg none and a signature', () => forge({}, { alg: 'none', typ: 'JWT' })],
    ['signed with another key', () => forge({}, undefined, Buffer.alloc(32, 7))],
    ['signed with an empty key', () => forge({}, undefined, Buffer.alloc(0))],
    ['of another algorithm with the right key', () => forgeWith('HS512')],
    ['that says RS256', () => forge({}, { alg: 'RS256', typ: 'JWT' })],
    ['expired', () => forge({ exp: now - 1 })],
    ['not valid yet', () => forge({ nbf: now + 600 })],
    ['for another audience', () => forge({ aud: 'visitor' })],
    ['without an audience', () => forge({ aud: undefined })],
    ['of another issuer', () => forge({ iss: 'elsewhere' })],
    ['with a role that does not exist', () => forge({ role: 'root' })],
    ['with a company that is no id', () => forge({ company: `' or true --` })],
    ['with a changed claim and the old signature', () => swapClaims({ admin: true })],
    ['cut short', () => signed.token.slice(0, -4)],
    ['that is no token', () => 'nonsense'],
    ['that is empty', () => ''],
    ['made for a visitor', () => api.tokens.signVisitor({ companyId: signed.companyId, sessionId: signed.userId })],
    ['with the visitor’s key and the console’s audience', () => forge({}, undefined, api.config.key('visitor-token'))],
  ];
  it.each(wrong)('is refused when it is one %s', async (_what, make) => {
    const answer = await users(make());
    expect([answer.status, ['auth.token', 'auth.missing'].includes(answer.body.code)]).toEqual([401, true]);
  });

  it('is asked for when there is none', async () => {
    expect(problemOf(await users())).toEqual([401, 'auth.missing']);
    const headers = { authorization: 'Basic YWRtaW46YWRtaW4=' };
    expect(problemOf(await api.console('GET', '/api/v1/users', { headers }))).toEqual([401, 'auth.missing']);
  });

  it('opens no visitor’s route', async () => {
    const visitor = await api.visitor('GET', `/api/v1/visitor/sessions/${signed.userId}`, { token: signed.token });
    expect(visitor.status === 401 || visitor.status === 404).toBe(true);
  });
});

describe('a role', () => {
  const cases = [
    ['company_admin', 200, 201],
    ['editor', 403, 403],
    ['supervisor', 403, 403],
    ['agent', 403, 403],
    ['analyst', 403, 403],
  ] as const;
  it.each(cases)('%s lists users with %i and invites them with %i', async (role, lists, invites) => {
    const { token } = await api.given.signedIn(role);
    const body = { email: `new-${role.replace('_', '-')}@example.test`, role: 'agent' };
    expect((await users(token)).status).toBe(lists);
    const invited = await api.console('POST', '/api/v1/users', { token, body });
    expect(invited.status).toBe(invites);
    if (invites === 403) expect(invited.body.code).toBe('auth.scope');
  });

  it('below global admin reaches neither companies nor mails', async () => {
    for (const path of ['/api/v1/companies', '/api/v1/mails'])
      expect(problemOf(await api.console('GET', path, { token: signed.token }))).toEqual([403, 'auth.scope']);
    const body = { name: 'Mine' };
    const created = await api.console('POST', '/api/v1/companies', { token: signed.token, body });
    expect(problemOf(created)).toEqual([403, 'auth.scope']);
  });

  it('follows the database when a sign-in is renewed, not the old token', async () => {
    const people = new People(api);
    const person = await people.signedIn();
    await api.owner.query(`update memberships set role = 'analyst' where user_id = $1`, [person.userId]);
    const renewed = await people.refresh(person.cookie);
    expect(renewed.body.me.role).toBe('analyst');
    expect(problemOf(await users(renewed.body.accessToken))).toEqual([403, 'auth.scope']);
  });
});

function forgeWith(algorithm: 'HS512'): string {
  const service = new JwtService({
    secret: createSecretKey(api.config.key('access-token')),
    signOptions: { algorithm },
  });
  return service.sign(claimsOf(signed.token));
}

function swapClaims(changes: Record<string, unknown>): string {
  const [header, , signature] = signed.token.split('.');
  return [header, encode({ ...claimsOf(signed.token), ...changes }), signature].join('.');
}
