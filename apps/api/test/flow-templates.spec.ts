import { validate } from '@calldocker/flow-engine';
import { TEMPLATES } from '../src/flows/templates/index.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';

let api: Harness;
let editor: Signed;
beforeAll(async () => {
  api = await bootApi();
  editor = await api.given.signedIn('editor');
});
afterAll(() => api.close());

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  api.console(method, `/api/v1${path}`, { token: editor.token, body, headers });

describe('the templates', () => {
  it('are six, each with what a gallery shows', async () => {
    const { items } = (await call('GET', '/flow-templates')).body;
    expect(items.map(({ key }: { key: string }) => key)).toEqual([
      'clinic-reception',
      'shop-support',
      'after-hours',
      'callback-first',
      'appointment-reminder',
      'satisfaction-survey',
    ]);
    for (const { languages, nodes, about } of items) {
      expect([about !== '', languages]).toEqual([true, ['en', 'de']]);
      expect(nodes.length).toBeGreaterThanOrEqual(8);
      expect(nodes.length).toBeLessThanOrEqual(16);
    }
    expect((await call('GET', '/flow-templates/none')).body.code).toBe('not-found');
  });

  it.each(TEMPLATES.map((template) => [template.key, template] as const))(
    '%s has nothing to mend, and every text in both languages',
    async (key, { definition }) => {
      expect(validate(definition, { content: {}, schedules: [], values: [], secrets: [], queues: [] })).toEqual([]);
      expect((await call('GET', `/flow-templates/${key}`)).body.definition).toEqual(definition);
    },
  );

  it.each(TEMPLATES.map((template) => [template.key, template] as const))(
    '%s has a place for every card, and no two on top of one another',
    (_key, { definition }) => {
      expect(Object.keys(definition.layout).sort()).toEqual(Object.keys(definition.nodes).sort());
      const places = Object.values(definition.layout);
      for (const [at, { x, y }] of places.entries())
        for (const other of places.slice(at + 1))
          expect(Math.abs(x - other.x) >= 240 || Math.abs(y - other.y) >= 95).toBe(true);
    },
  );

  it.each(TEMPLATES.map(({ key }) => key))('%s is published as it is, in either language', async (template) => {
    for (const language of ['en', 'de']) {
      const created = await call('POST', '/flows', { name: 'From a template', template, language });
      expect(created.status).toBe(201);
      const { definition } = (await call('GET', `/flows/${created.body.id}/draft`)).body;
      expect(definition.languages[0]).toBe(language);
      const published = await call('POST', `/flows/${created.body.id}/versions`, {}, { 'if-match': '"1"' });
      expect([published.status, published.body.issues]).toEqual([201, undefined]);
    }
  });

  it('are refused by a name or a language that they do not have', async () => {
    for (const body of [
      { name: 'x', template: 'none' },
      { name: 'x', template: '__proto__' },
      { name: 'x', template: 'shop-support', language: 'fr' },
    ])
      expect((await call('POST', '/flows', body)).body.code).toBe('request.invalid');
  });
});
