import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Frame, Page } from 'puppeteer-core';
import { Api } from './api.js';
import { findFirefox, launchFirefox } from './firefox.js';
import { placeMainWay } from './main-way.js';
import { stack } from './stack.js';
import { until } from './wait.js';

const SHOTS = join(__dirname, '../../../test-results/screens');
const path = findFirefox();
if (!path)
  console.warn('Not run in Firefox: none is installed (Debian: apt-get install firefox-esr) or named by E2E_FIREFOX.');

let browser: Browser;
let page: Page;
let faults: string[];

(path ? describe : describe.skip)('in Firefox', () => {
  beforeAll(async () => {
    browser = await launchFirefox(path ?? '');
  }, 60_000);
  afterAll(() => browser?.close());

  beforeEach(async () => {
    const context = await browser.createBrowserContext();
    page = await context.newPage();
    faults = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  });

  it('a visitor is met by the film, chooses, answers and waits in line', async () => {
    const widgetKey = await placeMainWay(await Api.signedIn());
    await page.goto(`${stack.visitors}/ivr-experience/${widgetKey}`);
    await press(page.mainFrame(), 'Tap to start with sound');
    await plays(page.mainFrame());
    await shoot('film');
    await press(page.mainFrame(), 'Skip');
    await goOn(page.mainFrame());
    await shoot('end');
    expect(faults).toEqual([]);
  }, 120_000);

  it('so does one who opens the widget on a website', async () => {
    const widgetKey = await placeMainWay(await Api.signedIn());
    await page.goto(`${stack.visitors}/demo?widget=${widgetKey}`);
    await (await page.waitForSelector('calldocker-ivr >>> button.launch[data-shown]'))?.click();
    const element = await page.waitForSelector('calldocker-ivr >>> iframe');
    const frame = await element?.contentFrame();
    if (!frame) throw new Error('The widget has opened no frame.');
    await plays(frame);
    await shoot('widget');
    await press(frame, 'Skip');
    await goOn(frame);
    await frame.click('button[aria-label=Close]');
    await page.waitForSelector('calldocker-ivr >>> dialog:not([open])');
    expect(faults).toEqual([]);
  }, 120_000);
});

/** The picture moves. */
async function plays(frame: Frame): Promise<void> {
  const seconds = () => frame.evaluate(() => document.querySelector('video')?.currentTime ?? 0);
  const first = await until('the film has begun', seconds, (at) => at > 0, 30);
  await until('the film goes on', seconds, (at) => at > first + 0.5, 30);
}

async function goOn(frame: Frame): Promise<void> {
  await heading(frame, 'What shall it be?');
  await page.keyboard.press('1');
  await heading(frame, 'Which number?');
  await (await frame.waitForSelector('input[name=answer]'))?.type('4711');
  await page.keyboard.press('Enter');
  await heading(frame, 'You’re first in line');
  await press(frame, 'Leave the queue');
  await heading(frame, 'Good bye');
}

const heading = (frame: Frame, name: string) => frame.waitForSelector(`h1::-p-text(${name})`, { timeout: 30_000 });

/** At once: a locator would wait until nothing moves, and a film does. */
async function press(frame: Frame, name: string): Promise<void> {
  const button = await frame.waitForSelector(`button::-p-text(${name})`, { visible: true, timeout: 30_000 });
  await button?.click();
}

async function shoot(name: string): Promise<void> {
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `firefox-${name}.png`) });
}
