import { Api } from './api.js';
import { NARROW, WIDE } from './browser.js';
import { tabTo } from './hands.js';
import { inBrowser, journey } from './journey.js';
import { placeSpots, spots, standAt } from './spots.js';
import { stillFilm } from './still.js';
import { openPage, question } from './visitor.js';

inBrowser();

journey('a choice is touched on the picture, on a desktop and on a phone held upright', async ({ page, faults }) => {
  const api = await Api.signedIn();
  const widgetKey = await placeSpots(api, true);
  await openPage(page, widgetKey);
  await question(page, 'What catches your eye?').waitFor();
  await spots(page).first().waitFor();
  await stillFilm(page);
  faults.push(...(await standAt(page, [WIDE, NARROW])));
  await spots(page).filter({ hasText: 'Shelf' }).click();
  await question(page, 'Shelves').waitFor();
  expect(await spots(page).count()).toBe(0);
  expect(faults).toEqual([]);
});

journey(
  'by keyboard a place on the picture is reached after the list, which has the same choices',
  async ({ page }) => {
    await openPage(page, await placeSpots(await Api.signedIn(), true));
    await question(page, 'What catches your eye?').waitFor();
    await spots(page).first().waitFor();
    const listed = await page.getByRole('list').getByRole('button').allInnerTexts();
    expect(listed.map((text) => text.replace(/\W+\d$/, ''))).toEqual(['Wheel', 'Shelf', 'Nothing']);
    await tabTo(page, 'Nothing');
    // A browser that hears has one more between: the button to say it.
    await tabTo(page, 'Wheel', 2);
    await page.keyboard.press('Enter');
    await question(page, 'Wheels').waitFor();
  },
);
