import type { Page } from 'playwright-core';
import { Api, unique } from './api.js';
import { visit } from './browser.js';
import { inBrowser, journey } from './journey.js';
import { look } from './looks.js';
import { openPage, question } from './visitor.js';

inBrowser();

/** A question, then a line that nobody serves; an article and a mailbox behind the doors. */
async function place(): Promise<{ widgetKey: string; word: string }> {
  const api = await Api.signedIn();
  const queue = unique('dock').replaceAll(' ', '-');
  await api.post('/queues', { name: queue, title: 'Workshop' });
  const word = unique('squeal').replaceAll(' ', '');
  const texts = [{ language: 'en', question: `Why do brakes ${word}?`, answer: 'Water and dust glaze the pads.' }];
  await api.post('/articles', { status: 'published', tags: [], texts });
  const { widgetKey } = await api.place('Dock', {
    spec: 1,
    start: 'about',
    nodes: {
      about: {
        kind: 'ask',
        name: 'About',
        prompt: { en: 'What is it about?' },
        answer: 'text',
        variable: 'about',
        timeoutSeconds: 600,
        retries: 1,
        exits: { next: 'wait', noInput: 'bye', noMatch: 'bye' },
      },
      wait: {
        kind: 'queue',
        name: 'Wait',
        queue,
        prompt: { en: 'Somebody from the workshop joins you next.' },
        maxWaitSeconds: 3600,
        exits: { answered: 'bye', overflow: 'bye', failed: 'bye' },
      },
      bye: { kind: 'end', name: 'Bye', outcome: 'served', text: { en: 'Goodbye.' }, exits: {} },
    },
    languages: ['en'],
    variables: { about: { type: 'text', personal: false } },
    mailbox: 'workshop@brightwater.test',
    layout: {},
  });
  return { widgetKey, word };
}

/** By the keyboard alone. */
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().focus();
  await page.keyboard.press('Enter');
}

const field = (page: Page) => page.getByRole('textbox', { name: 'What is it about?' });
const second = (page: Page) => page.getByText('2nd', { exact: true });

journey('who waits goes through each door and comes back to the same place', async ({ browser }) => {
  const { widgetKey, word } = await place();
  const ahead = await visit(browser);
  await openPage(ahead.page, widgetKey);
  await field(ahead.page).fill('Wheels');
  await ahead.page.keyboard.press('Enter');
  await question(ahead.page, 'You’re first in line').waitFor();

  const { page, faults } = await visit(browser);
  await openPage(page, widgetKey);
  // What was typed and not sent is there still after a look behind a door.
  await field(page).fill('Brakes that squ');
  await press(page, 'Answers');
  await question(page, 'Answers').waitFor();
  await page.keyboard.press('Escape');
  await question(page, 'What is it about?').waitFor();
  expect(await field(page).inputValue()).toBe('Brakes that squ');
  await field(page).press('Enter');
  await question(page, 'You’re second in line').waitFor();
  expect(await look(page, 'dock-line')).toEqual([]);

  await press(page, 'Answers');
  await second(page).waitFor();
  await page.getByRole('searchbox').fill(word);
  await page.locator('summary', { hasText: word }).press('Enter');
  await page.getByRole('button', { name: 'No' }).press('Enter');
  await page.locator('.faq .notice').getByText('Thank you for telling us').waitFor();
  expect(await look(page, 'dock-answers')).toEqual([]);

  await press(page, 'E-mail');
  await question(page, 'Write to us').waitFor();
  await second(page).waitFor();
  expect(await look(page, 'dock-email')).toEqual([]);
  await page.getByLabel('Your message').fill('My brakes squeal.');
  await page.getByLabel('Your e-mail address').fill('noor@example.test');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Continue' }).waitFor();
  await press(page, 'Continue');
  await question(page, 'You’re second in line').waitFor();

  await press(page, 'Chat');
  await question(page, 'Chat with us').waitFor();
  await page.getByLabel('Write a message').fill('Is it safe to ride?');
  await page.keyboard.press('Enter');
  await page
    .locator('.log')
    .getByText(/^Sent /)
    .waitFor();
  expect(await look(page, 'dock-chat')).toEqual([]);
  await page.reload();
  await page.getByText('Is it safe to ride?').waitFor();
  await press(page, 'Back to your place in line');
  await question(page, 'You’re second in line').waitFor();

  await page.getByRole('button', { name: /^Keep my place and call me/ }).press('Enter');
  await page.getByLabel('Phone number').waitFor();
  await second(page).waitFor();
  expect(await look(page, 'dock-callback')).toEqual([]);
  await press(page, 'Back');
  await question(page, 'You’re second in line').waitFor();
  expect(faults).toEqual([]);
});
