import type { Page } from 'playwright-core';
import { Api, handOver } from './api.js';
import { visit } from './browser.js';
import { signIn } from './console.js';
import { waitForFocus } from './hands.js';
import { placeHelp } from './help-flow.js';
import { inBrowser, journey } from './journey.js';
import { Shop } from './shop.js';
import { people, stack } from './stack.js';
import { openPage, question, savedVisit } from './visitor.js';
import { until } from './wait.js';

inBrowser();

let shop: Shop;
let api: Api;
beforeEach(async () => {
  shop = await Shop.open();
  api = await Api.signedIn();
});
afterEach(() => shop.close());

journey('an order is looked up elsewhere, in another language and then on another device', async (at) => {
  const { page, browser, faults } = at;
  const { widgetKey, flow } = await placeHelp(api, shop);
  await openPage(page, widgetKey);
  await question(page, 'What is it about?').waitFor();
  await page.keyboard.press('1');
  await question(page, 'Which order number?').waitFor();
  await page.keyboard.type('4711');
  await page.keyboard.press('Enter');

  await question(page, 'One moment').waitFor();
  await waitForFocus(page, 'One moment');
  await said(page, 'We ask the workshop.');
  await until(
    'the shop is asked',
    () => Promise.resolve(shop.asked),
    (asked) => asked.length > 0,
  );
  shop.answers();
  await question(page, 'Order 4711 is on its way').waitFor();
  expect(shop.asked).toEqual(['/orders/4711']);

  await page.getByLabel('Language').selectOption('Deutsch');
  await page.getByRole('heading', { level: 1, name: 'Bestellung 4711: on its way' }).waitFor();
  await said(page, 'Bestellung 4711: on its way. Noch etwas?');

  const here = await savedVisit(page, widgetKey);
  const phone = await visit(browser);
  await phone.page.goto(await handOver(here));
  await question(phone.page, 'Bestellung 4711: on its way').waitFor();
  await until(
    'the token is out of the address',
    () => Promise.resolve(phone.page.url()),
    (url) => !url.includes('#'),
  );
  await phone.page.getByRole('button', { name: 'Weiter' }).click();
  await question(phone.page, 'Worum geht es?').waitFor();
  await question(page, 'Ihr Besuch geht anderswo weiter').waitFor();
  await phone.page.getByRole('button', { name: 'Etwas anderes' }).click();
  await phone.page.getByText('Wann sind Beläge verschlissen?').click();
  await phone.page.getByRole('button', { name: 'Ja' }).click();
  await question(phone.page, 'Schön').waitFor();
  expect((await savedVisit(phone.page, widgetKey)).sessionId).toBe(here.sessionId);
  await phone.page.reload();
  await question(phone.page, 'Schön').waitFor();

  await signIn(page);
  await page.goto(`${stack.console}/ivr-dashboard/sessions/${here.sessionId}`);
  await page.getByRole('heading', { level: 1, name: flow.name }).waitFor();
  const path = page.getByRole('region', { name: 'Path' }).getByRole('listitem');
  await path.filter({ hasText: 'Glad' }).waitFor();
  expect(await path.filter({ hasText: 'Look it up' }).locator('.exit').textContent()).toContain('Found');
  expect(await path.filter({ hasText: 'Answers' }).locator('.exit').textContent()).toContain('Solved');
  expect(await path.filter({ hasText: 'Order number' }).count()).toBe(1);
  expect([...faults, ...phone.faults]).toEqual([]);
});

journey('answers that do not help lead to a message, and it arrives', async ({ page, faults }) => {
  const { widgetKey } = await placeHelp(api, shop);
  await openPage(page, widgetKey);
  await question(page, 'What is it about?').waitFor();
  await page.keyboard.press('2');
  await question(page, 'Answers').waitFor();
  await page.getByText('Why do my brakes squeal?').waitFor();
  await waitForFocus(page, 'Answers');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Water and dust glaze the pads.').waitFor();
  await page.getByRole('button', { name: 'I need more help' }).click();

  await question(page, 'Write to us').waitFor();
  await page.getByRole('button', { name: 'Send message' }).click();
  const message = page.getByRole('textbox', { name: 'Your message' });
  await message.and(page.locator(':focus')).waitFor();
  expect(await message.getAttribute('aria-invalid')).toBe('true');
  expect(await page.locator(`#${await message.getAttribute('aria-describedby')}`).textContent()).toContain(
    'Write your message first.',
  );
  const words = `Is a squeal after rain safe? ${widgetKey}`;
  await message.fill(words);
  await page.getByLabel('Your e-mail address').fill('kim@visitor.test');
  await page.getByLabel('Your name').fill('Kim');
  await page.keyboard.press('Enter');
  await question(page, 'We have your message').waitFor();

  const operator = await Api.signedIn(people.global);
  const mails = () => operator.get<{ items: Mail[] }>('/mails');
  const { items } = await until('the mail', mails, (found) => found.items.some(({ text }) => text.includes(words)));
  expect(items.filter(({ text }) => text.includes(words))).toEqual([
    expect.objectContaining({
      to: 'workshop@brightwater.test',
      subject: 'A question from the page',
      text: expect.stringContaining('Kim <kim@visitor.test>'),
    }),
  ]);
  expect(faults).toEqual([]);
});

interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** What a screen reader is told of the change, beside the focus. */
async function said(page: Page, words: string): Promise<void> {
  await page.getByRole('status').filter({ hasText: words }).waitFor({ state: 'attached' });
}
