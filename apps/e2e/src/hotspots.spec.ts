import type { Page } from 'playwright-core';
import { Api } from './api.js';
import { NARROW, WIDE, shoot } from './browser.js';
import { tabTo } from './hands.js';
import { inBrowser, journey } from './journey.js';
import { faultsOf } from './looks.js';
import { stillFilm } from './still.js';
import { openPage, question } from './visitor.js';
import { until } from './wait.js';

inBrowser();

const BIG = { x: 0.58, y: 0.1, width: 0.22, height: 0.4 };
const SMALL = { x: 0.16, y: 0.58, width: 0.2, height: 0.22 };

/** The demo's film, in which one wheel hangs high on the wall and a shelf stands low at the left. */
async function placeSpots(api: Api, bargeIn: boolean): Promise<string> {
  const { id } = await api.pieceNamed('Welcome to the workshop');
  const choice = (name: string, key: string, hotspot?: object) => ({ id: name, key, label: { en: name }, hotspot });
  const end = (name: string) => ({ kind: 'end', name, outcome: 'served', text: { en: `${name}.` }, exits: {} });
  const definition = {
    spec: 1,
    languages: ['en'],
    start: 'look',
    nodes: {
      look: {
        kind: 'menu',
        name: 'Look around',
        prompt: { en: 'What catches your eye?' },
        media: { en: { contentId: id } },
        choices: [choice('Wheel', '1', BIG), choice('Shelf', '2', SMALL), choice('Nothing', '3')],
        bargeIn,
        timeoutSeconds: 600,
        retries: 1,
        exits: { 'choice:Wheel': 'w', 'choice:Shelf': 's', 'choice:Nothing': 'n', noInput: 'n', noMatch: 'n' },
      },
      w: end('Wheels'),
      s: end('Shelves'),
      n: end('Nothing'),
    },
    variables: {},
    layout: {},
  };
  return (await api.place('Look around', definition)).widgetKey;
}

const spots = (page: Page) => page.getByRole('group', { name: 'Choices on the picture' }).getByRole('button');

/** Where a place lies on the picture as it is drawn, by the browser's own arithmetic: a canvas as large as the element. */
async function middleOnPicture(page: Page, name: string): Promise<{ x: number; y: number }> {
  const box = await spots(page).filter({ hasText: name }).boundingBox();
  if (!box) throw new Error(`${name} is not on the picture.`);
  return page.evaluate(
    ({ left, top }) => {
      const film = document.querySelector('video');
      if (!film) throw new Error('There is no film.');
      const at = film.getBoundingClientRect();
      const { objectFit, objectPosition } = getComputedStyle(film);
      const fit = objectFit === 'contain' ? Math.min : Math.max;
      const scale = fit(at.width / film.videoWidth, at.height / film.videoHeight);
      const [across = 0, down = 0] = objectPosition.split(' ').map((part) => parseFloat(part) / 100);
      const x = (left - at.left - (at.width - film.videoWidth * scale) * across) / (film.videoWidth * scale);
      const y = (top - at.top - (at.height - film.videoHeight * scale) * down) / (film.videoHeight * scale);
      return { x, y };
    },
    { left: box.x + box.width / 2, top: box.y + box.height / 2 },
  );
}

/** How far the middles of both are from where they were drawn, at most; null while one of them is not shown. */
async function offPlace(page: Page): Promise<number | null> {
  if ((await spots(page).count()) < 2) return null;
  const [wheel, shelf] = [await middleOnPicture(page, 'Wheel'), await middleOnPicture(page, 'Shelf')];
  const off = [
    ...[wheel.x - BIG.x - BIG.width / 2, wheel.y - BIG.y - BIG.height / 2],
    ...[shelf.x - SMALL.x - SMALL.width / 2, shelf.y - SMALL.y - SMALL.height / 2],
  ];
  return Math.max(...off.map(Math.abs));
}

journey('a choice is touched on the picture, on a desktop and on a phone held upright', async ({ page, faults }) => {
  const api = await Api.signedIn();
  const widgetKey = await placeSpots(api, true);
  await openPage(page, widgetKey);
  await question(page, 'What catches your eye?').waitFor();
  await spots(page).first().waitFor();
  await stillFilm(page);
  const sizes = [WIDE, NARROW, { width: 844, height: 390 }, { width: 320, height: 700 }, { width: 1920, height: 1080 }];
  for (const size of sizes) {
    await page.setViewportSize(size);
    await until(
      `places at ${size.width}`,
      () => offPlace(page),
      (off) => off !== null && off < 0.06,
    );
    await shoot(page, `hotspots-${size.width}`);
    faults.push(...(await faultsOf(page, `hotspots-${size.width}`)));
  }
  await page.setViewportSize(NARROW);
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
