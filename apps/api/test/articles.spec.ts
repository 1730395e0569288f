import { emptyDefinition, type Definition, type FaqLibrary } from '@calldocker/flow-engine';
import { newId } from '../src/platform/ids.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';
import { givenWidget, TestVisitor } from './visitors.js';

let api: Harness;
let editor: Signed;
beforeAll(async () => {
  api = await bootApi();
  await api.startWorker();
});
beforeEach(async () => {
  editor = await api.given.signedIn('editor');
});
afterAll(() => api.close());

type Text = { language: string; question: string; answer: string };
const text = (question: string, answer = 'So it is.', language = 'en'): Text => ({ language, question, answer });
const call = (method: string, path: string, body?: unknown, revision?: number, who = editor): Promise<Answer> =>
  api.console(method, `/api/v1/articles${path}`, {
    token: who.token,
    body,
    headers: revision === undefined ? {} : { 'if-match': `"${revision}"` },
  });
const given = async (texts: Text[], tags: string[] = [], status = 'published'): Promise<string> => {
  const { status: answered, body } = await call('POST', '', { texts, tags, status });
  expect(answered).toBe(201);
  return body.id;
};

/** A widget whose flow shows the company's articles. */
function answersFlow(library: FaqLibrary = { tags: [] }, languages = ['en']): Definition {
  const say = (words: string) => Object.fromEntries(languages.map((language) => [language, words]));
  return {
    ...emptyDefinition('en'),
    languages,
    start: 'answers',
    nodes: {
      answers: {
        kind: 'faq',
        name: 'Answers',
        prompt: say('What is it about?'),
        articles: [],
        library,
        timeoutSeconds: 600,
        exits: { helped: 'again', notHelped: 'again', noInput: 'bye' },
      },
      again: {
        kind: 'faq',
        name: 'Anything else',
        prompt: say('Anything else?'),
        articles: [],
        library,
        timeoutSeconds: 600,
        exits: { helped: 'bye', notHelped: 'bye', noInput: 'bye' },
      },
      bye: { kind: 'end', name: 'Bye', outcome: 'served', text: say('Goodbye.'), exits: {} },
    },
  };
}

const visit = async (definition = answersFlow(), languages = ['en']): Promise<TestVisitor> =>
  TestVisitor.at(api, await givenWidget(api, definition, editor.companyId), { languages });
const find = async (visitor: TestVisitor, query = ''): Promise<string[]> => {
  const { status, body } = await visitor.call('GET', `/articles?${query}`);
  expect(status).toBe(200);
  return body.items.map(({ question }: Text) => question);
};

describe('articles', () => {
  it('are written in several languages, changed by who has seen them last, and deleted', async () => {
    const texts = [text('How long?', 'Two days.'), text('Wie lange?', 'Zwei Tage.', 'de')];
    const made = await call('POST', '', { texts, tags: ['Orders'], status: 'draft' });
    expect([made.status, made.body]).toMatchObject([201, { texts, tags: ['Orders'], status: 'draft', revision: 1 }]);

    const { id } = made.body;
    const saved = await call('PUT', `/${id}`, { texts: [texts[1]], tags: [], status: 'published' }, 1);
    expect([saved.status, saved.headers.get('etag'), saved.body.texts]).toEqual([200, '"2"', [texts[1]]]);
    const late = await call('PUT', `/${id}`, { texts, tags: [], status: 'draft' }, 1);
    expect([late.status, late.body.code, late.body.current.revision]).toEqual([412, 'article.changed-elsewhere', 2]);
    expect((await call('PUT', `/${id}`, { texts, tags: [], status: 'draft' })).status).toBe(428);

    expect((await call('DELETE', `/${id}`)).status).toBe(204);
    expect((await call('GET', `/${id}`)).status).toBe(404);
  });

  it('are listed the last changed first, by words, tag and state, page by page', async () => {
    await given([text('How do I pay?')], ['Money']);
    await given([text('Where is 100% of it?', 'In the shop')], ['orders']);
    await given([text('When do you open?')], ['money'], 'draft');
    const list = async (query: string): Promise<string[]> =>
      (await call('GET', `?${query}`)).body.items.map(({ texts }: { texts: Text[] }) => texts[0]?.question);
    expect(await list('')).toEqual(['When do you open?', 'Where is 100% of it?', 'How do I pay?']);
    expect(await list('search=the%20SHOP')).toEqual(['Where is 100% of it?']);
    expect(await list('search=100%25')).toEqual(['Where is 100% of it?']);
    expect(await list('tag=MONEY&status=published')).toEqual(['How do I pay?']);
    const { nextCursor } = (await call('GET', '?limit=2')).body;
    expect(await list(`limit=2&cursor=${nextCursor}`)).toEqual(['How do I pay?']);
    expect((await call('GET', '/tags')).body.items).toEqual(['Money', 'orders']);
  });

  it.each([
    ['no text', { texts: [] }],
    ['a language twice', { texts: [text('A?'), text('B?', 'C', 'EN')] }],
    ['no language', { texts: [text('A?', 'B', 'not a language')] }],
    ['an empty answer', { texts: [text('A?', '  ')] }],
    ['a control character', { texts: [text('A\u0000?')] }],
    ['a state that there is not', { texts: [text('A?')], status: 'secret' }],
  ])('with %s are refused', async (_what, wrong) => {
    const { status, body } = await call('POST', '', { tags: [], status: 'draft', ...wrong });
    expect([status, body.code]).toEqual([400, 'request.invalid']);
  });

  it('are the company’s own, and an agent reads them only', async () => {
    const id = await given([text('Ours?')]);
    const stranger = await api.given.signedIn('editor');
    const agent = await api.given.signedIn('agent', editor.companyId);
    const save = { texts: [text('Theirs?')], tags: [], status: 'draft' };
    for (const answer of [
      await call('GET', `/${id}`, undefined, undefined, stranger),
      await call('PUT', `/${id}`, save, 1, stranger),
      await call('DELETE', `/${id}`, undefined, undefined, stranger),
    ])
      expect(answer.status).toBe(404);
    expect((await call('GET', `/${id}`, undefined, undefined, agent)).status).toBe(200);
    expect((await call('PUT', `/${id}`, save, 1, agent)).status).toBe(403);
  });
});

