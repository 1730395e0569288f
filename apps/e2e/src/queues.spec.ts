import { Api } from './api.js';
import { visit } from './browser.js';
import { signIn } from './console.js';
import { placeLine } from './desk-flow.js';
import { inBrowser, journey } from './journey.js';
import { people, stack } from './stack.js';

inBrowser();

const console = (path: string): string => `${stack.console}/ivr-dashboard/${path}`;

journey('settings of a queue that were saved in another tab are not overwritten', async ({ page, context, faults }) => {
  const { queueId, title } = await placeLine(await Api.signedIn());
  await signIn(page);
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto(console(`queues/${queueId}`));
    await tab.getByLabel('Title').waitFor();
  }
  await page.getByLabel('Title').fill(`${title} first`);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: `${title} first` }).waitFor();
  await other.getByLabel('Title').fill(`${title} second`);
  await other.getByRole('button', { name: 'Save' }).click();
  await other.getByRole('alert').getByText('Someone saved this queue before you').waitFor();
  expect(await other.getByLabel('Title').inputValue()).toBe(`${title} second`);
  await other.getByRole('button', { name: 'Load theirs' }).click();
  await other.getByRole('heading', { level: 1, name: `${title} first` }).waitFor();
  expect(await other.getByLabel('Title').inputValue()).toBe(`${title} first`);
  await other.getByLabel('Title').fill(`${title} second`);
  await other.getByRole('button', { name: 'Save' }).click();
  await other.getByRole('heading', { level: 1, name: `${title} second` }).waitFor();
  // The browser's own note of the refusal.
  expect(faults.filter((fault) => !fault.includes('412'))).toEqual([]);
});

journey(
  'the words for what came of a talk are the company’s, and are changed by keyboard alone',
  async ({ page, browser }) => {
    const api = await Api.signedIn();
    const before = await api.get<{ items: object[]; required: boolean; revision: number }>('/dispositions');
    await signIn(page);
    await page.goto(console('queues'));
    await page.getByRole('button', { name: 'What came of a talk' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'What came of a talk' });
    await dialog.getByRole('button', { name: 'Add another' }).focus();
    await page.keyboard.press('Enter');
    await dialog
      .getByLabel(`Number ${before.items.length + 1}`)
      .and(dialog.locator(':focus'))
      .waitFor();
    await page.keyboard.press('Enter');
    await dialog.getByRole('alert').getByText('Say it in a word or two.').waitFor();
    const word = `Sold ${Date.now().toString(36)}`;
    await page.keyboard.type(word);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await dialog
      .getByRole('button', { name: `Move ${word} up` })
      .and(dialog.locator(':focus'))
      .waitFor();
    await dialog.getByLabel(`Number ${before.items.length}`).focus();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });

    const after = await api.get<{ items: { label: string }[]; revision: number }>('/dispositions');
    expect(after.items.at(-2)?.label).toBe(word);
    const agent = await visit(browser);
    await signIn(agent.page, people.agent);
    await agent.page.goto(console('queues'));
    await agent.page.getByRole('heading', { level: 1, name: 'Queues' }).waitFor();
    expect(await agent.page.getByRole('button', { name: 'What came of a talk' }).count()).toBe(0);
    await api.put(
      '/dispositions',
      { items: before.items, required: before.required },
      { 'if-match': `"${after.revision}"` },
    );
  },
);
