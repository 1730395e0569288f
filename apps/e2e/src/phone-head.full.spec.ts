import type { Locator } from 'playwright-core';
import { NARROW } from './browser.js';
import { signIn } from './console.js';
import { inBrowser, journey } from './journey.js';
import { stack } from './stack.js';

inBrowser();

journey('on a phone the head tells whose company it is, and each bar where one is', async ({ page }) => {
  await page.setViewportSize(NARROW);
  await signIn(page);
  await page.goto(`${stack.console}/ivr-dashboard/settings/users`);
  await page.getByText('agent@demo.test').waitFor();
  const name = page.locator('app-company-switcher .name');
  expect(await name.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  for (const [bar, here] of [
    ['Console', 'Settings'],
    ['Settings', 'People'],
  ] as const)
    expect(await inSight(page.getByRole('navigation', { name: bar }).getByRole('link', { name: here }))).toBe(true);
});

/** Between the sides of the bar that scrolls. */
const inSight = (link: Locator): Promise<boolean> =>
  link.evaluate((element) => {
    const bar = element.closest('ul, nav')?.getBoundingClientRect();
    const { left, right } = element.getBoundingClientRect();
    return bar !== undefined && left >= bar.left - 1 && right <= bar.right + 1;
  });
