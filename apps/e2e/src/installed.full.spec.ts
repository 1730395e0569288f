import type { Page } from 'playwright-core';
import { Api, unique } from './api.js';
import { shoot } from './browser.js';
import { inBrowser, journey } from './journey.js';
import { look } from './looks.js';
import { stack } from './stack.js';
import { frameOf, launcher, openDemo, openPage, question } from './visitor.js';

inBrowser();

const controlled = (): Promise<boolean> =>
  navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null);

journey('the visitor’s page by itself can be installed, as one app for each widget', async ({ page, context }) => {
  await openPage(page, 'demo');
  await page.getByRole('button', { name: 'Skip' }).waitFor();
  const browser = await context.newCDPSession(page);
  const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors');
  // A context of a test is a private window, where Chromium installs nothing, whatever the page.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
  const { url, errors, data } = await browser.send('Page.getAppManifest');
  expect([url, errors]).toEqual([`${stack.visitors}/ivr-experience/demo/app.webmanifest`, []]);
  const { icons, name } = JSON.parse(data ?? '{}') as { name: string; icons: { src: string }[] };
  expect(name).toBe('Brightwater Cycles');
  const drawn = await page.evaluate(
    async (sources) => {
      const sizes: number[] = [];
      for (const src of sources) {
        const image = new Image();
        image.src = src;
        await image.decode();
        sizes.push(image.naturalWidth);
      }
      return sizes;
    },
    icons.map(({ src }) => src),
  );
  expect(drawn).toEqual([512, 512]);
});

journey(
  'without a network the page says what to do, and comes back by itself to where it was',
  async ({ page, context }) => {
    await openPage(page, 'demo');
    await page.getByRole('button', { name: 'Skip' }).click();
    await question(page, 'How can we help?').waitFor();
    await page.evaluate(controlled);

    await context.setOffline(true);
    await page.reload();
    await page.getByRole('heading', { name: 'You’re offline' }).waitFor();
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('main') as Element).display)).toBe('grid');
    await shoot(page, 'offline-page');
    await context.setOffline(false);
    await question(page, 'How can we help?').waitFor();

    // Nothing of the visit, and nothing that the service has said, is kept by the worker.
    const kept = await page.evaluate(async () => {
      const urls: string[] = [];
      for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys()) urls.push(new URL(url).pathname);
      return urls;
    });
    expect(kept).toContain('/ivr-experience/offline');
    expect(kept.filter((path) => !/^\/ivr-experience\/(offline$|assets\/offline-)/.test(path))).toEqual([]);
  },
);

journey('in a widget nothing is installed, and nothing stands between the frame and the network', async ({ page }) => {
  await openDemo(page);
  await launcher(page).click();
  await frameOf(page).getByRole('button', { name: 'Skip' }).waitFor();
  const workers = await frameOf(page)
    .locator('body')
    .evaluate(() => navigator.serviceWorker.getRegistrations().then(({ length }) => length));
  expect(workers).toBe(0);
});

/** A queue that nobody serves, and a widget that leads into it, or asks for a number to call. */
async function line(first: 'wait' | 'call'): Promise<string> {
  const api = await Api.signedIn();
  const queue = unique('told').replaceAll(' ', '-');
  await api.post('/queues', { name: queue, title: 'Workshop' });
  const bye = (outcome: string, text: string) => ({
    kind: 'end',
    name: outcome,
    outcome,
    text: { en: text },
    exits: {},
  });
  const nodes = {
    wait: {
      wait: {
        kind: 'queue',
        name: 'Wait',
        queue,
        prompt: { en: 'Somebody from the workshop joins you next.' },
        maxWaitSeconds: 3600,
        exits: { answered: 'bye', overflow: 'bye', failed: 'bye' },
      },
      bye: bye('served', 'Goodbye.'),
    },
    call: {
      call: {
        kind: 'callback',
        name: 'Call me',
        queue,
        prompt: { en: 'Which number may we call?' },
        ...{ timeoutSeconds: 120, retries: 1 },
        exits: { booked: 'bye', noInput: 'lost', noMatch: 'lost' },
      },
      bye: bye('callback', 'We’ll call you.'),
      lost: bye('failed', 'Lost.'),
    },
  }[first];
  const definition = { spec: 1, start: first, nodes, languages: ['en'], variables: {}, layout: {} };
  const { widgetKey } = await api.place('Told', definition);
  return widgetKey;
}

/** A browser without windows asks nobody and has no push service: its part is done by a stand-in, all else is what it is. */
async function withPushService(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const keys = { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) };
    const endpoint = 'https://push.example/send/1';
    const subscription = { endpoint, toJSON: () => ({ endpoint, keys }), unsubscribe: () => Promise.resolve(true) };
    let subscribed = false;
    let asked = 0;
    Object.assign(PushManager.prototype, {
      getSubscription: () => Promise.resolve(subscribed ? subscription : null),
      subscribe: () => Promise.resolve(((subscribed = true), subscription)),
    });
    Object.defineProperty(Notification, 'permission', { get: () => (asked ? 'granted' : 'default') });
    Notification.requestPermission = () => Promise.resolve(((asked += 1), 'granted' as const));
    Object.assign(window, { timesAsked: () => asked });
  });
}

const pushed = (page: Page, method: string) =>
  page.waitForResponse(
    (response) => response.url().endsWith('/push') && response.request().method() === method && response.ok(),
  );

journey('who waits may ask by one button to be told, and take it back', async ({ page, faults }) => {
  await withPushService(page);
  await openPage(page, await line('wait'));
  const offer = page.getByRole('button', { name: /^Tell me when it’s my turn/ });
  await offer.waitFor();
  // Nobody is asked anything before they have pressed it.
  expect(await page.evaluate('timesAsked()')).toBe(0);
  expect(await look(page, 'push-offer')).toEqual([]);
  const told = pushed(page, 'PUT');
  await offer.press('Enter');
  await told;
  await page.getByText('We’ll tell you on this device').waitFor();
  expect(await look(page, 'push-on')).toEqual([]);
  const taken = pushed(page, 'DELETE');
  await page.getByRole('button', { name: 'Don’t tell me' }).press('Enter');
  await taken;
  await offer.waitFor();
  expect(faults).toEqual([]);
});

journey('who is to be called may ask to be told, though the visit is over', async ({ page, faults }) => {
  await withPushService(page);
  await openPage(page, await line('call'));
  await page.getByRole('textbox', { name: 'Phone number' }).fill('+49 1512 3456789');
  await page.keyboard.press('Enter');
  const offer = page.getByRole('button', { name: /^Tell me when you call/ });
  await offer.waitFor();
  expect(await look(page, 'push-call')).toEqual([]);
  const told = pushed(page, 'PUT');
  await offer.press('Enter');
  await told;
  await page.getByText('We’ll tell you on this device').waitFor();
  expect(faults).toEqual([]);
});
