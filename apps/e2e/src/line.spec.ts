import type { Page } from 'playwright-core';
import { Api, unique } from './api.js';
import { visit } from './browser.js';
import { inBrowser, journey } from './journey.js';
import { look } from './looks.js';
import { openPage, question } from './visitor.js';

inBrowser();

/** A queue that nobody serves, and a widget that leads into it. */
async function line(): Promise<string> {
  const api = await Api.signedIn();
  const queue = unique('line').replaceAll(' ', '-');
  await api.post('/queues', { name: queue, title: 'Workshop' });
  const { widgetKey } = await api.place('Line', {
    spec: 1,
    start: 'wait',
    nodes: {
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
    variables: {},
    layout: {},
  });
  return widgetKey;
}

const spoken = (page: Page) => page.locator('cd-line').getByRole('status');

journey(
  'a visitor in a line keeps the place through a reload and a lost network, and moves up',
  async ({ browser }) => {
    const widgetKey = await line();
    const ahead = await visit(browser);
    await openPage(ahead.page, widgetKey);
    await question(ahead.page, 'You’re first in line').waitFor();

    const { page, context, faults } = await visit(browser);
    await openPage(page, widgetKey);
    await question(page, 'You’re second in line').waitFor();
    await spoken(page).getByText('You’re second in line').waitFor({ state: 'attached' });
    expect(await page.title()).toContain('You’re second in line');
    await page.getByText('We can’t tell yet how long it takes').waitFor();
    await page.getByRole('listitem').getByText('Somebody from the workshop joins you next.').waitFor();
    expect(await look(page, 'line')).toEqual([]);

    await page.reload();
    await question(page, 'You’re second in line').waitFor();
    await context.setOffline(true);
    await page.getByText('You’re offline. Your place is kept').waitFor();
    await question(page, 'You’re second in line').waitFor();
    await context.setOffline(false);
    await page.getByText('You’re offline. Your place is kept').waitFor({ state: 'hidden' });

    await ahead.page.getByRole('button', { name: 'Leave the queue' }).click();
    await question(ahead.page, 'Goodbye').waitFor();
    await question(page, 'You’re first in line').waitFor();
    // Said a moment ago what it was: a screen reader is not interrupted again within the minute.
    expect(await spoken(page).textContent()).toContain('You’re second in line');
    expect(faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  },
);
