import { Api, visitDemo } from './api.js';
import { goTo, heading, signIn } from './console.js';
import { placeHelp } from './help-flow.js';
import { inBrowser, journey } from './journey.js';
import { look } from './looks.js';
import { Shop } from './shop.js';
import { people, stack } from './stack.js';
import { stillFilm } from './still.js';
import { frameOf, launcher, openDemo, openPage, question } from './visitor.js';

inBrowser();

const console = (path: string): string => `${stack.console}/ivr-dashboard${path}`;

journey('every page of a company is in order in both themes, on a desk and on a phone', async ({ page, faults }) => {
  const sessionId = await visitDemo();

  await page.goto(console(''));
  await page.getByLabel('E-mail').waitFor();
  faults.push(...(await look(page, 'sign-in')));
  await signIn(page);
  await page.getByRole('link', { name: 'Front door' }).waitFor();
  faults.push(...(await look(page, 'flows')));
  await goTo(page, 'Library');
  await page.getByRole('heading', { level: 2, name: 'Welcome to the workshop' }).waitFor();
  faults.push(...(await look(page, 'library')));
  await goTo(page, 'Sessions');
  await page.getByRole('region', { name: 'Session list' }).waitFor();
  faults.push(...(await look(page, 'sessions')));
  await page.goto(console(`/sessions/${sessionId}`));
  await page.getByText('Callback booked').first().waitFor();
  faults.push(...(await look(page, 'session')));
  await goTo(page, 'Analytics');
  await page.locator('[data-figure="active"]').waitFor();
  faults.push(...(await look(page, 'analytics')));
  await goTo(page, 'Settings');
  await page.getByRole('link', { name: 'Demo page' }).waitFor();
  faults.push(...(await look(page, 'widgets')));
  await page.getByRole('link', { name: 'Demo page' }).click();
  await page.getByRole('region', { name: 'Embed code' }).waitFor();
  faults.push(...(await look(page, 'widget')));
  await page.goto(console('/settings/users'));
  await page.getByText('agent@demo.test').waitFor();
  faults.push(...(await look(page, 'people')));
  await page.goto(console('/account'));
  await heading(page, 'Your account').waitFor();
  faults.push(...(await look(page, 'account')));
  expect(faults).toEqual([]);
});

journey('so is the library as a list, with a piece open, and where one records or types', async ({ page, faults }) => {
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
});

journey('so is the builder, with its preview and as an outline', async ({ page, faults }) => {
  const flow = await (await Api.signedIn()).flowNamed('Front door');
  await signIn(page);
  await page.goto(console(`/flows/${flow.id}`));
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

journey('so is what a global admin sees', async ({ page, faults }) => {
  await signIn(page, people.global);
  await page.getByText('Brightwater Cycles').first().waitFor();
  faults.push(...(await look(page, 'companies')));
  await page.goto(console('/mails'));
  await heading(page, 'Mail outbox').waitFor();
  faults.push(...(await look(page, 'mails')));
  expect(faults).toEqual([]);
});

journey('so is everything a visitor meets', async ({ page, faults }) => {
  await openDemo(page);
  await launcher(page).waitFor();
  faults.push(...(await look(page, 'demo')));
  await launcher(page).click();
  await question(frameOf(page), 'Brightwater Cycles').waitFor({ state: 'attached' });
  await stillFilm(page);
  faults.push(...(await look(page, 'demo-open')));

  await page.goto(`${stack.visitors}/ivr-experience/demo`);
  await page.getByRole('button', { name: 'Skip' }).waitFor();
  await stillFilm(page);
  faults.push(...(await look(page, 'visitor-video')));
  await page.getByRole('button', { name: 'Skip' }).click();
  await question(page, 'How can we help?').waitFor();
  faults.push(...(await look(page, 'visitor-menu')));
  await page.keyboard.press('1');
  await question(page, 'What is your order number?').waitFor();
  faults.push(...(await look(page, 'visitor-ask')));
  await page.keyboard.type('123456');
  await page.keyboard.press('Enter');
  await question(page, 'Order BW-123456 has left').waitFor();
  faults.push(...(await look(page, 'visitor-message')));
  await page.getByRole('button', { name: 'Continue' }).click();
  await question(page, 'How can we help?').waitFor();
  await page.keyboard.press('3');
  await question(page, 'Which number may we call?').waitFor();
  faults.push(...(await look(page, 'visitor-callback')));
  await page.getByLabel('Phone number').fill('0151 23456789');
  await page.getByRole('form').getByRole('button', { name: 'Call me back' }).click();
  await question(page, 'Thank you').waitFor();
  faults.push(...(await look(page, 'visitor-end')));
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
