import { Api } from './api.js';
import { goTo, signIn } from './console.js';
import { placeHelp } from './help-flow.js';
import { inBrowser, journey } from './journey.js';
import { look } from './looks.js';
import { Shop } from './shop.js';
import { stack } from './stack.js';
import { openPage, question } from './visitor.js';

inBrowser();

journey(
  'the library is in order as a list, with a piece open, and where one records or types',
  async ({ page, faults }) => {
    await signIn(page);
    await goTo(page, 'Library');
    await page.getByRole('button', { name: 'List', exact: true }).click();
    await page.getByRole('checkbox', { name: 'Select Welcome to the workshop' }).check();
    faults.push(...(await look(page, 'library-list')));
    await page.getByRole('button', { name: 'Grid', exact: true }).click();
    await page.keyboard.press('Escape');
    await page.locator('[data-piece]').filter({ hasText: 'Welcome to the workshop' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: 'Recordings' }).getByRole('listitem').first().waitFor();
    faults.push(...(await look(page, 'library-piece')));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Record' }).click();
    await page.getByLabel('Text to read').fill('Welcome to the workshop.');
    faults.push(...(await look(page, 'library-record')));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'From text' }).click();
    await page.getByRole('dialog').getByLabel('Name').waitFor();
    faults.push(...(await look(page, 'library-speech')));
    await page.keyboard.press('Escape');
    expect(faults).toEqual([]);
  },
);

journey('so is the builder, with its preview and as an outline', async ({ page, faults }) => {
  const flow = await (await Api.signedIn()).flowNamed('Front door');
  await signIn(page);
  await page.goto(`${stack.console}/ivr-dashboard/flows/${flow.id}`);
  await page.getByTestId('node').nth(13).waitFor();
  faults.push(...(await look(page, 'builder')));
  await page.getByTestId('node').first().click();
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.frameLocator('iframe').getByRole('button', { name: 'Skip' }).click();
  await page.frameLocator('iframe').getByRole('heading', { name: 'How can we help?' }).waitFor();
  faults.push(...(await look(page, 'builder-preview')));
  await page.getByRole('button', { name: 'Outline' }).click();
  faults.push(...(await look(page, 'builder-outline')));
  expect(faults).toEqual([]);
});

describe('what needs a system beside it', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await Shop.open();
  });
  afterEach(() => shop.close());

  journey('is in order too: the screens that wait, answer and take messages', async ({ page, faults }) => {
    const { widgetKey } = await placeHelp(await Api.signedIn(), shop);
    await openPage(page, widgetKey);
    await question(page, 'What is it about?').waitFor();
    await page.keyboard.press('1');
    await question(page, 'Which order number?').waitFor();
    await page.keyboard.type('4711');
    await page.keyboard.press('Enter');
    await question(page, 'One moment').waitFor();
    faults.push(...(await look(page, 'visitor-wait')));
    shop.answers();
    await page.getByRole('button', { name: 'Continue' }).click();
    await question(page, 'What is it about?').waitFor();
    await page.keyboard.press('2');
    await page.getByText('Why do my brakes squeal?').click();
    await page.getByText('Water and dust glaze the pads.').waitFor();
    faults.push(...(await look(page, 'visitor-answers')));
    await page.getByRole('button', { name: 'No', exact: true }).click();
    await question(page, 'Write to us').waitFor();
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.getByText('Write your message first.').waitFor();
    faults.push(...(await look(page, 'visitor-write')));
    expect(faults).toEqual([]);
  });
});
