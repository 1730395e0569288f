import type { Definition } from '@calldocker/flow-engine';
import { RecordedSessions } from '../src/sessions/recorded.js';
import { bootApi, type Harness, type Signed } from './harness.js';
import { ends, flowOf, PublishedFlow, says } from './published-flow.js';
import { TestVisitor } from './visitors.js';

let api: Harness;
let editor: Signed;
beforeAll(async () => {
  api = await bootApi();
});
beforeEach(async () => {
  editor = await api.given.signedIn('company_admin');
});
afterAll(() => api.close());

const two = (text: string): Definition =>
  flowOf({
    first: says('First', text, 'second'),
    second: says('Second', 'And more', 'over'),
    over: ends('That was it'),
  });

/** Hello, then through another flow. */
const through = (flow: string): Definition =>
  flowOf({
    hello: says('Hello', 'Hello', 'through'),
    through: {
      kind: 'subflow',
      name: 'Through the other',
      flow,
      version: 'active',
      inputs: [],
      outputs: [],
      exits: { returned: 'bye', failed: 'bye' },
    },
    bye: ends('Goodbye'),
  });

describe('a session read back', () => {
  it('has all that came from outside, and where it went', async () => {
    const sub = await PublishedFlow.of(api, editor, 'Sub', two('Within'));
    const variables = {
      customer: { type: 'text', source: 'attribute', personal: true },
      campaign: { type: 'text', source: 'url', personal: false },
      late: { type: 'text', source: 'request', personal: false },
      plain: { type: 'text', personal: false },
    } as const;
    const definition: Definition = { ...through(sub.key), variables: { ...variables } };
    const flow = await PublishedFlow.of(api, editor, 'Main', definition);
    const visitor = await TestVisitor.at(api, await flow.widget(), {
      languages: ['nl', 'en'],
      attributes: { customer: 'C-17', campaign: 'forged', late: 'forged', plain: 'as before', unheard: 'of' },
      pageUrl: 'https://shop.example/orders?campaign=spring&campaign=again&customer=forged&late=forged',
      contact: 'noor@example.test',
    });
    await visitor.answers({ type: 'continue' });
    await visitor.answers({ type: 'continue' });
    await visitor.call('POST', '/end');

    const recorded = await api.app.get(RecordedSessions).recordedOf(editor.companyId, visitor.sessionId);
    const alias = `${sub.key}@active`;
    expect(recorded).toMatchObject({
      sessionId: visitor.sessionId,
      flowId: flow.id,
      versionId: expect.any(String),
      subflows: { [alias]: expect.any(String) },
      seed: visitor.sessionId,
      startedAt: expect.any(Number),
      trigger: {
        languages: ['nl', 'en'],
        contact: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      outcome: 'abandoned',
      path: ['hello', 'through', `${alias}/first`, `${alias}/second`],
    });
    expect(recorded?.trigger.variables).toEqual({ customer: 'C-17', campaign: 'spring', plain: 'as before' });
    expect(recorded?.inputs.map(({ input }) => input)).toEqual([
      { type: 'continue' },
      { type: 'continue' },
      { type: 'leave' },
    ]);
    const times = [recorded?.startedAt ?? 0, ...(recorded?.inputs.map(({ at }) => at) ?? [])];
    expect(times).toEqual([...times].sort());
    expect(Math.abs(Date.now() - (times[0] ?? 0))).toBeLessThan(60_000);
  });

  it('tells a person’s visits to one company from those to another', async () => {
    const contactAt = async (company: Signed): Promise<string | undefined> => {
      const flow = await PublishedFlow.of(api, company, 'Main', two('Hello'));
      const { sessionId } = await TestVisitor.at(api, await flow.widget(), { contact: 'noor@example.test' });
      const recorded = await api.app.get(RecordedSessions).recordedOf(company.companyId, sessionId);
      return recorded?.trigger.contact;
    };
    const other = await api.given.signedIn('company_admin');
    const [first, second, elsewhere] = [await contactAt(editor), await contactAt(editor), await contactAt(other)];
    expect(second).toBe(first);
    expect(elsewhere).not.toBe(first);
  });

  it('is nothing for another company, nor where it began before openings were kept', async () => {
    const flow = await PublishedFlow.of(api, editor, 'Main', two('Hello'));
    const { sessionId } = await TestVisitor.at(api, await flow.widget());
    const stranger = await api.given.company();
    const records = api.app.get(RecordedSessions);
    expect(await records.recordedOf(stranger, sessionId)).toBeUndefined();
    await api.owner.query('update ivr_interactions set answer = null where session_id = $1', [sessionId]);
    expect(await records.recordedOf(editor.companyId, sessionId)).toBeUndefined();
  });
});
