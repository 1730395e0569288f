import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RecordedSessions } from '../src/sessions/recorded.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';
import { ends, flowOf, says } from './published-flow.js';
import { givenWidget, type PublishedWidget } from './visitors.js';

let api: Harness;
let admin: Signed;
let widget: PublishedWidget;
beforeAll(async () => {
  api = await bootApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  admin = await api.given.signedIn('company_admin');
  widget = await givenWidget(api, definition, admin.companyId);
});

const signed = { type: 'text', source: 'identity', personal: false } as const;
const definition = {
  ...flowOf({ hello: says('Hello', 'Hello {name}, {sub}, {orders}', 'bye'), bye: ends('Goodbye') }),
  variables: { sub: signed, name: signed, orders: { ...signed, type: 'number' as const }, nobody: signed },
};

const secretsOf = (method: string, path = '', who = admin): Promise<Answer> =>
  api.console(method, `/api/v1/widgets/${widget.widgetId}/secrets${path}`, { token: who.token });
const newSecret = async (): Promise<string> => (await secretsOf('POST')).body.secret;
const start = (identity: string, more: object = {}): Promise<Answer> =>
  api.visitor('POST', '/api/v1/visitor/sessions', { body: { widgetKey: widget.key, identity, ...more } });
const refusal = ({ status, body }: Answer): [number, string] => [status, body.code];
const said = ({ body }: Answer): string => body.step.screen.text;

