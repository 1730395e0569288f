import { newId } from '../src/platform/ids.js';
import { bootApi, type Harness } from './harness.js';
import { givenWidget, TestVisitor } from './visitors.js';

let api: Harness;
beforeAll(async () => {
  api = await bootApi();
});
afterAll(() => api.close());

it('a database that does not answer makes steps try again later, and they go on once it does', async () => {
  const visitor = await TestVisitor.at(api, await givenWidget(api));
  await api.owner.query('begin; lock table ivr_sessions in access exclusive mode');
  const inputId = newId();
  const began = Date.now();
  const stuck = await visitor.send({ type: 'text', text: 'Noor' }, { inputId });
  expect([stuck.status, stuck.body.code]).toEqual([503, 'server.busy']);
  expect(stuck.headers.get('retry-after')).toBeTruthy();
  expect(Date.now() - began).toBeLessThan(8_000);
  await api.owner.query('rollback');
  const again = await visitor.send({ type: 'text', text: 'Noor' }, { inputId });
  expect([again.status, again.body.seq]).toEqual([200, 2]);
});