describe('a visitor who looks for an answer', () => {
  beforeEach(async () => {
    await given([text('Why do my brakes squeal in the rain?', 'Wet pads.')], ['brakes']);
    await given([text('What does a brake service cost?', 'From € 35.')], ['brakes', 'prices']);
    await given([text('When do you open?', 'At nine.')], ['shop']);
    await given([text('Do brakes rust?')], ['brakes'], 'draft');
  });

  it('finds what is published, by any form of the words and by their beginnings, the best first', async () => {
    const visitor = await visit();
    expect(visitor.step.screen).toMatchObject({ kind: 'faq', articles: [], library: { tags: [] } });
    expect(await find(visitor, 'q=braking')).toEqual([
      'What does a brake service cost?',
      'Why do my brakes squeal in the rain?',
    ]);
    expect(await find(visitor, 'q=my%20brake%20squealed%20when%20it%20was%20raining')).toEqual([
      'Why do my brakes squeal in the rain?',
    ]);
    expect(await find(visitor, 'q=ope')).toEqual(['When do you open?']);
    expect(await find(visitor, 'q=giraffe')).toEqual([]);
    expect(await find(visitor)).toHaveLength(3);
  });

  it('finds a word that is spelt almost right', async () => {
    expect(await find(await visit(), 'q=sqeal')).toEqual(['Why do my brakes squeal in the rain?']);
  });

  it.each(["q=';drop table articles--", 'q=%26%7C!()%3A*', `q=${'x'.repeat(200)}`, 'q=%F0%9F%9A%B2'])(
    'may write anything: %s',
    async (query) => {
      expect((await (await visit()).call('GET', `/articles?${query}`)).status).toBe(200);
    },
  );

  it('finds those of a tag', async () => {
    const visitor = await visit();
    expect(await find(visitor, 'tags=Prices,shop')).toEqual(['What does a brake service cost?', 'When do you open?']);
  });

  it('gets each article in the visit’s language, else in the flow’s', async () => {
    await given([text('Is it safe?'), text('Ist das sicher?', 'Ja.', 'de')], ['safety']);
    await given([text('Solo español', 'Sí.', 'es')], ['safety']);
    const flow = answersFlow({ tags: ['safety'] }, ['en', 'de']);
    expect(await find(await visit(flow, ['de-AT']), 'tags=safety')).toEqual(['Ist das sicher?']);
    expect(await find(await visit(flow, ['fr']), 'tags=safety')).toEqual(['Is it safe?']);
    expect(await find(await visit(flow, ['de']), 'q=sichere')).toEqual(['Ist das sicher?']);
  });

  it('sees answers as data, with no address that a browser would run', async () => {
    await given([text('Script?', '<b>No</b> [x](javascript:alert(1)) **yes**')], ['script']);
    const { body } = await (await visit()).call('GET', '/articles?tags=script');
    const [line] = body.items[0].answer[0].lines;
    expect(line[0].text).toContain('<b>No</b>');
    expect(line.at(-1)).toEqual({ text: 'yes', bold: true });
    expect(JSON.stringify(line)).not.toContain('href');
  });

  it('says once in a visit whether it helped, and what was said last counts', async () => {
    const id = await given([text('Helpful?')]);
    const visitor = await visit();
    await visitor.answers({ type: 'feedback', helpful: false, articleId: id });
    await visitor.answers({ type: 'feedback', helpful: true, articleId: id });
    await (await visit()).answers({ type: 'feedback', helpful: false, articleId: id });
    const counts = async () => {
      const { helpful, notHelpful } = (await call('GET', `/${id}`)).body;
      return [helpful, notHelpful];
    };
    for (const end = Date.now() + 10_000; String(await counts()) !== '1,1' && Date.now() < end;)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await counts()).toEqual([1, 1]);
  });

  it('may say so of an article that is gone, and is not held up', async () => {
    const visitor = await visit();
    const { status } = await visitor.send({ type: 'feedback', helpful: true, articleId: newId() });
    expect(status).toBe(200);
    expect((await (await visit()).send({ type: 'feedback', helpful: true, articleId: 'a b' })).status).toBe(422);
  });

  it('does not see another visit’s, and not another company’s', async () => {
    const [mine, other] = [await visit(), await visit()];
    expect(
      (await api.visitor('GET', `/api/v1/visitor/sessions/${other.sessionId}/articles`, { token: mine.token })).status,
    ).toBe(404);
    editor = await api.given.signedIn('editor');
    expect(await find(await visit())).toEqual([]);
  });
});