const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
function sign(claims: object, secret: string, header: object = { alg: 'HS256', typ: 'JWT' }, hash = 'sha256'): string {
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${createHmac(hash, secret).update(text).digest('base64url')}`;
}
const noor = (more: object = {}): object => ({ sub: 'C-17', name: 'Noor', orders: 3, exp: inSeconds(600), ...more });

describe('a signed identity', () => {
  it('fills the variables that the flow takes from it, and nothing else does', async () => {
    const secret = await newSecret();
    expect(said(await start(sign(noor(), secret)))).toBe('Hello Noor, C-17, 3');
    const forged = { attributes: { name: 'forged' }, pageUrl: 'https://shop.example/?name=forged' };
    expect(said(await start(sign(noor({ name: undefined }), secret), forged))).toBe('Hello , C-17, 3');
  });

  it('says who the person is for tests of two ways, whatever the page says', async () => {
    const secret = await newSecret();
    const contacts = [];
    for (const [sub, contact] of [
      ['C-17', 'a'],
      ['C-17', 'b'],
      ['C-18', 'a'],
    ]) {
      const { body } = await start(sign(noor({ sub }), secret), { contact });
      const recorded = await api.app.get(RecordedSessions).recordedOf(admin.companyId, body.sessionId);
      contacts.push(recorded?.trigger.contact);
    }
    expect(contacts[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(contacts[1]).toBe(contacts[0]);
    expect(contacts[2]).not.toBe(contacts[0]);
  });

  it.each([
    ['is by another secret', (secret: string) => sign(noor(), `${secret}x`)],
    ['is by no secret', () => sign(noor(), '')],
    [
      'was changed afterwards',
      (secret: string) => sign(noor(), secret).replace(/\.(.*)\./, `.${part(noor({ sub: 'C-1' }))}.`),
    ],
    ['has no signature', (secret: string) => sign(noor(), secret).replace(/[^.]*$/, '')],
    ['says that it needs none', () => `${part({ alg: 'none', typ: 'JWT' })}.${part(noor())}.`],
    ['is signed another way', (secret: string) => sign(noor(), secret, { alg: 'HS512', typ: 'JWT' }, 'sha512')],
    ['never expires', (secret: string) => sign(noor({ exp: undefined }), secret)],
    ['lasts longer than a day', (secret: string) => sign(noor({ exp: inSeconds(2 * 86_400) }), secret)],
    ['is of nobody', (secret: string) => sign(noor({ sub: '' }), secret)],
    ['is of a number', (secret: string) => sign(noor({ sub: 17 }), secret)],
    ['is not valid yet', (secret: string) => sign(noor({ nbf: inSeconds(300) }), secret)],
    ['is no token', () => 'Noor'],
  ])('is refused when it %s', async (_what, token) => {
    expect(refusal(await start(token(await newSecret())))).toEqual([422, 'identity.invalid']);
  });

  it('is refused when it is too old, and clocks may differ by a minute', async () => {
    const secret = await newSecret();
    expect(refusal(await start(sign(noor({ exp: inSeconds(-90) }), secret)))).toEqual([422, 'identity.expired']);
    expect((await start(sign(noor({ exp: inSeconds(-30) }), secret))).status).toBe(201);
  });

  it('counts at its own widget alone', async () => {
    const token = sign(noor(), await newSecret());
    widget = await givenWidget(api, definition, admin.companyId);
    expect(refusal(await start(token))).toEqual([422, 'identity.invalid']);
  });
});

describe('a widget’s secrets', () => {
  it('are shown once, two at a time, and what a deleted one signed is refused', async () => {
    const [first, second] = [await newSecret(), await newSecret()];
    expect(refusal(await secretsOf('POST'))).toEqual([409, 'widget.secrets-full']);
    for (const secret of [first, second]) expect((await start(sign(noor(), secret))).status).toBe(201);

    const { body } = await secretsOf('GET');
    expect(body.items).toHaveLength(2);
    expect(JSON.stringify(body)).not.toContain(first);
    expect((await secretsOf('DELETE', `/${body.items[0].id}`)).status).toBe(204);
    expect(refusal(await start(sign(noor(), first)))).toEqual([422, 'identity.invalid']);
    expect((await start(sign(noor(), second))).status).toBe(201);
    expect((await secretsOf('POST')).status).toBe(201);
  });

  it('are two at most, however many ask at once', async () => {
    const made = await Promise.all([1, 2, 3, 4].map(() => secretsOf('POST')));
    expect(made.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409]);
  });

  it('are not there for another company, and an editor makes none', async () => {
    await newSecret();
    const [{ id }] = (await secretsOf('GET')).body.items;
    const stranger = await api.given.signedIn('company_admin');
    for (const [method, path] of [['GET'], ['POST'], ['DELETE', `/${id}`]] as const)
      expect(refusal(await secretsOf(method, path, stranger))).toEqual([404, 'not-found']);
    const editor = await api.given.signedIn('editor', admin.companyId);
    expect(refusal(await secretsOf('POST', '', editor))).toEqual([403, 'auth.scope']);
    expect(refusal(await secretsOf('DELETE', `/${id}`, editor))).toEqual([403, 'auth.scope']);
  });
});

describe('the samples of docs/widget.md', () => {
  const page = readFileSync(join(__dirname, '../../../docs/widget.md'), 'utf8');
  const sample = (language: string): string =>
    new RegExp('```' + language + ' identity\\n(.*?)\\n```', 's').exec(page)?.[1] ?? '';

  it.each([
    ['js', process.execPath, (source: string) => ['--input-type=module', '-e', source]],
    ['python', 'python3', (source: string) => ['-c', source]],
    ['php', 'php', (source: string) => ['-r', source.replace('<?php', '')]],
  ])('in %s sign what the server takes', async (language, program, args) => {
    expect(sample(language)).not.toBe('');
    if (!(await isThere(program))) return;
    const env = { ...process.env, NODE_OPTIONS: '', CALLDOCKER_SECRET: await newSecret() };
    const { stdout } = await run(program, args(sample(language)), { env });
    expect(said(await start(stdout.trim()))).toBe('Hello Noor Özdemir, C-1042, 3');
  });
});

const run = promisify(execFile);

/** Node brings itself; the others are tried where they are. */
const isThere = (program: string): Promise<boolean> =>
  run(program, ['--version']).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      // EACCES: a folder of the path that is somebody else's, and no such program in the others.
      if (error.code === 'ENOENT' || error.code === 'EACCES') return false;
      throw error;
    },
  );
