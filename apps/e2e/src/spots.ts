import type { Page } from 'playwright-core';
import type { Api } from './api.js';
import { shoot } from './browser.js';
import { faultsOf } from './looks.js';
import { until } from './wait.js';

const BIG = { x: 0.58, y: 0.1, width: 0.22, height: 0.4 };
const SMALL = { x: 0.16, y: 0.58, width: 0.2, height: 0.22 };

/** The demo's film, in which one wheel hangs high on the wall and a shelf stands low at the left. */
export async function placeSpots(api: Api, bargeIn: boolean): Promise<string> {
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

export const spots = (page: Page) => page.getByRole('group', { name: 'Choices on the picture' }).getByRole('button');

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

/** In each of these windows the choices lie where they were drawn. Answers what else is wrong there. */
export async function standAt(page: Page, sizes: { width: number; height: number }[]): Promise<string[]> {
  const faults: string[] = [];
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
  return faults;
}
