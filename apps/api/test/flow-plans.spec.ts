import { setTimeout } from 'node:timers/promises';
import { ActivationService } from '../src/flows/activation.service.js';
import { Live } from '../src/platform/live.js';
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

const call = (method: string, path: string, body?: unknown, who = editor, headers: Record<string, string> = {}) =>
  api.console(method, `/api/v1${path}`, { token: who.token, body, headers });
const refusal = ({ status, body }: Answer): [number, string] => [status, body.code];
const made = async (name: string, more: object = {}): Promise<string> =>
  (await call('POST', '/flows/import', { name, definition: helloFlow(), ...more })).body.id;
const publish = (id: string, revision = 1): Promise<Answer> =>
  call('POST', `/flows/${id}/versions`, {}, editor, { 'if-match': `"${revision}"` });
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
const audited = async (): Promise<{ action: string; user_id: string | null; data: object }[]> =>
  (
    await api.owner.query('select action, user_id, data from audit_log where company_id = $1 order by at, id', [
      editor.companyId,
    ])
  ).rows;

describe('a planned activation', () => {
  const activations = (): ActivationService => api.app.get(ActivationService);
  async function planned(at: string): Promise<{ id: string; answer: Answer }> {
    const id = await made('Front door');
    await publish(id);
    return { id, answer: await call('PUT', `/flows/${id}/schedule`, { version: 1, at }) };
  }
  const due = (id: string) =>
    api.owner.query(`update ivr_flows set scheduled_at = now() - interval '1 second' where id = $1`, [id]);

  it('is shown, replaced by another, and dropped', async () => {
    const at = inMs(3_600_000);
    const { id, answer } = await planned(at);
    expect(answer.body).toMatchObject({ status: 'draft', scheduled: { version: 1, at } });
    const day = inMs(86_400_000).slice(0, 10);
    const later = await call('PUT', `/flows/${id}/schedule`, { version: 1, at: `${day}T18:00:00+01:00` });
    expect(later.body.scheduled.at).toBe(`${day}T17:00:00.000Z`);
    expect((await call('DELETE', `/flows/${id}/schedule`)).body.scheduled).toBeNull();
    expect((await call('DELETE', `/flows/${id}/schedule`)).status).toBe(200);
  });

  it('is what the list can be asked for', async () => {
    const { id } = await planned(inMs(3_600_000));
    const other = await made('Back door');
    const listed = async (query: string): Promise<string[]> =>
      (await call('GET', `/flows?${query}`)).body.items.map((flow: { id: string }) => flow.id);
    expect(await listed('planned=true')).toEqual([id]);
    expect(await listed('planned=false')).toEqual([other]);
    expect(await listed('planned=true&status=live')).toEqual([]);
  });

  it('is carried out once by many workers at once', async () => {
    const flows = await Promise.all(Array.from({ length: 5 }, () => planned(inMs(3_600_000))));
    for (const { id } of flows) await due(id);
    const done = await Promise.all(Array.from({ length: 4 }, () => activations().carryOut()));
    const rest = await activations().carryOut();
    expect(done.reduce((sum, each) => sum + each, rest)).toBe(5);
    for (const { id } of flows) expect((await call('GET', `/flows/${id}`)).body.liveVersion).toBe(1);
    expect((await audited()).filter(({ action }) => action === 'flow.activated')).toHaveLength(5);
  });

  it('is dropped when somebody activates by hand, and not when somebody deactivates', async () => {
    const { id } = await planned(inMs(3_600_000));
    expect((await call('POST', `/flows/${id}/deactivate`)).body.scheduled).not.toBeNull();
    expect((await call('POST', `/flows/${id}/activate`, {})).body.scheduled).toBeNull();
    expect(await activations().carryOut()).toBe(0);
  });

  it.each([
    ['in the past', () => inMs(-1_000)],
    ['in more than a year', () => inMs(367 * 86_400_000)],
    ['without an offset', () => '2026-12-24T18:00:00'],
    ['on a day that is none', () => '2027-02-31T18:00:00Z'],
    ['that is no moment', () => 'tomorrow'],
  ])('is refused for a time %s', async (_what, at) => {
    const { answer } = await planned(at());
    expect(refusal(answer)).toEqual([400, 'request.invalid']);
    expect(answer.body.errors[0].field).toBe('at');
  });

  it('is refused for a version that never was', async () => {
    const id = await made('Front door');
    expect(refusal(await call('PUT', `/flows/${id}/schedule`, { version: 1, at: inMs(60_000) }))).toEqual([
      404,
      'not-found',
    ]);
  });

  it('that came due while no worker ran is carried out by the next one, rung and audited', async () => {
    const { id } = await planned(inMs(3_600_000));
    await due(id);
    const rings: unknown[] = [];
    const deafen = api.app.get(Live).listen(editor.companyId, ['flows'], ({ data }) => rings.push(data));
    await api.startWorker();
    await until(async () => (await call('GET', `/flows/${id}`)).body.status === 'live' && rings.length > 0);
    deafen();
    expect((await call('GET', `/flows/${id}`)).body).toMatchObject({ liveVersion: 1, scheduled: null });
    expect(rings).toContainEqual({ id });
    expect((await audited()).at(-1)).toEqual({
      action: 'flow.activated',
      user_id: null,
      data: { version: '1', scheduledAt: expect.any(String) },
    });
  });

  it('comes in seconds', async () => {
    const { id } = await planned(inMs(1_000));
    await until(async () => (await call('GET', `/flows/${id}`)).body.status === 'live');
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 10_000; !(await holds());) {
    if (Date.now() > deadline) throw new Error('it did not come about in 10 seconds');
    await setTimeout(50);
  }
}
