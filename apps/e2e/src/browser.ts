import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, type Page, chromium } from 'playwright-core';
import { findChromium } from './chromium.js';

const SHOTS = join(__dirname, '../../../test-results/screens');

const FLAGS = [
  '--no-sandbox', // only pages of our own are opened, and root and containers have no sandbox to offer
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=document-user-activation-required', // as strict as a real visitor's browser
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--font-render-hinting=none',
];

export async function launchBrowser(): Promise<Browser> {
  const { path, env } = await findChromium();
  const ours = Object.fromEntries(Object.entries(process.env).filter((pair): pair is [string, string] => !!pair[1]));
  return chromium.launch({ executablePath: path, args: FLAGS, env: { ...ours, ...env } });
}

export const WIDE = { width: 1440, height: 900 };
export const NARROW = { width: 390, height: 844 };

export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What went wrong in the page by itself: uncaught errors, console errors, refused by the security policy. */
  readonly faults: string[];
}

/** The browser's own note when the console asks, before anybody has signed in, whether somebody is. */
const EXPECTED = /status of 401 .*\/api\/v1\/auth\/refresh\)$/;

/** A person's own fresh browser: no cookies, no storage, and every fault of the page noted. */
export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: WIDE, locale: 'en-GB', reducedMotion: 'reduce', ...options });
  const faults: string[] = [];
  context.on('weberror', (error) => faults.push(String(error.error())));
  context.on('console', (message) => {
    const said = `${message.text()} (${message.location().url})`;
    if (message.type() === 'error' && !EXPECTED.test(said)) faults.push(said);
  });
  return { context, page: await context.newPage(), faults };
}

/** Keeps a picture for people to look at: test-results/screens/<name>.png. */
export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`), animations: 'disabled' });
}
