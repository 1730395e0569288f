import { Api } from './api.js';
import { inBrowser, journey } from './journey.js';
import { placeSpots, spots, standAt } from './spots.js';
import { stillFilm } from './still.js';
import { openPage, question } from './visitor.js';

inBrowser();

journey(
  'the choices lie where they were drawn in the smallest and the largest window too',
  async ({ page, faults }) => {
    await openPage(page, await placeSpots(await Api.signedIn(), true));
    await question(page, 'What catches your eye?').waitFor();
    await spots(page).first().waitFor();
    await stillFilm(page);
    const sizes = [
      { width: 844, height: 390 },
      { width: 320, height: 700 },
      { width: 1920, height: 1080 },
    ];
    faults.push(...(await standAt(page, sizes)));
    expect(faults).toEqual([]);
  },
);

journey('nothing on the picture can be touched before the host has finished, where the flow says so', async (at) => {
  const { page } = at;
  await openPage(page, await placeSpots(await Api.signedIn(), false));
  await question(page, 'What catches your eye?').waitFor();
  await page.getByText('You can choose when the message has ended.').waitFor();
  expect(await spots(page).count()).toBe(0);
  await page.getByRole('button', { name: 'Tap to start with sound' }).click();
  await spots(page).filter({ hasText: 'Wheel' }).click({ timeout: 30_000 });
  await question(page, 'Wheels').waitFor();
});
