import type { Page } from 'playwright-core';
import { Api, unique } from './api.js';
import { Builder } from './builder.js';
import { signIn } from './console.js';
import { inBrowser, journey } from './journey.js';
import { look } from './looks.js';
import { makeSound } from './media.js';
import { stack } from './stack.js';
import { openPage, playedSeconds, question } from './visitor.js';
import { until } from './wait.js';

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
  'a background sound waits for a tap, goes on from screen to screen, and is 15 dB quieter while the host speaks',
  async ({ page, faults }) => {
    const api = await Api.signedIn();
    const { id } = await api.pieceNamed('Welcome to the workshop');
    const waves = await api.untilReady((await api.upload(await makeSound('waves.wav', 4))).id);
    const { widgetKey } = await api.place('Concert', flow(id, waves.id));
    await openPage(page, widgetKey);
    await question(page, 'Hello there').waitFor();
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
    expect(faults).toEqual([]);
  },
  180_000,
);

journey('an editor gives a flow a background sound and sets its volume', async ({ page, faults }) => {
  const api = await Api.signedIn();
  const { id: film } = await api.pieceNamed('Welcome to the workshop');
  const { id } = await api.post<{ id: string }>('/flows/import', {
    name: unique('Concert'),
    definition: {
      ...flow(film, film),
      background: undefined,
      layout: { hello: { x: 0, y: 0 }, menu: { x: 300, y: 0 } },
    },
  });
  const draft = async () => (await api.get<{ definition: { background?: object } }>(`/flows/${id}/draft`)).definition;
  await signIn(page);
  await page.goto(`${stack.console}/ivr-dashboard/flows/${id}`);
  const builder = new Builder(page);
  const sound = builder.settings.getByRole('group', { name: 'Background sound' });
  await sound.getByRole('button', { name: 'Choose or upload' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Welcome to the workshop' }).click();
  await builder.write('Its volume', '25');
  expect(await look(page, 'builder-background')).toEqual([]);
  await builder.saved();
  const background = { media: { en: { contentId: film } }, volume: 25 };
  await until('it is kept', draft, (now) => JSON.stringify(now.background) === JSON.stringify(background));
  expect(faults).toEqual([]);
});

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
