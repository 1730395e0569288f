import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { Api, type Flow, unique } from './api.js';
import { visit } from './browser.js';
import { placeQueue } from './desk-flow.js';
import { inBrowser, journey } from './journey.js';
import { innerFlow, kindsFlow } from './kinds-flow.js';
import { modesFlow } from './modes-flow.js';
import { Shop } from './shop.js';
import { openPage, savedVisit } from './visitor.js';
import { chooseMode, type Mode, walkToTheEnd } from './walker.js';

inBrowser();

const MODES: Mode[] = ['video', 'audio', 'text'];
const TEMPLATES = [
  'clinic-reception',
  'shop-support',
  'after-hours',
  'callback-first',
  'appointment-reminder',
  'satisfaction-survey',
];

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

it('every template is walked', async () => {
  const api = await Api.signedIn();
  const { items } = await api.get<{ items: { key: string }[] }>('/flow-templates');
  expect(items.map(({ key }) => key).sort()).toEqual([...TEMPLATES].sort());
});

journey(
  'a film, spoken choices and a number lead the same way by picture, by sound and by reading',
  async ({ browser }) => {
    const api = await Api.signedIn();
    const { id } = await api.pieceNamed('Welcome to the workshop');
    const { widgetKey } = await api.place('Three ways', modesFlow(id));
    const walks = await walksOf(browser, api, widgetKey, { first: 0, phone: '' });
    expect(walks[0]).toMatchObject({ path: ['film', 'menu', 'voice', 'number', 'bye'], faults: [] });
    expect(walks[1]).toEqual(walks[0]);
    expect(walks[2]).toEqual(walks[0]);
  },
  180_000,
);

journey(
  'every kind of node leads the same way by picture, by sound and by reading',
  async ({ browser }) => {
    const api = await Api.signedIn();
    shop.answers();
    const { id: film } = await api.pieceNamed('Welcome to the workshop');
    const { name: queue } = await placeQueue(api);
    const { key: innerKey } = await api.publish('Inside', innerFlow);
    const definition = kindsFlow({ film, queue, innerKey, shopUrl: shop.url });
    const { widgetKey } = await api.place('Every kind', definition);
    const phone = `+49151${randomInt(10_000_000, 99_999_999)}`;
    const walks = await walksOf(browser, api, widgetKey, { first: 0, phone });
    const path = Object.keys(definition.nodes).filter((nodeId) => nodeId !== 'lost');
    path.splice(path.indexOf('subflow') + 1, 0, ...Object.keys(innerFlow.nodes));
    expect(walks[0]).toMatchObject({ path, faults: [] });
    expect(walks[1]).toEqual(walks[0]);
    expect(walks[2]).toEqual(walks[0]);
    const walked = new Set(Object.values(definition.nodes).map(({ kind }) => kind));
    expect([...walked].sort()).toEqual(kindsOfTheFormat());
  },
  300_000,
);

for (const template of TEMPLATES) {
  journey(
    `${template} leads to the same ends by picture, by sound and by reading`,
    async ({ browser }) => {
      const api = await Api.signedIn();
      const widgetKey = await place(api, template);
      for (const first of [0, 1, 2]) {
        // A number may ask three times a day.
        const phone = `+49151${randomInt(10_000_000, 99_999_999)}`;
        const walks = await walksOf(browser, api, widgetKey, { first, phone });
        expect(walks[0]).toMatchObject({ faults: [] });
        expect(walks[1]).toEqual(walks[0]);
        expect(walks[2]).toEqual(walks[0]);
      }
    },
    300_000,
  );
}

/** As the schema that partners validate with names them. */
function kindsOfTheFormat(): string[] {
  const file = join(__dirname, '../../../libs/flow-engine/schema.json');
  const { $defs } = JSON.parse(readFileSync(file, 'utf8')) as {
    $defs: { FlowNode: { discriminator: { mapping: object } } };
  };
  return Object.keys($defs.FlowNode.discriminator.mapping).sort();
}

/** What came of it, once in each mode. */
async function walksOf(
  browser: Browser,
  api: Api,
  widgetKey: string,
  choices: { first: number; phone: string },
): Promise<object[]> {
  const walks: object[] = [];
  for (const mode of MODES) {
    const { page, context, faults } = await visit(browser);
    await openPage(page, widgetKey);
    await chooseMode(page, mode);
    const end = await walkToTheEnd(page, choices);
    const { sessionId } = await savedVisit(page, widgetKey);
    walks.push({ end, path: await api.pathOf(sessionId), answers: await api.answersOf(sessionId), faults });
    await context.close();
  }
  return walks;
}

async function place(api: Api, template: string): Promise<string> {
  const flow = await api.post<Flow>('/flows', { name: unique(template), template });
  await api.post(`/flows/${flow.id}/versions`, {}, { 'if-match': `"${flow.draftRevision}"` });
  await api.post(`/flows/${flow.id}/activate`, {});
  return (await api.post<{ key: string }>('/widgets', { name: flow.name, flowId: flow.id })).key;
}
