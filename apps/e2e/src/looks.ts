import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { NARROW, WIDE, shoot } from './browser.js';

type Theme = 'dark' | 'light';

const FULL = process.env['CALLDOCKER_FULL'] === '1';
type View = [Theme, typeof WIDE];
const VIEWS: View[] = [
  ['dark', NARROW],
  ['dark', WIDE],
  ['light', NARROW],
  ['light', WIDE],
];
let looked = 0;
/** In the short run each page once, by turns dark and narrow, and light and wide. */
const views = (): View[] => (FULL ? VIEWS : VIEWS.filter((_, at) => at === (looked++ % 2 === 0 ? 0 : 3)));

/**
 * The page in both themes and both widths: a picture of each for people to look at, nothing that axe finds fault with,
 * and no sideways scroll. Leaves it wide and light. Answers what is wrong.
 */
export async function look(page: Page, name: string): Promise<string[]> {
  const faults: string[] = [];
  for (const [theme, size] of views()) {
    await show(page, theme, size);
    const shot = `${name}-${theme}-${size.width}`;
    await shoot(page, shot);
    // Only colours differ between the themes of one width.
    faults.push(...(await faultsOf(page, shot, FULL && theme === 'dark' ? ['color-contrast'] : [])));
  }
  await show(page, 'light', WIDE);
  return faults;
}

async function show(page: Page, theme: Theme, size: typeof WIDE): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.setViewportSize(size);
  // A colour reaches what inherits it one level a frame, and an icon lies some levels deep.
  await page.evaluate(drawn, 12);
}

/** What axe finds, by these of its rules or all, and a page that is wider than its window. */
export async function faultsOf(page: Page, shown: string, rules: string[] = []): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const found = await barriers(rules.length > 0 ? axe.withRules(rules) : axe);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return [...found, ...(wide > 0 ? [`${wide} px wider than the window`] : [])].map((fault) => `${shown}: ${fault}`);
}

/** Runs in the page: the fonts are there, and so many frames have been drawn. */
export async function drawn(frames: number): Promise<void> {
  await document.fonts.ready;
  for (let frame = 0; frame < frames; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
}

async function barriers(axe: AxeBuilder): Promise<string[]> {
  const { violations, passes } = await axe.analyze();
  if (passes.length === 0) return ['axe looked at nothing'];
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const [, why = ''] = failureSummary?.split('\n') ?? [];
      return `${id} at ${target.flat().join(' ')}: ${why.trim()}`;
    }),
  );
}
