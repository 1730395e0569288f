import type { Scenario } from '@calldocker/flow-engine';
import { helloFlow } from './flow-builders.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';

let api: Harness;
let editor: Signed;
beforeAll(async () => {
  api = await bootApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  editor = await api.given.signedIn('editor');
});

const call = (method: string, path: string, body?: unknown, revision?: number, who = editor): Promise<Answer> =>
  api.console(method, `/api/v1/flows${path}`, {
    token: who.token,
    body,
    headers: revision === undefined ? {} : { 'if-match': `"${revision}"` },
  });
const refusal = ({ status, body }: Answer): [number, string] => [status, body.code];

const asksForACall: Scenario = {
  name: 'Asks for a call',
  inputs: [{ type: 'continue' }, { type: 'key', key: '2' }, { type: 'phone', number: '+31 20 123 4567' }],
  expect: { outcome: 'served', passes: ['choose', 'callback'], effects: ['callback'] },
};

async function flow(): Promise<string> {
  return (await call('POST', '/import', { name: 'Front door', definition: helloFlow() })).body.id;
}

describe('the tests of a flow', () => {
  it('run on the draft or on a version, and say what they cover', async () => {
    const id = await flow();
    expect(await call('POST', `/${id}/scenarios`, { scenario: asksForACall })).toMatchObject({
      status: 201,
      body: { name: 'Asks for a call', revision: 1 },
    });
    const run = await call('POST', `/${id}/scenarios/run`, {});
    expect(run).toMatchObject({
      status: 200,
      body: { passed: true, reports: [{ path: ['hello', 'choose', 'callback', 'bye'] }] },
    });
    expect(run.body.missed).toContain('choose choice:info');
    expect(run.body.coverage).toBeCloseTo(3 / 8);

    await call('POST', `/${id}/versions`, {}, 1);
    const without = helloFlow();
    const { choose } = without.nodes;
    if (choose) choose.exits['choice:call'] = 'bye';
    await call('PUT', `/${id}/draft`, { definition: without }, 1);
    expect((await call('POST', `/${id}/scenarios/run`, {})).body.passed).toBe(false);
    expect((await call('POST', `/${id}/scenarios/run`, { version: 1 })).body.passed).toBe(true);
  });

  it('keep a flow that fails them from being published, unless they are waived by name', async () => {
    const id = await flow();
    await call('POST', `/${id}/scenarios`, { scenario: { ...asksForACall, expect: { outcome: 'agent' } } });
    const refused = await call('POST', `/${id}/versions`, {}, 1);
    expect(refusal(refused)).toEqual([422, 'flow.tests-failed']);
    expect(refused.body.reports).toMatchObject([
      { name: 'Asks for a call', failures: [{ code: 'outcome', message: expect.stringContaining('ends as served') }] },
    ]);
    expect(refusal(await call('POST', `/${id}/versions`, { waive: ['Another'] }, 1))).toEqual([
      422,
      'flow.tests-failed',
    ]);
    expect((await call('POST', `/${id}/versions`, { waive: ['Asks for a call'] }, 1)).status).toBe(201);
  });

  it('are replaced only from the revision that was read, and keep names apart', async () => {
    const id = await flow();
    const one = (await call('POST', `/${id}/scenarios`, { scenario: asksForACall })).body;
    const renamed = { ...asksForACall, name: 'Calls' };
    expect((await call('PUT', `/${id}/scenarios/${one.id}`, { scenario: renamed }, 1)).body).toMatchObject({
      name: 'Calls',
      revision: 2,
    });
    expect(refusal(await call('PUT', `/${id}/scenarios/${one.id}`, { scenario: renamed }, 1))).toEqual([
      412,
      'scenario.changed-elsewhere',
    ]);
    expect(refusal(await call('POST', `/${id}/scenarios`, { scenario: renamed }))).toEqual([
      409,
      'scenario.name-taken',
    ]);
    expect((await call('DELETE', `/${id}/scenarios/${one.id}`)).status).toBe(204);
    expect((await call('GET', `/${id}/scenarios`)).body.items).toEqual([]);
  });

  it('that cannot be run are refused field by field', async () => {
    const id = await flow();
    const broken = { ...asksForACall, inputs: [{ type: 'fly' }] };
    const refused = await call('POST', `/${id}/scenarios`, { scenario: broken });
    expect(refusal(refused)).toEqual([422, 'scenario.format']);
    expect(refused.body.issues).toMatchObject([{ field: 'inputs.0.type' }]);
  });

  it('are nobody else’s', async () => {
    const id = await flow();
    const { body } = await call('POST', `/${id}/scenarios`, { scenario: asksForACall });
    const stranger = await api.given.signedIn('editor');
    for (const [method, path] of [
      ['GET', `/${id}/scenarios`],
      ['POST', `/${id}/scenarios/run`],
      ['DELETE', `/${id}/scenarios/${body.id}`],
    ] as const)
      expect(refusal(await call(method, path, method === 'POST' ? {} : undefined, undefined, stranger))).toEqual([
        404,
        'not-found',
      ]);
  });
});
