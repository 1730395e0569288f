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

const call = (method: string, path: string, body?: unknown, revision?: number): Promise<Answer> =>
  api.console(method, `/api/v1/flows${path}`, {
    token: editor.token,
    body,
    headers: revision === undefined ? {} : { 'if-match': `"${revision}"` },
  });

async function flow(greeting = 'Hello'): Promise<string> {
  const definition = { ...helloFlow(greeting), variables: { name: { type: 'text' as const, personal: true } } };
  return (await call('POST', '/import', { name: 'Front door', definition })).body.id;
}

async function exported(id: string): Promise<string> {
  return (await call('GET', `/${id}/translations/de`)).text;
}

const translated = (po: string, from: string, to: string): string =>
  po.replace(`msgid "${from}"\nmsgstr ""`, `msgid "${from}"\nmsgstr "${to}"`);

describe('a flow’s texts', () => {
  it('go to translators as a PO file, and come back into the draft', async () => {
    const id = await flow();
    const po = await exported(id);
    expect(po).toContain('msgctxt "choose choices.1.label"\nmsgid "Call me back"\nmsgstr ""');
    const back = await call('PUT', `/${id}/translations/de`, { po: translated(po, 'Hello', 'Hallo „Welt“') }, 1);
    expect(back).toMatchObject({ status: 200, body: { revision: 2, changed: 1, skipped: [] } });
    const { definition } = (await call('GET', `/${id}/draft`)).body;
    expect(definition).toMatchObject({
      languages: ['en', 'de'],
      nodes: { hello: { text: { en: 'Hello', de: 'Hallo „Welt“' } } },
    });
    expect(await exported(id)).toContain('msgstr "Hallo „Welt“"');
  });

  it('are counted for each language', async () => {
    const id = await flow();
    await call('PUT', `/${id}/translations/de`, { po: translated(await exported(id), 'Hello', 'Hallo') }, 1);
    const { languages } = (await call('GET', `/${id}/translations`)).body;
    expect(languages).toMatchObject([{ language: 'en', missing: [] }, { language: 'de' }]);
    expect(languages[1].missing).toContainEqual(expect.objectContaining({ nodeId: 'choose', field: 'prompt.de' }));
  });

  it('keep what was there where the source has changed, is unknown, or a placeholder is lost', async () => {
    const id = await flow('Hello {name}');
    const po = await exported(id);
    const wrong =
      translated(translated(po, 'Hello {name}', 'Hallo'), 'Goodbye', 'Tschüs').replace(
        'msgid "Goodbye"',
        'msgid "Bye"',
      ) + '\nmsgctxt "gone text"\nmsgid "Gone"\nmsgstr "Weg"\n';
    const { body } = await call('PUT', `/${id}/translations/de`, { po: wrong }, 1);
    expect(body).toMatchObject({ changed: 0 });
    expect(body.skipped).toEqual(
      expect.arrayContaining([
        { context: 'hello text', reason: 'placeholders' },
        { context: 'bye text', reason: 'source-changed' },
        { context: 'gone text', reason: 'unknown-text' },
      ]),
    );
  });

  it('are not taken from a file that is none, for a language that is none, or over someone’s edits', async () => {
    const id = await flow();
    expect(await call('PUT', `/${id}/translations/de`, { po: 'msgid "a\nmsgstr' }, 1)).toMatchObject({
      status: 422,
      body: { code: 'translation.format' },
    });
    expect((await call('PUT', `/${id}/translations/__proto__`, { po: '' }, 1)).status).toBe(404);
    expect(await call('PUT', `/${id}/translations/de`, { po: await exported(id) }, 7)).toMatchObject({
      status: 412,
      body: { code: 'flow.changed-elsewhere' },
    });
  });
});
