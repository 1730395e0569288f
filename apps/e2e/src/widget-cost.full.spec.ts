import type { Page } from 'playwright-core';
import { Api } from './api.js';
import { NARROW } from './browser.js';
import { inBrowser, journey } from './journey.js';
import { shopPage, Website } from './website.js';

inBrowser();

let site: Website;
beforeAll(async () => {
  site = await Website.open('127.0.0.1');
});
afterAll(() => site.close());

/** One run is noise on a busy machine. */
const RUNS = 9;
/** What the widget may cost its page on a processor four times slower than this. */
const MOST_BLOCKING_MS = 10;

interface Cost {
  blocking: number;
  shift: number;
}

journey('a page with the widget does not shift, and blocks at most 10 ms longer than without', async ({ page }) => {
  const { key } = await (await Api.signedIn()).post<{ key: string }>('/widgets', { name: 'Cost' });
  // Long enough for the launcher to lie over something that could move.
  const text = '<p>Town and cargo e-bikes, built and serviced by the water.</p>'.repeat(200);
  const bare = shopPage(text);
  site.page('/without', (nonce) => bare(nonce).replace(/<script nonce="[^"]*" src.*?<\/script>/, ''));
  site.page('/with', shopPage(`${text}<calldocker-ivr widget="${key}" hint="Open now"></calldocker-ivr>`));
  await page.setViewportSize(NARROW);
  await page.addInitScript(observe);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });

  const without: Cost[] = [];
  const within: Cost[] = [];
  for (let run = 0; run < RUNS; run++) {
    without.push(await cost(page, '/without'));
    within.push(await cost(page, '/with'));
  }
  const blocking = [without, within].map((costs) => median(costs.map((each) => each.blocking)));
  console.log(`Blocking: ${blocking[0]?.toFixed(1)} ms without, ${blocking[1]?.toFixed(1)} ms with the widget.`);
  expect(within.map(({ shift }) => shift)).toEqual(without.map(({ shift }) => shift));
  expect((blocking[1] ?? 0) - (blocking[0] ?? 0)).toBeLessThanOrEqual(MOST_BLOCKING_MS);
});

async function cost(page: Page, path: string): Promise<Cost> {
  await page.goto(site.origin + path);
  if (path === '/with') await page.getByRole('button', { name: 'How can we help?' }).waitFor();
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  return page.evaluate('cost');
}

/** Runs in the page before anything else: tasks over 50 ms block what a visitor does by what they are longer. */
function observe(): void {
  const cost = { blocking: 0, shift: 0 };
  Object.assign(window, { cost });
  const add = (type: string, each: (entry: PerformanceEntry) => void): void =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
  add('longtask', ({ duration }) => (cost.blocking += duration - 50));
  add('layout-shift', (entry) => (cost.shift += (entry as PerformanceEntry & { value: number }).value));
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
