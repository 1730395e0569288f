import type { Page } from 'playwright-core';
import { Api } from './api.js';
import { NARROW } from './browser.js';
import { inBrowser, journey } from './journey.js';
import { frameOf, question } from './visitor.js';
import { until } from './wait.js';
import { shopPage, Website } from './website.js';

inBrowser();

let site: Website;
beforeAll(async () => {
  site = await Website.open('127.0.0.1');
});
afterAll(() => site.close());

/** Says back what it was given, and to whom it may be shown. */
async function echo(text: string): Promise<string> {
  const api = await Api.signedIn();
  const source = (from: string): object => ({ type: 'text', source: from, personal: false });
  const flow = await api.publish('Echo', {
    spec: 1,
    start: 'echo',
    nodes: {
      echo: { kind: 'message', name: 'Echo', text: { en: text }, exits: { next: 'bye' } },
      bye: { kind: 'end', name: 'Bye', outcome: 'served', text: { en: 'Goodbye.' }, exits: {} },
    },
    languages: ['en'],
    variables: {
      order: source('attribute'),
      pageTitle: source('attribute'),
      pageLanguage: source('attribute'),
      campaign: source('url'),
    },
    layout: {},
  });
  const widget = { name: flow.name, flowId: flow.id, allowedOrigins: [site.origin] };
  return (await api.post<{ key: string }>('/widgets', widget)).key;
}

/** Notes the element's events, and how many listeners stand on the window for messages. */
const NOTES = `
  window.notes = []; window.listening = 0;
  const add = window.addEventListener, remove = window.removeEventListener;
  window.addEventListener = function (type, ...rest) { if (type === 'message') listening++; return add.call(this, type, ...rest); };
  window.removeEventListener = function (type, ...rest) { if (type === 'message') listening--; return remove.call(this, type, ...rest); };
  for (const name of ['open', 'close', 'ended']) add.call(window, 'calldocker:' + name, (event) => notes.push(event.target.id + ' ' + name));`;
const notes = (page: Page): Promise<string[]> => page.evaluate('notes');

journey(
  'a widget under a strict policy is opened and closed by keyboard and tells its flow about the page',
  async ({ page, faults }) => {
    const key = await echo('Order {order}, from {pageTitle} in {pageLanguage}, by {campaign}.');
    site.page(
      '/basket',
      shopPage(`<calldocker-ivr id="help" widget="${key}" data-order="BW-17"></calldocker-ivr>`, NOTES),
    );
    await page.goto(`${site.origin}/basket?campaign=spring#top`);
    await page.getByRole('button', { name: 'How can we help?' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await question(frameOf(page), 'Order BW-17, from Basket in en-IE, by spring').waitFor();
    expect(await page.getByRole('dialog', { name: 'How can we help?' }).count()).toBe(1);

    // Out of the frame and round: the focus does not reach the page behind.
    for (let tabs = 0; tabs < 12; tabs++) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.id)).not.toBe('own');
    }
    await frameOf(page).getByRole('button', { name: 'Continue' }).focus();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await page.evaluate(focused)).toEqual(['help', 'launch']);

    // The same visit, where it was.
    await page.keyboard.press('Enter');
    await frameOf(page).getByRole('button', { name: 'Continue' }).click();
    await question(frameOf(page), 'Goodbye').waitFor();
    expect(await notes(page)).toEqual(['help open', 'help close', 'help open', 'help ended']);
    expect(faults).toEqual([]);
  },
);

journey(
  'of several widgets one is open, and one that leaves the page takes everything along',
  async ({ page, faults }) => {
    const [orders, repairs] = [await echo('Order {order}.'), await echo('Repairs, on {pageTitle}.')];
    site.page(
      '/several',
      shopPage(
        `<calldocker-ivr id="orders" widget="${orders}" data-order="BW-1" launcher="none"></calldocker-ivr>
       <calldocker-ivr id="repairs" widget="${repairs}" position="left" launcher="round" layout="full"></calldocker-ivr>`,
        NOTES,
      ),
    );
    await page.goto(`${site.origin}/several`);
    await page.getByRole('button', { name: 'How can we help?' }).waitFor();
    expect(await page.getByRole('button', { name: 'How can we help?' }).count()).toBe(1);

    await page.locator('#own').focus();
    await page.evaluate(() => {
      const widget = document.querySelector('calldocker-ivr') as unknown as Widget;
      widget.set('order', 'BW-18');
      widget.open();
    });
    await question(page.locator('#orders').frameLocator('iframe'), 'Order BW-18').waitFor();
    // As a site of one page does it.
    await page.evaluate(() => {
      history.pushState(null, '', '/repairs');
      document.title = 'Workshop';
      (document.querySelector('#repairs') as unknown as Widget).open();
    });
    const frame = page.locator('#repairs').frameLocator('iframe');
    await question(frame, 'Repairs, on Workshop').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(1);
    expect((await page.getByRole('dialog').boundingBox())?.width).toBe(page.viewportSize()?.width);
    await frame.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await notes(page)).toEqual(['orders open', 'orders close', 'repairs open', 'repairs close']);

    expect(await page.evaluate('listening')).toBe(2);
    await page.evaluate(() => document.querySelectorAll('calldocker-ivr').forEach((widget) => widget.remove()));
    expect(await page.evaluate('listening')).toBe(0);
    await until(
      'the frames are gone',
      () => Promise.resolve(page.frames().length),
      (frames) => frames === 1,
    );
    await page.evaluate((key) => {
      const widget = document.createElement('calldocker-ivr');
      widget.setAttribute('widget', key);
      document.body.append(widget);
    }, orders);
    await page.getByRole('button', { name: 'How can we help?' }).click();
    await question(frameOf(page), 'Order BW-18').waitFor();
    expect(faults).toEqual([]);
  },
);

journey('on a phone the page covers the whole window, and no side scroll comes of the launcher', async ({ page }) => {
  const key = await echo('Hello.');
  site.page(
    '/phone',
    shopPage(
      `<calldocker-ivr widget="${key}" label="Talk to the people of the workshop by the water" hint="Open now"></calldocker-ivr>`,
    ),
  );
  await page.setViewportSize({ width: 320, height: NARROW.height });
  await page.goto(`${site.origin}/phone`);
  const button = page.getByRole('button', { name: /^Talk to the people/ });
  await button.waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await button.click();
  await question(frameOf(page), 'Hello').waitFor();
  expect(await page.getByRole('dialog').boundingBox()).toEqual({ x: 0, y: 0, width: 320, height: NARROW.height });
});

interface Widget {
  open(): void;
  set(name: string, value: string): void;
}

/** Runs in the page: the element that has the focus, and what of it. */
function focused(): (string | undefined)[] {
  const element = document.activeElement;
  return [element?.id, element?.shadowRoot?.activeElement?.className];
}
