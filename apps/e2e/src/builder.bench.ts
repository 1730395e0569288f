import { writeFileSync } from 'node:fs';
import type { CDPSession, Page } from 'playwright-core';
import { Api, type Flow, unique } from './api.js';
import { signIn } from './console.js';
import { largeFlow } from './large-flow.js';
import { inBrowser, journey } from './journey.js';
import { stack } from './stack.js';

/** What `npm run bench -- builder` measures; it says how often, and where the figures go. */
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 7);
const EDITS = Number(process.env['BENCH_EDITS'] ?? 3_600);
const RESULTS = process.env['BENCH_RESULTS'];

/** Milliseconds, and for memory the end over the start. */
interface Figures {
  open: number[];
  drag: number[];
  pan: number[];
  zoom: number[];
  memory: number[];
}

inBrowser();

journey(
  'large flows open, move and stay small',
  async ({ page, faults }) => {
    const api = await Api.signedIn();
    const [thousand, most] = [await made(api, 1_000), await made(api, 2_000)];
    await signIn(page);
    const figures: Figures = { open: [], drag: [], pan: [], zoom: [], memory: [] };
    await opened(page, thousand);
    for (let round = 0; round < ROUNDS; round++) {
      figures.open.push(await opened(page, thousand));
      figures.drag.push(await dragged(page));
      await opened(page, most);
      figures.pan.push(await wheeled(page, false));
      figures.zoom.push(await wheeled(page, true));
    }
    // Another one: in the first the pulled card lies beneath others by now.
    await opened(page, await made(api, 1_000));
    figures.memory.push(await edited(page));
    expect(faults).toEqual([]);
    if (RESULTS) writeFileSync(RESULTS, JSON.stringify(figures));
  },
  1_800_000,
);

function made(api: Api, nodes: number): Promise<Flow> {
  return api.post<Flow>('/flows/import', { name: unique(`${nodes} nodes`), definition: largeFlow(nodes) });
}

/** From the address to the first frame in which the cards stand and the page has time again. */
async function opened(page: Page, { id }: Flow): Promise<number> {
  await page.goto(`${stack.console}/ivr-dashboard/flows/${id}`);
  await page.getByTestId('node').first().waitFor();
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        requestAnimationFrame(() => requestIdleCallback(() => resolve(performance.now())));
      }),
  );
}

/** A card is pulled about; the 95th of a hundred frames. */
async function dragged(page: Page): Promise<number> {
  const box = await page.getByTestId('node').first().locator('[data-card]').boundingBox();
  if (!box) throw new Error('There is no card to drag.');
  const { mouse } = page;
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move(from.x + 8, from.y + 8);
  await framesBegin(page);
  for (let step = 0; step < 120; step++) {
    const turn = (step / 120) * 4 * Math.PI;
    await mouse.move(from.x + 200 + 180 * Math.sin(turn), from.y + 160 + 140 * Math.cos(turn));
  }
  const slow = await framesEnd(page);
  await mouse.up();
  return slow;
}

async function wheeled(page: Page, zooming: boolean): Promise<number> {
  await page.mouse.move(700, 450);
  if (zooming) await page.keyboard.down('Control');
  await framesBegin(page);
  for (let step = 0; step < 120; step++) {
    const back = step % 60 < 30 ? 1 : -1;
    await page.mouse.wheel(zooming ? 0 : back * 40, back * (zooming ? 60 : 90));
  }
  const slow = await framesEnd(page);
  if (zooming) await page.keyboard.up('Control');
  return slow;
}

/** As much as somebody does in an hour, one act a second: nodes are moved, and every tenth act is taken back. */
async function edited(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await page.getByTestId('node').first().locator('[data-card]').click();
  await acts(page, 200);
  const before = await heap(devtools);
  await acts(page, EDITS);
  return (await heap(devtools)) / before;
}

async function acts(page: Page, count: number): Promise<void> {
  for (let act = 0; act < count; act++) {
    if (act % 10 === 9) await page.keyboard.press('Control+z');
    else await page.keyboard.press(act % 2 ? 'Shift+ArrowRight' : 'Shift+ArrowDown');
    if (act % 50 === 49) await page.keyboard.press('ArrowRight');
  }
}

async function heap(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return usedSize;
}

interface Watched extends Window {
  drawnAt?: number[];
}

async function framesBegin(page: Page): Promise<void> {
  await page.evaluate(() => {
    const frames: number[] = [];
    (window as Watched).drawnAt = frames;
    const tick = (now: number): void => {
      if ((window as Watched).drawnAt !== frames) return;
      frames.push(now);
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
}

/** Milliseconds from one frame to the next, of which 19 in 20 were no longer. */
async function framesEnd(page: Page): Promise<number> {
  const frames = await page.evaluate(() => {
    const seen = (window as Watched).drawnAt ?? [];
    delete (window as Watched).drawnAt;
    return seen;
  });
  const gaps = frames.slice(1).map((at, index) => at - (frames[index] ?? at));
  if (gaps.length < 20) throw new Error(`Only ${gaps.length} frames were drawn.`);
  return gaps.sort((a, b) => a - b)[Math.floor(gaps.length * 0.95)] ?? 0;
}
