import type { Definition, FlowNode } from '@calldocker/flow-engine';
import { bootApi, type Harness } from './harness.js';
import { flowOf } from './published-flow.js';
import { givenWidget, TestVisitor } from './visitors.js';

let api: Harness;
beforeAll(async () => {
  api = await bootApi();
});
afterAll(() => api.close());

const both = (en: string, de: string): Record<string, string> => ({ en, de });
const end: FlowNode = { kind: 'end', name: 'End', outcome: 'served', text: both('Goodbye', 'Tschüss'), exits: {} };
const menu: FlowNode = {
  kind: 'menu',
  name: 'Menu',
  prompt: both('How can we help?', 'Wie können wir helfen?'),
  choices: [
    { id: 'order', key: '1', label: both('My order', 'Meine Bestellung') },
    { id: 'else', key: '2', label: both('Something else', 'Etwas anderes') },
  ],
  bargeIn: true,
  timeoutSeconds: 20,
  retries: 1,
  exits: { 'choice:order': 'end', 'choice:else': 'end', noInput: 'end', noMatch: 'end' },
};
const speaking = (nodes: Record<string, FlowNode>): Definition =>
  flowOf({ ...nodes, end }, { languages: ['en', 'de'] });

const at = async (nodes: Record<string, FlowNode>, more: Record<string, unknown> = {}): Promise<TestVisitor> =>
  TestVisitor.at(api, await givenWidget(api, speaking(nodes)), more);

describe('a visitor’s language', () => {
  it('may be changed at any screen to any that the flow speaks, and stays', async () => {
    const visitor = await at({ menu }, { languages: ['fr', 'en'] });
    const session = (await visitor.call('GET', '')).body;
    expect(session.languages).toEqual(['en', 'de']);
    expect(visitor.step.screen).toMatchObject({ language: 'en', prompt: 'How can we help?' });

    await visitor.answers({ type: 'language', language: 'de' });
    expect(visitor.step).toMatchObject({ seq: 2, screen: { nodeId: 'menu', prompt: 'Wie können wir helfen?' } });
    await visitor.answers({ type: 'door', door: 'callback' });
    await visitor.answers({ type: 'language', language: 'en' });
    expect(visitor.step.screen).toMatchObject({ kind: 'callback', language: 'en' });
    await visitor.answers({ type: 'language', language: 'de' });
    await visitor.answers({ type: 'back' });
    await visitor.answers({ type: 'key', key: '1' });
    expect(visitor.step).toMatchObject({ status: 'ended', screen: { text: 'Tschüss' } });
    const { rows } = await api.owner.query('select language from ivr_sessions where id = $1', [visitor.sessionId]);
    expect(rows).toEqual([{ language: 'de' }]);
  });

  it('is none that the flow does not speak', async () => {
    const visitor = await at({ menu });
    const { status, body } = await visitor.send({ type: 'language', language: 'fr' });
    expect([status, body.code, body.step.seq]).toEqual([422, 'input.not-accepted', 1]);
  });
});

describe('a visitor answers', () => {
  it('by speech, as the browser understood it', async () => {
    const visitor = await at({ menu });
    await visitor.answers({ type: 'speech', text: 'my order' });
    expect(visitor.step.status).toBe('ended');
  });

  it('whether an article helped', async () => {
    const article = { id: 'a1', question: both('Where?', 'Wo?'), answer: both('Here', 'Hier') };
    const visitor = await at({
      faq: {
        kind: 'faq',
        name: 'FAQ',
        prompt: both('Questions', 'Fragen'),
        articles: [article],
        timeoutSeconds: 60,
        exits: { helped: 'end', notHelped: 'menu', noInput: 'end' },
      },
      menu,
    });
    expect((await visitor.send({ type: 'feedback', helpful: true, articleId: 'a2' })).status).toBe(422);
    await visitor.answers({ type: 'feedback', helpful: false, articleId: 'a1' });
    expect(visitor.step.screen.nodeId).toBe('menu');
  });

  it('with a message, of which the tables have nothing in the clear', async () => {
    const visitor = await at({
      email: {
        kind: 'email',
        name: 'Write to us',
        prompt: both('Write to us', 'Schreiben Sie uns'),
        mailbox: 'help@brightwater.test',
        subject: 'A question',
        timeoutSeconds: 60,
        retries: 1,
        exits: { sent: 'end', noInput: 'end', noMatch: 'end', failed: 'end' },
      },
    });
    await visitor.answers({ type: 'email', address: 'noor@example.test', text: 'Where is it?', name: 'Noor' });
    expect(visitor.step.status).toBe('ended');
    const { rows } = await api.owner.query(
      `select string_agg(i::text, ' ') || (select string_agg(e::text, ' ') from ivr_effects e where e.session_id = $1)
       as text from ivr_interactions i where session_id = $1`,
      [visitor.sessionId],
    );
    for (const said of ['noor@example.test', 'Where is it?'])
      for (const written of [said, Buffer.from(said).toString('hex')]) expect(rows[0].text).not.toContain(written);
  });
});
