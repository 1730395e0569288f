import { Api } from './api.js';
import { inBrowser, journey } from './journey.js';
import { look } from './looks.js';
import { stack } from './stack.js';
import { frameOf, question } from './visitor.js';
import { shopPage, Website } from './website.js';

inBrowser();

let site: Website;
beforeAll(async () => {
  site = await Website.open('127.0.0.1');
});
afterAll(() => site.close());

const BRAND = {
  lamp: '#ffd400',
  font: 'serif',
  colours: {
    buttonLight: '#7a1f3d',
    buttonDark: '#ffb3c7',
    floorLight: '#e8d9c8',
    floorDark: '#2a0f18',
    launcher: '#7a1f3d',
  },
  wording: {
    en: { launcher: 'Talk to us', hint: 'Open now', greeting: 'Opening the shop' },
    nl: { launcher: 'Praat met ons' },
  },
  privacyUrl: 'https://www.shop.example/privacy',
};

async function branded(name: string): Promise<string> {
  const api = await Api.signedIn();
  const flow = await api.publish(name, {
    spec: 1,
    start: 'hello',
    nodes: {
      hello: {
        kind: 'message',
        name: 'Hello',
        text: { en: 'Hello.', nl: 'Hallo.' },
        exits: { next: 'bye' },
      },
      bye: { kind: 'end', name: 'Bye', outcome: 'served', text: { en: 'Goodbye.', nl: 'Dag.' }, exits: {} },
    },
    languages: ['en', 'nl'],
    variables: {},
    layout: {},
  });
  const widget = { name, flowId: flow.id, allowedOrigins: [site.origin], brand: BRAND };
  return (await api.post<{ key: string }>('/widgets', widget)).key;
}

journey(
  'a company’s look and words are on its button and on its page, under strict policies',
  async ({ page, faults }) => {
    const key = await branded('Branded');
    site.page('/shop', shopPage(`<calldocker-ivr widget="${key}"></calldocker-ivr>`));
    await page.goto(`${site.origin}/shop`);
    const button = page.getByRole('button', { name: 'Talk to us Open now' });
    await button.waitFor();
    expect(await button.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(122, 31, 61)');

    await button.click();
    const frame = frameOf(page);
    await question(frame, 'Hello').waitFor();
    const next = frame.getByRole('button', { name: 'Continue' });
    expect(await next.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(122, 31, 61)');
    expect(await next.evaluate((element) => getComputedStyle(element).fontFamily)).toMatch(/^Charter/);
    await frame.getByRole('button', { name: 'Options' }).click();
    await frame.getByRole('button', { name: 'Privacy' }).click();
    expect(await frame.getByRole('link', { name: /privacy/ }).getAttribute('href')).toBe(BRAND.privacyUrl);
    await frame.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

    // The page around it changes its mind: the words follow, in the flow too.
    await page.evaluate(() =>
      (document.querySelector('calldocker-ivr') as unknown as { set(values: object): void }).set({ language: 'nl' }),
    );
    await question(frame, 'Hallo').waitFor();
    expect(await page.getByRole('button', { name: 'Praat met ons', includeHidden: true }).count()).toBe(1);
    expect(faults).toEqual([]);
  },
);

journey('a branded page is readable in both themes, and keeps nothing but the visit', async ({ page }) => {
  const key = await branded('Readable');
  await page.goto(`${stack.visitors}/ivr-experience/${key}`);
  await question(page, 'Hello').waitFor();
  expect(await look(page, 'branded-message')).toEqual([]);

  // What the visit needs to be found again after a reload, in the tab and in the browser, and no cookie at all.
  expect(await page.context().cookies()).toEqual([]);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const kept = await page.evaluate(async () => ({
    tab: Object.keys(sessionStorage),
    browser: Object.keys(localStorage),
    databases: (await indexedDB.databases()).length,
    // A page for when there is no network, which is the same for everybody.
    caches: await caches.keys(),
    files: (await (await caches.open('calldocker.offline')).keys()).map(({ url }) => new URL(url).pathname),
  }));
  const visitKey = `calldocker.visit.${key}`;
  const { files, ...others } = kept;
  expect(others).toEqual({ tab: [visitKey], browser: [visitKey], databases: 0, caches: ['calldocker.offline'] });
  expect(files.every((file) => /^\/ivr-experience\/(offline$|assets\/offline-)/.test(file))).toBe(true);
});

journey('two buttons at one corner stand above one another', async ({ page }) => {
  const [first, second] = [await branded('First'), await branded('Second')];
  site.page(
    '/two',
    shopPage(
      `<calldocker-ivr widget="${first}" label="First"></calldocker-ivr><calldocker-ivr widget="${second}" label="Second"></calldocker-ivr>`,
    ),
  );
  await page.goto(`${site.origin}/two`);
  const [low, high] = ['First', 'Second'].map((name) => page.getByRole('button', { name: new RegExp(`^${name}`) }));
  await high?.waitFor();
  const [below, above] = [await low?.boundingBox(), await high?.boundingBox()];
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThan(below?.y ?? 0);
  // The lower one goes: the other comes down.
  await page
    .locator('calldocker-ivr')
    .first()
    .evaluate((element) => element.remove());
  expect((await high?.boundingBox())?.y).toBe(below?.y);
});

test('the widget’s types are there for whoever embeds it', async () => {
  const answer = await fetch(`${stack.visitors}/widget.d.ts`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
  expect(await answer.text()).toContain("'calldocker-ivr': CallDockerIvrElement");
});
