import { Api } from './api.js';
import { inBrowser, journey } from './journey.js';
import { frameOf, question } from './visitor.js';
import { shopPage, Website } from './website.js';

inBrowser();

let site: Website;
beforeAll(async () => {
  site = await Website.open('127.0.0.1');
});
afterAll(() => site.close());

journey(
  'a widget opens by itself on its pages, not over a field, once in a visit, under a strict policy',
  async ({ page, faults }) => {
    const api = await Api.signedIn();
    const flow = await api.publish('By itself', {
      spec: 1,
      start: 'hello',
      nodes: {
        hello: { kind: 'message', name: 'Hello', text: { en: 'Hello.' }, exits: { next: 'bye' } },
        bye: { kind: 'end', name: 'Bye', outcome: 'served', text: { en: 'Goodbye.' }, exits: {} },
      },
      languages: ['en'],
      variables: {},
      layout: {},
    });
    const triggers = { delaySeconds: 1, pages: ['/basket*'] };
    const widget = { name: flow.name, flowId: flow.id, allowedOrigins: [site.origin], triggers };
    const { key } = await api.post<{ key: string }>('/widgets', widget);
    const html = shopPage(`<label>Search <input id="search"></label><calldocker-ivr widget="${key}"></calldocker-ivr>`);
    site.page('/home', html).page('/basket', html);

    // A clock of our own: that nothing opens is seen at once, and for sure.
    await page.clock.install();
    const piece = page.waitForResponse((response) => response.url().endsWith('/widget-triggers.js'));
    await page.goto(`${site.origin}/home`);
    await piece;
    await page.locator('#search').focus();
    // As a site of one page goes on.
    await page.evaluate(() => history.pushState(null, '', '/basket/pay'));
    await page.clock.runFor(5_000);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.locator('#search').blur();
    await page.clock.runFor(1_000);
    await question(frameOf(page), 'Hello').waitFor();

    await frameOf(page).getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.goto(`${site.origin}/basket`);
    await page.getByRole('button', { name: 'How can we help?' }).waitFor();
    await page.clock.runFor(5_000);
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.evaluate(() => [Object.keys(sessionStorage), document.cookie])).toEqual([
      [`calldocker.opened.${key}`],
      '',
    ]);
    expect(faults).toEqual([]);
  },
);
