import type { Page } from 'playwright-core';
import { Api, unique } from './api.js';
import { Builder } from './builder.js';
import { signIn } from './console.js';
import { heard, hide, noteVolumes, readRamp, silent, sounds } from './hearing.js';
import { inBrowser, journey } from './journey.js';
import { look } from './looks.js';
import { makeSound } from './media.js';
import { stack } from './stack.js';
import { openPage, playedSeconds, question } from './visitor.js';
import { until } from './wait.js';
import { chooseMode } from './walker.js';

inBrowser();

const VOLUME = 0.4;
/** While somebody speaks. */
const QUIET = VOLUME * 10 ** (-15 / 20);

const flow = (film: string, waves: string): object => {
  const message = (text: string, next: string, more: object = {}): object => ({
    ...{ kind: 'message', name: text, text: { en: text }, exits: { next } },
    ...more,
  });
  return {
    ...{
      spec: 1,
      languages: ['en'],
      start: 'hello',
      variables: {},
      layout: {},
    },
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
      bye: {
        kind: 'end',
        name: 'Bye',
        outcome: 'served',
        text: { en: 'Good bye.' },
        exits: {},
      },
    },
  };
};

async function openConcert(page: Page): Promise<void> {
  const api = await Api.signedIn();
  const { id } = await api.pieceNamed('Welcome to the workshop');
  const waves = await api.untilReady((await api.upload(await makeSound('waves.wav', 4))).id);
  const { widgetKey } = await api.place('Concert', flow(id, waves.id));
  await openPage(page, widgetKey);
  await question(page, 'Hello there').waitFor();
}

journey(
  'a background sound waits for a tap, goes on from screen to screen, and is 15 dB quieter while the host speaks',
  async ({ page, faults }) => {
    await page.addInitScript(noteVolumes);
    await openConcert(page);
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
    await sounds(page, QUIET);
    const { steps, milliseconds, falling } = await page.evaluate(readRamp, VOLUME);
    expect(falling).toBe(true);
    expect(steps).toBeGreaterThan(3);
    expect(milliseconds).toBeGreaterThan(150);
    expect(faults).toEqual([]);
  },
  180_000,
);

journey(
  'a background sound stands while the host stands, is not heard by who reads or looks away, and is off for good if one wants',
  async ({ page, faults }) => {
    await openConcert(page);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page
      .getByRole('button', { name: 'Tap to start with sound' })
      .or(page.getByRole('button', { name: 'Pause' }))
      .first()
      .waitFor();
    await sounds(page, QUIET);
    await page.getByRole('button', { name: 'Pause' }).click();
    await silent(page);
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await sounds(page, QUIET);
    await page.getByRole('button', { name: 'Mute' }).click();
    await silent(page);
    await page.getByRole('button', { name: 'Mute' }).click();
    await sounds(page, QUIET, VOLUME);

    // A film that nobody sees needs no music; who only listens may turn the screen off.
    await hide(page, true);
    await silent(page);
    await hide(page, false);
    await chooseMode(page, 'audio');
    await sounds(page, QUIET, VOLUME);
    await hide(page, true);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1000)));
    await sounds(page, QUIET, VOLUME);
    await hide(page, false);
    await chooseMode(page, 'text');
    await silent(page);
    await chooseMode(page, 'audio');
    await sounds(page, QUIET, VOLUME);

    await page.keyboard.press('1');
    await question(page, 'Quiet here').waitFor();
    await silent(page);
    await page.getByRole('button', { name: 'Continue' }).click();
    await question(page, 'After that').waitFor();
    await sounds(page, VOLUME);

    await page.getByRole('button', { name: 'Options' }).click();
    const choice = page.getByRole('dialog').getByRole('button', { name: 'Background sound' });
    expect(await look(page, 'visitor-options-background')).toEqual([]);
    await choice.press('Space');
    expect(await choice.getAttribute('aria-pressed')).toBe('false');
    await silent(page);
    await page.reload();
    await question(page, 'After that').waitFor();
    await page.getByRole('button', { name: 'Options' }).click();
    expect(await choice.getAttribute('aria-pressed')).toBe('false');
    await silent(page);
    await choice.click();
    await sounds(page, VOLUME);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Continue' }).click();
    await question(page, 'Good bye').waitFor();
    await silent(page);
    expect(faults).toEqual([]);
  },
  180_000,
);

journey(
  'an editor gives a flow a background sound, leaves one node without it, and takes both back',
  async ({ page, faults }) => {
    const api = await Api.signedIn();
    const { id: film } = await api.pieceNamed('Welcome to the workshop');
    const { id } = await api.post<{ id: string }>('/flows/import', {
      name: unique('Concert'),
      definition: {
        ...flow(film, film),
        background: undefined,
        layout: inARow,
      },
    });
    const draft = async () =>
      (
        await api.get<{
          definition: { background?: object; nodes: Record<string, object> };
        }>(`/flows/${id}/draft`)
      ).definition;
    await signIn(page);
    await page.goto(`${stack.console}/ivr-dashboard/flows/${id}`);
    const builder = new Builder(page);
    const sound = builder.settings.getByRole('group', {
      name: 'Background sound',
    });
    await sound.getByRole('button', { name: 'Choose or upload' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Welcome to the workshop' }).click();
    await builder.write('Its volume', '25');
    expect(await look(page, 'builder-background')).toEqual([]);
    await builder.select('Hello there.');
    const silence = builder.settings.getByLabel('Without the background sound');
    expect(await silence.isChecked()).toBe(false);
    await silence.check();
    expect(await look(page, 'builder-silent-node')).toEqual([]);
    await builder.saved();
    const kept = async () => {
      const { background, nodes } = await draft();
      return JSON.stringify([background ?? null, 'background' in (nodes['hello'] ?? {})]);
    };
    const background = { media: { en: { contentId: film } }, volume: 25 };
    await until('it is kept', kept, (now) => now === JSON.stringify([background, true]));
    // The sound and its volume were one change.
    for (let steps = 0; steps < 2; steps++) await page.getByRole('button', { name: 'Undo' }).click();
    await until('it is gone', kept, (now) => now === JSON.stringify([null, false]));
    expect(faults).toEqual([]);
  },
);

const inARow = Object.fromEntries(
  ['hello', 'menu', 'quiet', 'after', 'bye'].map((nodeId, at) => [nodeId, { x: at * 300, y: 0 }]),
);
