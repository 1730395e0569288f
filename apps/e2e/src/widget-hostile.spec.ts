import type { Frame, Page } from 'playwright-core';
import { Api } from './api.js';
import { inBrowser, journey } from './journey.js';
import { stack } from './stack.js';
import { frameOf, question } from './visitor.js';
import { shopPage, Website } from './website.js';

inBrowser();

let shop: Website;
/** Of another origin, on no widget's list. */
let stranger: Website;
beforeAll(async () => {
  stranger = await Website.open('localhost', 'http://127.0.0.1:*');
  shop = await Website.open('127.0.0.1', stranger.origin);
});
afterAll(() => Promise.all([shop.close(), stranger.close()]));

async function greeting(): Promise<string> {
  const api = await Api.signedIn();
  const flow = await api.publish('Greeting', {
    spec: 1,
    start: 'hello',
    nodes: {
      hello: { kind: 'message', name: 'Hello', text: { en: 'Hello, Noor.' }, exits: { next: 'bye' } },
      bye: { kind: 'end', name: 'Bye', outcome: 'served', text: { en: 'Goodbye.' }, exits: {} },
    },
    languages: ['en'],
    variables: {},
    layout: {},
  });
  const widget = { name: flow.name, flowId: flow.id, allowedOrigins: [shop.origin] };
  return (await api.post<{ key: string }>('/widgets', widget)).key;
}

/** Everything the widget and its page say to one another, from the mouth of somebody else. */
const FORGED = `
  const forged = [
    ...['ready', 'close', 'open', 'input', 'step'].map((type) => ({ calldocker: 1, type })),
    { calldocker: 1, type: 'ended', sessionId: 'forged' },
    { calldocker: 1, type: 'theme', theme: 'dark' },
    { calldocker: 1, type: 'told', told: 'data.order=forged' },
  ];
  const sendTo = (target) => forged.forEach((message) => target.postMessage(message, '*'));
  window.heard = [];
  window.addEventListener('message', (event) => heard.push({ origin: event.origin, data: event.data }));`;

/** Beside the widget: lies to the page itself, and hands the widget's window to a frame that lies to it. */
const HOSTILE = `${FORGED}
  window.ended = 0;
  document.addEventListener('calldocker:ended', () => ended++);
  window.attack = () => { sendTo(window); document.querySelectorAll('iframe.evil').forEach((frame) => frame.contentWindow.attack?.()); };`;
/** A frame on the host's own page, of the host's own origin: it reaches the widget's window, and is not its parent. */
const WITHIN = `${FORGED}
  window.attack = () => {
    sendTo(parent);
    sendTo(parent.document.querySelector('calldocker-ivr').shadowRoot.querySelector('iframe').contentWindow);
  };`;
/** A frame of a stranger's, an advertisement for example. */
const ABROAD = `${FORGED}
  setInterval(() => { sendTo(parent); for (let n = 0; n < parent.length; n++) sendTo(parent[n]); }, 50);`;

const script = (source: string) => (nonce: string) =>
  `<!doctype html><html lang="en"><title>Frame</title><script nonce="${nonce}">${source}</script>`;

journey(
  'a hostile script beside the widget, in it and abroad: nothing is obeyed and nothing leaks',
  async ({ page }) => {
    const key = await greeting();
    stranger.page('/ad', script(ABROAD));
    shop.page('/within', script(WITHIN));
    shop.page(
      '/shop',
      shopPage(
        `<calldocker-ivr widget="${key}"></calldocker-ivr><iframe class="evil" src="/within"></iframe><iframe src="${stranger.origin}/ad"></iframe>`,
        HOSTILE,
      ),
    );
    await page.goto(`${shop.origin}/shop`);
    await page.getByRole('button', { name: 'How can we help?' }).click();
    const hello = question(frameOf(page), 'Hello, Noor');
    await hello.waitFor();
    const frames = page.frames();
    const [visitors, abroad, within] = [`/ivr-experience/${key}`, '/ad', '/within'].map((path) =>
      frames.find((frame) => frame.url().includes(path)),
    );
    if (!visitors || !abroad || !within) throw new Error('A frame is missing.');
    // What arrives there is known to have arrived.
    await visitors.evaluate(() => {
      const all = window as unknown as { lies: number };
      all.lies = 0;
      addEventListener('message', () => all.lies++);
    });
    await page.evaluate('attack()');
    await visitors.waitForFunction('lies >= 8');
    await page.waitForFunction('heard.length >= 24');

    expect(await page.getByRole('dialog').count()).toBe(1);
    expect(await hello.count()).toBe(1);
    expect(await visitors.evaluate(() => document.documentElement.dataset['theme'])).toBeUndefined();
    expect(await page.evaluate('ended')).toBe(0);
    // Of the visitor's page the host hears that it is there. Strangers hear what they say to themselves at most.
    expect(await heardFrom(page.mainFrame())).toEqual([{ calldocker: 1, type: 'ready' }]);
    expect(await heardFrom(abroad)).toEqual([]);
    expect(await heardFrom(within)).toEqual([]);

    // And the widget still does what its own page says.
    await frameOf(page).getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  },
);

journey(
  'a website that is not on the list shows no page, by the widget, in a frame or round a corner',
  async ({ page }) => {
    const key = await greeting();
    shop.page('/shop', shopPage(`<calldocker-ivr widget="${key}"></calldocker-ivr>`));
    stranger.page('/widget', shopPage(`<calldocker-ivr widget="${key}"></calldocker-ivr>`));
    stranger.page('/frame', shopPage(`<iframe src="${stack.visitors}/ivr-experience/${key}"></iframe>`));
    stranger.page('/corner', shopPage(`<iframe width="800" height="800" src="${shop.origin}/shop"></iframe>`));

    await page.clock.install();
    await page.goto(`${stranger.origin}/widget`);
    await page.getByRole('button', { name: 'How can we help?' }).click();
    await untilRefused(page);
    await page.clock.fastForward(13_000);
    const link = page.getByRole('link', { name: 'Open it in a new tab' });
    expect(await link.getAttribute('href')).toContain(`${stack.visitors}/ivr-experience/${key}#`);

    await page.goto(`${stranger.origin}/frame`);
    await untilRefused(page);

    await page.goto(`${stranger.origin}/corner`);
    await page.frameLocator('iframe').getByRole('button', { name: 'How can we help?' }).click();
    await untilRefused(page);
    expect(await greeted(page)).toBe(false);

    // The list is all that stands between: the shop itself may.
    await page.goto(`${shop.origin}/shop`);
    await page.getByRole('button', { name: 'How can we help?' }).click();
    await question(frameOf(page), 'Hello, Noor').waitFor();
    expect(await greeted(page)).toBe(true);
  },
);

/** What the visitor's page said there. */
async function heardFrom(frame: Frame): Promise<unknown[]> {
  const heard = await frame.evaluate<{ origin: string; data: unknown }[]>('heard');
  return heard.filter(({ origin }) => origin === stack.visitors).map(({ data }) => data);
}

/** The browser puts a page of its own in the place of one that may not be framed. */
async function untilRefused(page: Page): Promise<void> {
  for (;;) {
    const refused = page.frames().find((frame) => frame.url().startsWith('chrome-error:'));
    if (refused) return;
    await page.waitForEvent('framenavigated');
  }
}

async function greeted(page: Page): Promise<boolean> {
  const counts = await Promise.all(page.frames().map((frame) => frame.getByText('Hello, Noor').count()));
  return counts.some((count) => count > 0);
}
