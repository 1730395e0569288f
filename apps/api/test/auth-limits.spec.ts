import { Redis } from 'ioredis';
import { networkOf } from '../src/auth/attempts.js';
import { People, problemOf } from './auth-people.js';
import { bootApi, type Harness } from './harness.js';

let api: Harness;
let people: People;
const redises: Redis[] = [];

beforeAll(async () => {
  // Behind a proxy here, so that a test can come from an address of its own.
  api = await bootApi({ SIGN_IN_LIMIT_PER_MINUTE: '4', TRUST_PROXY: '1' });
  people = new People(api);
});
afterAll(async () => {
  for (const redis of redises) redis.disconnect();
  await api.close();
});

let addresses = 0;
const newAddress = (): string => `198.51.100.${++addresses}`;

const login = (email: string, password: string, ip: string) =>
  api.console('POST', '/api/v1/auth/login', { body: { email, password }, headers: { 'x-forwarded-for': ip } });

describe('guessing a password', () => {
  it('is stopped after a few tries, with the time to wait, even if the last guess is right', async () => {
    const { email } = await people.person();
    const ip = newAddress();
    for (let guess = 0; guess < 4; guess++) expect((await login(email, 'a wrong guess', ip)).status).toBe(401);

    const stopped = await login(email, 'seven green lanterns', ip);

    expect(problemOf(stopped)).toEqual([429, 'request.rate-limited']);
    const wait = Number(stopped.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
  });

  it('is stopped whatever addresses a client claims before the proxy’s own word', async () => {
    const { email } = await people.person();
    const ip = newAddress();
    for (let guess = 0; guess < 4; guess++) await login(email, 'a wrong guess', `${newAddress()}, ${ip}`);
    expect((await login(email, 'a wrong guess', `${newAddress()}, ${ip}`)).status).toBe(429);
  });

  it('does not lock the owner out elsewhere', async () => {
    const { email } = await people.person();
    const guesser = newAddress();
    for (let guess = 0; guess < 6; guess++) await login(email, 'a wrong guess', guesser);
    expect((await login(email, 'seven green lanterns', newAddress())).status).toBe(200);
  });

  it('cannot slip under the limit by coming all at once', async () => {
    const { email } = await people.person();
    const ip = newAddress();
    const answers = await Promise.all(Array.from({ length: 12 }, () => login(email, 'a wrong guess', ip)));
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(4);
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(8);
  });

  it('is stopped for one address over many accounts', async () => {
    const ip = newAddress();
    const statuses: number[] = [];
    for (let guess = 0; guess < 21; guess++) statuses.push((await login(`n${guess}@example.test`, 'guess', ip)).status);
    expect(statuses).toEqual([...Array(20).fill(401), 429]);
  });

  it('is limited just the same for an account that does not exist', async () => {
    const ip = newAddress();
    for (let guess = 0; guess < 4; guess++) await login('nobody@example.test', 'a wrong guess', ip);
    expect((await login('nobody@example.test', 'a wrong guess', ip)).status).toBe(429);
  });
});

it('never stops someone who signs in rightly, however often', async () => {
  const { email } = await people.person();
  const ip = newAddress();
  for (let round = 0; round < 25; round++) expect((await login(email, 'seven green lanterns', ip)).status).toBe(200);
});

it('mails at most three reset links an hour to one address, and answers the same all the time', async () => {
  const { email } = await people.person();
  for (let asked = 0; asked < 5; asked++) {
    const headers = { 'x-forwarded-for': newAddress() };
    const answer = await api.console('POST', '/api/v1/auth/password-reset', { body: { email }, headers });
    expect([answer.status, answer.text]).toEqual([202, '']);
  }
  await new Promise((resolve) => setTimeout(resolve, 300));
  const { rowCount } = await api.owner.query('select 1 from mails where recipient = $1', [email]);
  expect(rowCount).toBe(3);
});

it('stops one address from asking for reset links without end', async () => {
  const headers = { 'x-forwarded-for': newAddress() };
  const ask = (email: string) => api.console('POST', '/api/v1/auth/password-reset', { body: { email }, headers });
  for (let asked = 0; asked < 20; asked++) expect((await ask(`n${asked}@example.test`)).status).toBe(202);
  expect((await ask('one-more@example.test')).status).toBe(429);
});

it('keeps no e-mail address in Redis', async () => {
  const redis = new Redis(api.config.redisUrl);
  redises.push(redis);
  await login('somebody@example.test', 'a wrong guess', newAddress());
  const keys = await redis.keys(`${api.config.redisPrefix}:attempts:*`);
  expect(keys.length).toBeGreaterThan(0);
  expect(keys.filter((key) => key.includes('@'))).toEqual([]);
});

it('counts an IPv6 network as one address', () => {
  expect(networkOf('203.0.113.9')).toBe('203.0.113.9');
  expect(networkOf('::ffff:203.0.113.9')).toBe('203.0.113.9');
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
  expect(networkOf('2001:db8:1:2::9')).toBe('2001:db8:1:2::/64');
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64');
  expect(networkOf('::1')).toBe('0:0:0:0::/64');
});

describe('without Redis', () => {
  it('still signs in, and still counts', async () => {
    // Nothing listens on port 1.
    const alone = await bootApi({ SIGN_IN_LIMIT_PER_MINUTE: '4', REDIS_URL: 'redis://127.0.0.1:1' });
    try {
      const { email } = await new People(alone).person();
      const attempt = (password: string) => alone.console('POST', '/api/v1/auth/login', { body: { email, password } });
      expect((await attempt('seven green lanterns')).status).toBe(200);
      for (let guess = 0; guess < 4; guess++) expect((await attempt('a wrong guess')).status).toBe(401);
      expect((await attempt('a wrong guess')).status).toBe(429);
    } finally {
      await alone.close();
    }
  });
});
