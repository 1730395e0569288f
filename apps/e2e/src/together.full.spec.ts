import type { Page } from 'playwright-core';
import { Api, type Flow, unique } from './api.js';
import { visit } from './browser.js';
import { Builder } from './builder.js';
import { signIn } from './console.js';
import { inBrowser, journey } from './journey.js';
import { stack } from './stack.js';
import { until } from './wait.js';

inBrowser();

const says = (name: string, next: string | null): object => ({
  ...{ kind: 'message', name, text: { en: `${name} says hello.` }, exits: { next } },
});
const FLOW = {
  ...{ spec: 1, start: 'one', languages: ['en'], variables: {} },
  nodes: { one: says('One', 'two'), two: says('Two', 'three'), three: says('Three', null) },
  layout: { one: { x: 40, y: 40 }, two: { x: 340, y: 40 }, three: { x: 640, y: 40 } },
};

let api: Api;
let flow: Flow;
beforeEach(async () => {
  api = await Api.signedIn();
  flow = await api.post<Flow>('/flows/import', { name: unique('Together'), definition: FLOW });
});

async function open(page: Page): Promise<Builder> {
  await signIn(page);
  return arrive(page);
}

async function arrive(page: Page): Promise<Builder> {
  await page.goto(`${stack.console}/ivr-dashboard/flows/${flow.id}`);
  const builder = new Builder(page);
  await builder.node('One').or(builder.node('First')).waitFor();
  return builder;
}

async function rename(builder: Builder, from: string, to: string): Promise<void> {
  await builder.select(from);
  await builder.rename(to);
}

interface Drawn {
  nodes: Record<string, { name: string; text: Record<string, string> }>;
}
const drawn = async (): Promise<Drawn['nodes']> =>
  (await api.get<{ definition: Drawn }>(`/flows/${flow.id}/draft`)).definition.nodes;
const names = async (): Promise<string[]> => Object.values(await drawn()).map(({ name }) => name);

journey('two who work on one flow see each other, and neither loses a change', async ({ page, browser, faults }) => {
  const [mine, theirs] = [await open(page), await open((await visit(browser)).page)];
  await page.getByRole('list', { name: /also here|Others/i }).waitFor();

  await rename(theirs, 'Two', 'Second');
  await theirs.saved();
  await rename(mine, 'Three', 'Third');
  await mine.saved();
  // What came in stands beside what was made here.
  await mine.node('Second').waitFor();
  expect(await names()).toEqual(['One', 'Second', 'Third']);
  expect(faults.filter((fault) => !fault.includes('412'))).toEqual([]);
});

journey('what both changed is asked, and all else of both is kept', async ({ page, context, browser, faults }) => {
  const [mine, theirs] = [await open(page), await open((await visit(browser)).page)];
  // Neither hears of the other while they write.
  await context.setOffline(true);
  await theirs.select('One');
  await theirs.write('Text', 'Their words.');
  await rename(theirs, 'Two', 'Second');
  await theirs.saved();
  await mine.select('One');
  await mine.write('Text', 'My words.');
  await rename(mine, 'Three', 'Third');
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Choose what holds…' }).click();
  const dialog = page.getByRole('dialog', { name: 'You both changed the same things' });
  await dialog.getByText('Their words.').waitFor();
  await dialog.getByRole('button', { name: 'All as I have it' }).click();
  await dialog.getByRole('button', { name: 'Put together and save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await mine.saved();
  const { one, two, three } = await drawn();
  expect([one?.text['en'], two?.name, three?.name]).toEqual(['My words.', 'Second', 'Third']);
  expect(faults.filter((fault) => !/412|ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(fault))).toEqual([]);
});

journey(
  'texts of both can stand one after the other, and the outline tells who works where',
  async ({ page, context, browser }) => {
    const [mine, theirs] = [await open(page), await open((await visit(browser)).page)];
    await theirs.select('Two');
    await page.getByRole('button', { name: 'Outline' }).click();
    await page
      .getByRole('treeitem')
      .filter({ hasText: /Two.*is editing this/ })
      .waitFor();
    await page.getByRole('button', { name: 'Canvas' }).click();
    await context.setOffline(true);
    await theirs.select('One');
    await theirs.write('Text', 'Good day.');
    await theirs.saved();
    await mine.select('One');
    await mine.write('Text', 'Hi.');
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Choose what holds…' }).click();
    const dialog = page.getByRole('dialog', { name: 'You both changed the same things' });
    await dialog.getByRole('radio', { name: /^Both/ }).check();
    await dialog.getByRole('button', { name: 'Put together and save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await mine.saved();
    expect((await drawn())['one']?.text['en']).toBe('Hi. Good day.');
  },
);

journey('with no server one works on: what was done is sent when it is back', async ({ page, context }) => {
  const builder = await open(page);
  await context.setOffline(true);
  await rename(builder, 'One', 'First');
  await page
    .getByText(/offline|can’t reach|cannot reach/i)
    .first()
    .waitFor();
  await rename(builder, 'Two', 'Second');
  expect(await names()).toEqual(['One', 'Two', 'Three']);
  await context.setOffline(false);
  await builder.saved();
  await until('both are there', names, (now) => now.join() === 'First,Second,Three');
});

journey('a tab that was closed too early gives back what it had', async ({ page, context }) => {
  const builder = await open(page);
  await context.route('**/draft', (route) => (route.request().method() === 'PUT' ? route.abort() : route.fallback()));
  await rename(builder, 'One', 'First');
  await page
    .getByText('Not saved')
    .or(page.getByText(/kept in this browser/))
    .first()
    .waitFor();
  await page.close();
  await context.unroute('**/draft');

  const again = await arrive(await context.newPage());
  await again.page.getByText(/Your unsent changes of .* are back/).waitFor();
  await again.saved();
  expect(await names()).toEqual(['First', 'Two', 'Three']);
});
