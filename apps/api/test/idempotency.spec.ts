import { newId } from '../src/platform/ids.js';
import { helloFlow } from './flow-builders.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';

let api: Harness;
let admin: Signed;
beforeAll(async () => {
  api = await bootApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  admin = await api.given.signedIn('company_admin');
});

const post = (path: string, body: object, key: string, who = admin, more: Record<string, string> = {}) =>
  api.console('POST', `/api/v1${path}`, {
    token: who.token,
    body,
    headers: { 'idempotency-key': key, ...more },
  });
const refusal = ({ status, body }: Answer): [number, string] => [status, body.code];
const count = async (table: string): Promise<number> =>
  (await api.owner.query(`select count(*)::int from ${table} where company_id = $1`, [admin.companyId])).rows[0].count;

describe('a creating call with an Idempotency-Key', () => {
  it.each([
    ['a flow', '/flows', { name: 'Front door' }, 'ivr_flows'],
    ['an import', '/flows/import', { definition: helloFlow() }, 'ivr_flows'],
    ['a widget', '/widgets', { name: 'Home page' }, 'widgets'],
    ['an invitation', '/users', { email: `${newId()}@example.test`, role: 'editor' }, 'memberships'],
  ])('makes %s once, and answers the same again', async (_what, path, body, table) => {
    const before = await count(table);
    const [first, again] = [await post(path, body, 'key-1'), await post(path, body, 'key-1')];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
    expect(await count(table)).toBe(before + 1);
    expect((await post(path, body, 'key-2')).headers.get('idempotency-replayed')).toBeNull();
  });

  it('publishes and duplicates once', async () => {
    const { id } = (await post('/flows/import', { definition: helloFlow() }, 'import')).body;
    const publish = (): Promise<Answer> => post(`/flows/${id}/versions`, {}, 'publish', admin, { 'if-match': '"1"' });
    expect([(await publish()).body.number, (await publish()).body.number]).toEqual([1, 1]);
    const copies = [await post(`/flows/${id}/duplicate`, {}, 'copy'), await post(`/flows/${id}/duplicate`, {}, 'copy')];
    expect(copies[1]?.body).toEqual(copies[0]?.body);
    expect([await count('ivr_flow_versions'), await count('ivr_flows')]).toEqual([1, 2]);
  });

  it('is carried out once however often it comes at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => post('/flows', { name: 'Front door' }, 'same')));
    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect(refusal(answer)).toEqual([409, 'request.key-busy']);
      expect(answer.headers.get('retry-after')).toBe('1');
    }
    expect(await count('ivr_flows')).toBe(1);
  });

  it('is refused when the key stood for something else, and for another person', async () => {
    await post('/flows', { name: 'Front door' }, 'key');
    const colleague = await api.given.signedIn('editor', admin.companyId);
    for (const answer of [
      await post('/flows', { name: 'Back door' }, 'key'),
      await post('/widgets', { name: 'Front door' }, 'key'),
      await post('/flows', { name: 'Front door' }, 'key', colleague),
    ])
      expect(refusal(answer)).toEqual([422, 'request.key-reused']);
    const stranger = await api.given.signedIn('editor');
    expect((await post('/flows', { name: 'Front door' }, 'key', stranger)).status).toBe(201);
  });

  it('leaves the key free when it was refused', async () => {
    expect(refusal(await post('/flows', { name: '' }, 'key'))).toEqual([400, 'request.invalid']);
    expect((await post('/flows', { name: 'Front door' }, 'key')).status).toBe(201);
  });

  it('is not carried out again when it was cut off in the middle', async () => {
    await post('/flows', { name: 'Front door' }, 'key');
    await api.owner.query('update idempotent_calls set done = false, body = null where company_id = $1', [
      admin.companyId,
    ]);
    expect(refusal(await post('/flows', { name: 'Front door' }, 'key'))).toEqual([409, 'request.key-busy']);
    expect(await count('ivr_flows')).toBe(1);
  });

  it('is forgotten after a day', async () => {
    await post('/flows', { name: 'Front door' }, 'key');
    await api.owner.query(
      `update idempotent_calls set created_at = now() - interval '25 hours' where company_id = $1`,
      [admin.companyId],
    );
    expect((await post('/flows', { name: 'Back door' }, 'key')).status).toBe(201);
  });

  it.each([
    ['an empty key', ''],
    ['a key with a space', 'a b'],
    ['a key too long', 'x'.repeat(256)],
  ])('is refused with %s', async (_what, key) => {
    expect(refusal(await post('/flows', { name: 'Front door' }, key))).toEqual([400, 'request.invalid']);
  });
});
