import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { NARROW, WIDE, shoot, type Theme } from './browser.js';

/**
 * The page in both themes and both widths: a picture of each for people to look at, nothing that axe finds fault with,
 * and no sideways scroll. Leaves it wide and light. Answers what is wrong.
 */
export async function look(page: Page, name: string): Promise<string[]> {
  const faults: string[] = [];
  for (const theme of ['dark', 'light'] satisfies Theme[]) {
    await page.emulateMedia({ colorScheme: theme });
    for (const size of [NARROW, WIDE]) {
      await page.setViewportSize(size);
      await page.evaluate(() => document.fonts.ready);
      const shot = `${name}-${theme}-${size.width}`;
      await shoot(page, shot);
      faults.push(...(await barriers(page)).map((fault) => `${shot}: ${fault}`));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wide > 0) faults.push(`${shot}: ${wide} px wider than the window`);
    }
  }
  return faults;
}

async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} at ${target.flat().join(' ')}: ${failureSummary?.split('\n')[1]?.trim()}`,
    ),
  );
}
