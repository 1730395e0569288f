import type { Browser } from 'playwright-core';
import { type Visit, launchBrowser, shoot, visit } from './browser.js';

export interface Journey extends Visit {
  readonly browser: Browser;
}

let browser: Browser | undefined;

/** Call once at the head of a file of journeys: one browser for all of them. */
export function inBrowser(): void {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    browser = undefined;
  });
}

/** A test in a fresh browser context. When it fails, what the page looked like and complained of is kept. */
export function journey(name: string, walk: (journey: Journey) => Promise<void>, timeout?: number): void {
  it(
    name,
    async () => {
      if (!browser) throw new Error('inBrowser() must stand at the head of this file.');
      const visited = await visit(browser);
      try {
        await walk({ ...visited, browser });
      } catch (error) {
        await keepEvidence(name, browser);
        if (error instanceof Error && visited.faults.length > 0) {
          error.message += `\n\nThe page said:\n${visited.faults.slice(-10).join('\n')}`;
        }
        throw error;
      } finally {
        for (const context of browser.contexts()) await context.close();
      }
    },
    timeout,
  );
}

async function keepEvidence(name: string, browser: Browser): Promise<void> {
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [index, page] of pages.entries()) {
    // A page that has crashed or hangs has no picture; the journey's own error matters more.
    await shoot(page, `failed-${name.replaceAll(/\W+/g, '-')}-${index}`).catch(() => undefined);
  }
}
