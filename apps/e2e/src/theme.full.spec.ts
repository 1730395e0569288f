import { inBrowser, journey } from './journey.js';
import { openPage } from './visitor.js';

inBrowser();

/** Runs in the page: the colours of all symbols, after so many frames. */
async function colours(frames: number): Promise<string[]> {
  for (let frame = 0; frame < frames; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  return [...document.querySelectorAll('.icon use')].map((symbol) => getComputedStyle(symbol).color);
}

journey('when the device turns dark, every symbol turns with its surroundings at once', async ({ page }) => {
  await openPage(page, 'demo');
  await page.getByRole('button', { name: 'Options' }).waitFor();
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await page.evaluate(colours, 20);
  await page.emulateMedia({ colorScheme: 'dark' });
  const atOnce = await page.evaluate(colours, 1);
  const dark = await page.evaluate(colours, 20);
  expect(dark.length).toBeGreaterThan(3);
  expect(dark).not.toEqual(light);
  expect(atOnce).toEqual(dark);
});
