import { Api } from './api.js';
import { NARROW, visit } from './browser.js';
import { inBrowser, journey } from './journey.js';
import { look } from './looks.js';
import { openPage, question, savedVisit } from './visitor.js';

inBrowser();

const flow = {
  spec: 1,
  languages: ['en'],
  start: 'name',
  nodes: {
    name: {
      kind: 'ask',
      name: 'Name',
      prompt: { en: 'What is your name?' },
      ...{ answer: 'text', variable: 'name', timeoutSeconds: 600, retries: 1 },
      exits: { next: 'hello', noInput: 'bye', noMatch: 'bye' },
    },
    hello: { kind: 'message', name: 'Hello', text: { en: 'Hello {name}.' }, exits: { next: 'shall' } },
    shall: { kind: 'message', name: 'Shall we', text: { en: 'Shall we go on?' }, exits: { next: 'bye' } },
    bye: { kind: 'end', name: 'Bye', outcome: 'served', text: { en: 'Good bye.' }, exits: {} },
  },
  variables: { name: { type: 'text', personal: false } },
  layout: {},
};

journey('a visit goes on on a phone by a code, is taken back, and goes on where it was each time', async (at) => {
  const { page, browser, faults } = at;
  const { widgetKey } = await (await Api.signedIn()).place('Two devices', flow);
  await openPage(page, widgetKey);
  await question(page, 'What is your name?').waitFor();
  await page.getByRole('textbox').fill('Noor');
  await page.keyboard.press('Enter');
  await question(page, 'Hello Noor').waitFor();

  await page.getByRole('button', { name: 'Options' }).click();
  await page.getByRole('button', { name: 'Continue on another device' }).click();
  await page.getByRole('img', { name: 'Code with the link' }).waitFor();
  expect(await look(page, 'visitor-other-device')).toEqual([]);
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();

  const phone = await visit(browser, { viewport: NARROW, hasTouch: true, isMobile: true });
  await phone.page.goto(link);
  await question(phone.page, 'Hello Noor').waitFor();
  await question(page, 'Your visit goes on elsewhere').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await look(page, 'visitor-elsewhere')).toEqual([]);
  await phone.page.getByRole('button', { name: 'Continue' }).tap();
  await question(phone.page, 'Shall we go on?').waitFor();

  await page.getByRole('button', { name: 'Take it back' }).click();
  await question(page, 'Shall we go on?').waitFor();
  await question(phone.page, 'Your visit goes on elsewhere').waitFor();
  await page.getByRole('button', { name: 'Continue' }).click();
  await question(page, 'Good bye').waitFor();
  // What has ended there has ended here.
  await question(phone.page, 'Good bye').waitFor();
  const [here, there] = [await savedVisit(page, widgetKey), await savedVisit(phone.page, widgetKey)];
  expect(here.sessionId).toBe(there.sessionId);

  const late = await visit(browser);
  await late.page.goto(link);
  await question(late.page, 'This link has been used').waitFor();
  expect([...faults, ...phone.faults]).toEqual([]);
});
