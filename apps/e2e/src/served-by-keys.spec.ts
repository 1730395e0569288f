import { Api, beginVisit, unique } from './api.js';
import { signIn } from './console.js';
import { finishAll, placeLine } from './desk-flow.js';
import { tabTo, waitForFocus } from './hands.js';
import { inBrowser, journey } from './journey.js';
import { people, stack } from './stack.js';
import { until } from './wait.js';

inBrowser();

const console = (path: string): string => `${stack.console}/ivr-dashboard/${path}`;

journey('an agent serves a visitor without a mouse', async ({ page, faults }) => {
  const [api, colleague] = [await Api.signedIn(), await Api.signedIn(people.agent)];
  const line = await placeLine(api);
  await finishAll(colleague);
  await signIn(page, people.agent);
  await page.goto(console('desk'));
  await page.getByRole('heading', { level: 1, name: 'Desk' }).waitFor();
  await tabTo(page, 'Availability');
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await beginVisit(line.widgetKey);
  await page.getByRole('alertdialog').filter({ hasText: line.title }).waitFor();
  await page.keyboard.press('a');
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
  await page.keyboard.press('r');
  await waitForFocus(page, 'Message');
  await page.keyboard.type('Hello');
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText('Hello').waitFor();
  await tabTo(page, 'Messages with', 60);
  await page.getByRole('radio', { name: 'Solved' }).focus();
  await page.keyboard.press('Space');
  await tabTo(page, 'Notes for your colleagues');
  await page.keyboard.type('Wanted to say hello.');
  await page.getByText('Saved', { exact: true }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('radio', { name: 'Solved' }).waitFor({ state: 'detached' });
  const over = async () =>
    (await api.get<{ items: { disposition: string }[] }>(`/queues/${line.queueId}/entries?which=over`)).items;
  const [done] = await until('the visitor is done with', over, ({ length }) => length === 1);
  expect(done?.disposition).toBe('Solved');
  expect(faults).toEqual([]);
});

journey('an article is written, and a callback rule opened, without a mouse', async ({ page, faults }) => {
  const asked = unique('How do I reset it?');
  await signIn(page);
  await page.goto(console('help'));
  await page.getByRole('heading', { level: 1 }).waitFor();
  await tabTo(page, 'New article', 60);
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Question' }).first().waitFor();
  await page.getByRole('textbox', { name: 'Question' }).first().focus();
  await page.keyboard.type(asked);
  await page.keyboard.press('Tab');
  await page.keyboard.type('Hold the button for ten seconds.');
  await tabTo(page, 'Save', 60);
  await page.keyboard.press('Enter');
  const saved = async () =>
    (await (await Api.signedIn()).get<{ items: { texts: { question: string }[] }[] }>('/articles')).items;
  await until('the article is kept', saved, (items) => items.some(({ texts }) => texts[0]?.question === asked));
  await page.goto(console('sessions/callbacks'));
  await page.getByRole('heading', { level: 1, name: 'Callbacks' }).waitFor();
  await tabTo(page, 'Whom we call', 60);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await waitForFocus(page, 'Whom we call');
  expect(faults).toEqual([]);
});
