import type { Page } from 'playwright-core';
import { Api } from './api.js';
import { uncaptioned } from './film-flow.js';
import { inBrowser, journey } from './journey.js';
import { makeVideo } from './media.js';
import { modesFlow } from './modes-flow.js';
import { openPage, playedSeconds, question, savedVisit } from './visitor.js';
import { until } from './wait.js';

inBrowser();

const pill = (page: Page) => page.locator('.banner');

async function place(): Promise<{ api: Api; widgetKey: string }> {
  const api = await Api.signedIn();
  const { id } = await api.pieceNamed('Welcome to the workshop');
  const { widgetKey } = await api.place('Slow line', modesFlow(id, 'Shall we begin?'));
  return { api, widgetKey };
}

journey(
  'on a slow line the picture gives way to the sound and the sound to words, at the same node, and comes back',
  async ({ page, context, faults }) => {
    const { api, widgetKey } = await place();
    await openPage(page, widgetKey);
    await question(page, 'Shall we begin?').waitFor();
    const network = await context.newCDPSession(page);
    const carry = (bytesPerSecond: number) =>
      network.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 200,
        downloadThroughput: bytesPerSecond,
        uploadThroughput: 20_000,
      });
    await network.send('Network.enable');
    await network.send('Network.setCacheDisabled', { cacheDisabled: true });
    await carry(1_500);
    await page.getByRole('button', { name: 'Continue' }).click();

    await pill(page).getByText('you hear the host without the picture').waitFor({ timeout: 60_000 });
    await pill(page).getByText('you read what the host says').waitFor({ timeout: 60_000 });
    await page.getByRole('region', { name: 'Message' }).getByText('Brightwater').first().waitFor({ timeout: 60_000 });
    await carry(2_000_000);
    await pill(page).getByRole('button', { name: 'Back to video' }).click();
    await until(
      'the film plays',
      () => playedSeconds(page),
      (seconds) => seconds > 0.5,
    );
    expect(await page.locator('video').evaluate((film) => (film as HTMLVideoElement).videoWidth)).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Back to video' }).waitFor({ state: 'detached' });
    const { sessionId } = await savedVisit(page, widgetKey);
    expect(await api.pathOf(sessionId)).toEqual(['begin', 'film']);
    // The browser's own note of a film that was given up while it loaded.
    expect(faults.filter((fault) => !fault.includes('(blob:'))).toEqual([]);
  },
  180_000,
);

journey(
  'a film that will break on this line gives way to its sound before it does',
  async ({ page, context, faults }) => {
    const api = await Api.signedIn();
    const film = await makeVideo('long.mp4', { seconds: 20, size: '320x180' });
    const { id, media } = await api.untilReady((await api.upload(film)).id, 120);
    const { widgetKey } = await api.place('Will break', modesFlow(id, 'Shall we begin?'), uncaptioned(id));
    const list = await (await fetch(media?.hlsUrl ?? '')).text();
    const least = Math.min(...[...list.matchAll(/AVERAGE-BANDWIDTH=(\d+)/g)].map(([, bits]) => Number(bits)));
    await page.addInitScript(noteBreaks);
    await openPage(page, widgetKey);
    await question(page, 'Shall we begin?').waitFor();
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    await network.send('Network.setCacheDisabled', { cacheDisabled: true });
    const downloadThroughput = (least / 8) * 0.5;
    const line = { offline: false, latency: 20, downloadThroughput, uploadThroughput: 20_000 };
    await network.send('Network.emulateNetworkConditions', line);
    await page.getByRole('button', { name: 'Continue' }).click();
    await pill(page).getByText('you hear the host without the picture').waitFor({ timeout: 60_000 });
    expect(await page.evaluate(() => (window as unknown as { breaks: number }).breaks)).toBe(0);
    expect(faults.filter((fault) => !fault.includes('(blob:'))).toEqual([]);
  },
  240_000,
);

/** Runs before the page: counts how often a film that has begun must wait for the line. */
function noteBreaks(): void {
  let begun = false;
  Object.assign(window, { breaks: 0 });
  document.addEventListener('playing', () => (begun = true), true);
  document.addEventListener('emptied', () => (begun = false), true);
  document.addEventListener(
    'waiting',
    () => {
      if (begun) (window as unknown as { breaks: number }).breaks += 1;
    },
    true,
  );
}

journey('whose device saves data hears the host, and sees them when asked to', async ({ page, faults }) => {
  const { widgetKey } = await place();
  await page.addInitScript(() =>
    Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '4g' } }),
  );
  await openPage(page, widgetKey);
  await page.getByRole('button', { name: 'Continue' }).click();
  await pill(page).getByText('Your device saves data').waitFor();
  await until(
    'the sound plays',
    () => playedSeconds(page),
    (seconds) => seconds > 0.3,
  );
  const width = () => page.locator('video').evaluate((film) => (film as HTMLVideoElement).videoWidth);
  expect(await width()).toBe(0);
  await pill(page).getByRole('button', { name: 'Back to video' }).click();
  await until('the picture is there', width, (pixels) => pixels > 0);
  expect(faults).toEqual([]);
});
