import type { Page } from 'playwright-core';
import { Api } from './api.js';
import { inBrowser, journey } from './journey.js';
import { look } from './looks.js';
import { makeSound } from './media.js';
import { openPage, playedSeconds, question } from './visitor.js';
import { until } from './wait.js';
import { chooseMode } from './walker.js';

inBrowser();

const VOLUME = 0.4;

const flow = (film: string, waves: string): object => {
  const message = (text: string, next: string, more: object = {}): object => ({
    ...{ kind: 'message', name: text, text: { en: text }, exits: { next } },
    ...more,
  });
  return {
    ...{ spec: 1, languages: ['en'], start: 'hello', variables: {}, layout: {} },
    background: { media: { en: { contentId: waves } }, volume: VOLUME * 100 },
    nodes: {
      hello: message('Hello there.', 'menu'),
      menu: {
        kind: 'menu',
        name: 'Menu',
        prompt: { en: 'What shall it be?' },
        media: { en: { contentId: film } },
        choices: [{ id: 'on', key: '1', label: { en: 'Go on' } }],
        ...{ bargeIn: true, timeoutSeconds: 600, retries: 1 },
        exits: { 'choice:on': 'quiet', noInput: 'bye', noMatch: 'bye' },
      },
      quiet: message('Quiet here.', 'after', { background: 'silent' }),
      after: message('After that.', 'bye'),
      bye: { kind: 'end', name: 'Bye', outcome: 'served', text: { en: 'Good bye.' }, exits: {} },
    },
  };
};

journey(
  'a background sound goes on from screen to screen, gives way to whoever speaks, and can be switched off for good',
  async ({ page, faults }) => {
    const api = await Api.signedIn();
    const { id } = await api.pieceNamed('Welcome to the workshop');
    const waves = await api.untilReady((await api.upload(await makeSound('waves.wav', 4))).id);
    const { widgetKey } = await api.place('Concert', flow(id, waves.id));
    await page.addInitScript(hearing);
    await openPage(page, widgetKey);
    await question(page, 'Hello there.').waitFor();
    // A page that was opened by its address is silent until somebody taps.
    expect((await heard(page))?.playing ?? false).toBe(false);
    await page.mouse.click(5, 400);
    await sounds(page, VOLUME);

    await page.getByRole('button', { name: 'Continue' }).click();
    await until(
      'the host speaks',
      () => playedSeconds(page),
      (seconds) => seconds > 1,
    );
    await sounds(page, VOLUME * 10 ** (-15 / 20));
    const { steps, milliseconds, falling } = await page.evaluate(readRamp, VOLUME);
    expect(falling).toBe(true);
    expect(steps).toBeGreaterThan(3);
    expect(milliseconds).toBeGreaterThan(200);
    expect(milliseconds).toBeLessThan(700);

    await page.getByRole('button', { name: 'Pause' }).click();
    await silent(page);
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await sounds(page, VOLUME * 10 ** (-15 / 20));
    await page.getByRole('button', { name: 'Mute' }).click();
    await silent(page);
    await page.getByRole('button', { name: 'Mute' }).click();
    await sounds(page, VOLUME * 10 ** (-15 / 20));
    await page.locator('video').evaluate((film) => {
      (film as HTMLVideoElement).currentTime = (film as HTMLVideoElement).duration - 0.3;
    });
    await sounds(page, VOLUME);

    await hide(page, true);
    await silent(page);
    await hide(page, false);
    await chooseMode(page, 'audio');
    await sounds(page, VOLUME);
    await hide(page, true);
    await page.getByRole('button', { name: 'Options' }).waitFor();
    await sounds(page, VOLUME);
    await hide(page, false);
    await chooseMode(page, 'text');
    await silent(page);
    await chooseMode(page, 'audio');
    await sounds(page, VOLUME);

    await page.keyboard.press('1');
    await question(page, 'Quiet here.').waitFor();
    await silent(page);
    await page.getByRole('button', { name: 'Continue' }).click();
    await question(page, 'After that.').waitFor();
    await sounds(page, VOLUME);

    await page.getByRole('button', { name: 'Options' }).click();
    const choice = page.getByRole('dialog').getByRole('button', { name: 'Background sound' });
    expect(await look(page, 'visitor-options-background')).toEqual([]);
    await choice.focus();
    await page.keyboard.press('Space');
    expect(await choice.getAttribute('aria-pressed')).toBe('false');
    await silent(page);
    await page.keyboard.press('Escape');
    await page.reload();
    await question(page, 'After that.').waitFor();
    await page.getByRole('button', { name: 'Options' }).click();
    expect(await choice.getAttribute('aria-pressed')).toBe('false');
    await silent(page);
    await choice.click();
    await sounds(page, VOLUME);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Continue' }).click();
    await question(page, 'Good bye.').waitFor();
    await silent(page);
    expect(faults).toEqual([]);
  },
  180_000,
);

interface Heard {
  playing: boolean;
  volume: number;
}

/** What the element beneath does; null before there is one. */
const heard = (page: Page): Promise<Heard | null> =>
  page.evaluate(() => {
    const sound = document.querySelector<HTMLAudioElement>('audio.background');
    return sound && { playing: !sound.paused && sound.currentTime > 0, volume: sound.volume };
  });

async function sounds(page: Page, volume: number): Promise<void> {
  const fits = (now: Heard | null) => now !== null && now.playing && Math.abs(now.volume - volume) < 0.001;
  await until(`it sounds at ${volume}`, () => heard(page), fits);
}

async function silent(page: Page): Promise<void> {
  await until(
    'it is silent',
    () => heard(page),
    (now) => now === null || !now.playing,
  );
}

function hide(page: Page, hidden: boolean): Promise<void> {
  return page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

type Noted = [milliseconds: number, volume: number];

/** Runs before the page: notes each volume the element beneath is set to. */
function hearing(): void {
  const noted: Noted[] = [];
  Object.assign(window, { noted });
  document.addEventListener(
    'volumechange',
    ({ target }) => {
      if (target instanceof HTMLAudioElement) noted.push([performance.now(), target.volume]);
    },
    true,
  );
}

/** Runs in the page: how it went down from `loud` the first time. */
function readRamp(loud: number): { steps: number; milliseconds: number; falling: boolean } {
  const { noted } = window as unknown as { noted: Noted[] };
  const from = noted.findIndex(([, volume]) => volume === loud);
  const way = noted.slice(from);
  const to = way.findIndex(([, volume], at) => at > 0 && volume >= (way[at - 1]?.[1] ?? 0));
  const ramp = to === -1 ? way : way.slice(0, to);
  const [first, second, last] = [ramp[0], ramp[1], ramp.at(-1)];
  return {
    steps: ramp.length,
    milliseconds: (last?.[0] ?? 0) - (second?.[0] ?? 0),
    falling: (last?.[1] ?? 1) < (first?.[1] ?? 0) / 4,
  };
}
