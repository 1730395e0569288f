import type { Page } from 'playwright-core';
import { Api } from './api.js';
import { NARROW, WIDE, shoot } from './browser.js';
import { inBrowser, journey } from './journey.js';
import { drawn } from './looks.js';
import { placeMainWay } from './main-way.js';
import { openPage, question } from './visitor.js';
import { chooseMode, type Mode } from './walker.js';

inBrowser();

for (const mode of ['video', 'audio', 'text'] satisfies Mode[])
  journey(`the main way by ${mode}, with a picture of each step on a phone and on a desktop`, async (at) => {
    const { page, faults } = at;
    const keep = async (step: string): Promise<void> => {
      for (const size of [WIDE, NARROW]) {
        await page.setViewportSize(size);
        await page.evaluate(drawn, 12);
        await shoot(page, `main-way-${mode}-${step}-${size.width}`);
      }
    };
    await page.setViewportSize(NARROW);
    await openPage(page, await placeMainWay(await Api.signedIn()));
    await begin(page, mode);
    await keep('film');
    await page
      .getByRole('button', { name: 'Skip' })
      .or(page.getByRole('button', { name: 'Continue' }))
      .click();
    await question(page, 'What shall it be?').waitFor();
    await keep('choice');
    await page.getByRole('button', { name: 'The first' }).click();
    await question(page, 'Which number?').waitFor();
    await keep('answer');
    await page.getByRole('textbox').fill('4711');
    await page.keyboard.press('Enter');
    await question(page, 'You’re first in line').waitFor();
    await keep('line');
    await page.getByRole('button', { name: 'Leave the queue' }).click();
    await question(page, 'Good bye').waitFor();
    await keep('end');
    expect(faults).toEqual([]);
  });

/** What plays is stopped, so that it stays for its pictures. */
async function begin(page: Page, mode: Mode): Promise<void> {
  await page.locator(mode === 'video' ? 'video.scene:not(.unseen)' : '.skip').waitFor();
  if (mode === 'text') return chooseMode(page, mode);
  await page.getByRole('button', { name: 'Tap to start with sound' }).click();
  if (mode === 'audio') await chooseMode(page, mode);
  await page.getByRole('button', { name: 'Pause' }).click();
}
