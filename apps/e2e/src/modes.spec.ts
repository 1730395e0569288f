import { Api } from './api.js';
import { inBrowser, journey } from './journey.js';
import { look } from './looks.js';
import { modesFlow } from './modes-flow.js';
import { openPage, playedSeconds, question, savedVisit } from './visitor.js';
import { until } from './wait.js';
import { chooseMode } from './walker.js';

inBrowser();

async function place(): Promise<{ api: Api; widgetKey: string }> {
  const api = await Api.signedIn();
  const { id } = await api.pieceNamed('Welcome to the workshop');
  return { api, widgetKey: (await api.place('Three ways', modesFlow(id))).widgetKey };
}

journey('who changes the way to go on stays at the node, and is met that way after a reload', async (at) => {
  const { page, faults } = at;
  const { api, widgetKey } = await place();
  await page.addInitScript(keepMediaKeys);
  await openPage(page, widgetKey);
  await page.getByRole('button', { name: 'Tap to start with sound' }).click();
  await until(
    'the film plays',
    () => playedSeconds(page),
    (seconds) => seconds > 2,
  );

  await chooseMode(page, 'audio');
  await page.getByRole('button', { name: 'Switch to video' }).waitFor();
  await until(
    'the sound goes on from there',
    () => playedSeconds(page),
    (seconds) => seconds > 2,
  );
  expect(await page.locator('video').evaluate((film) => (film as HTMLVideoElement).videoWidth)).toBe(0);
  const said = () =>
    page.evaluate(() => `${navigator.mediaSession.playbackState} ${navigator.mediaSession.metadata?.artist}`);
  await until('the lock screen knows', said, (now) => now === 'playing Brightwater Cycles');
  await page.evaluate(() => window.dispatchEvent(new CustomEvent('media-key', { detail: 'pause' })));
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();

  await chooseMode(page, 'text');
  await page.getByRole('region', { name: 'Message' }).getByText('Brightwater').first().waitFor();
  expect(await look(page, 'visitor-text')).toEqual([]);
  expect(await page.locator('video').evaluate((film) => (film as HTMLVideoElement).src)).toBe('');
  await page.getByRole('button', { name: 'Options' }).click();
  await page.getByRole('dialog', { name: 'How would you like to go on?' }).waitFor();
  expect(await look(page, 'visitor-options')).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Continue' }).click();

  await question(page, 'What shall it be?').waitFor();
  await page.getByRole('region', { name: 'What is said' }).getByText('Brightwater').first().waitFor();
  expect(await look(page, 'visitor-text-menu')).toEqual([]);
  await page.reload();
  await question(page, 'What shall it be?').waitFor();
  // Its prompt has been read: the choices are open, and nothing plays.
  await page.keyboard.press('2');
  await question(page, 'Which number?').waitFor();
  await chooseMode(page, 'video');
  await until(
    'the film plays again',
    () => playedSeconds(page),
    (seconds) => seconds > 0,
  );
  const { sessionId } = await savedVisit(page, widgetKey);
  expect(await api.pathOf(sessionId)).toEqual(['film', 'menu', 'number']);
  expect(faults).toEqual([]);
});

/** Runs before the page: what it gives to the lock screen can be pressed by an event. */
function keepMediaKeys(): void {
  const kept = new Map<string, MediaSessionActionHandler | null>();
  const { mediaSession } = navigator;
  mediaSession.setActionHandler = (action, handler) => void kept.set(action, handler);
  window.addEventListener('media-key', (event) => {
    const action = (event as CustomEvent<MediaSessionAction>).detail;
    kept.get(action)?.({ action });
  });
}
