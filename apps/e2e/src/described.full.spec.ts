import type { Page } from 'playwright-core';
import { Api, unique } from './api.js';
import { goTo, signIn } from './console.js';
import { filmFlow, uncaptioned } from './film-flow.js';
import { inBrowser, journey } from './journey.js';
import { LibraryPage } from './library-page.js';
import { makeSound, makeVideo } from './media.js';
import { openPage } from './visitor.js';
import { until } from './wait.js';

inBrowser();

journey('who does not see the film hears what is in it, in step with the film', async ({ page, context, faults }) => {
  const api = await Api.signedIn();
  const [film, told] = [unique('Tour'), unique('Tour, told')];
  const [filmId, toldId] = await Promise.all([
    ready(api, await makeVideo('tour.mp4', { seconds: 20 }), film),
    ready(api, await makeSound('told.wav', 20), told),
  ]);

  await signIn(page);
  await goTo(page, 'Library');
  await new LibraryPage(page).choose(film, 'Details');
  const panel = page.getByRole('dialog', { name: film });
  await panel.getByRole('button', { name: 'Attach a sound' }).click();
  await panel.getByLabel('Language', { exact: true }).fill('en');
  await panel.getByLabel('Sound').selectOption(toldId);
  await panel.getByRole('button', { name: 'Attach', exact: true }).click();
  await panel.getByRole('list', { name: 'Audio descriptions' }).getByText('English').waitFor();

  const { widgetKey } = await api.place('Tour', filmFlow(filmId), uncaptioned(filmId));
  const visitor = await context.newPage();
  await listen(visitor);
  await openPage(visitor, widgetKey);
  await visitor.getByRole('button', { name: 'Tap to start with sound' }).click();
  // What comes first is the film as it is.
  const described = visitor.getByRole('button', { name: 'Audio description' });
  expect(await described.getAttribute('aria-pressed')).toBe('false');
  await described.click();

  await heard(visitor, 'it is heard in step', (now) => now.told && now.filmMuted && now.apart < 0.4 && now.at > 1);
  await visitor.getByRole('button', { name: 'Pause' }).click();
  await heard(visitor, 'it waits with the film', (now) => !now.told && now.paused);
  await visitor.getByRole('button', { name: 'Play', exact: true }).click();
  await heard(visitor, 'it goes on with the film', (now) => now.told && now.apart < 0.4);
  await visitor.getByRole('button', { name: 'Mute' }).click();
  await heard(visitor, 'both are quiet', (now) => now.toldMuted && now.filmMuted);
  await visitor.getByRole('button', { name: 'Mute' }).click();
  await described.click();
  await heard(visitor, 'the film is heard again', (now) => !now.told && !now.filmMuted && !now.paused);
  expect(faults).toEqual([]);
});

interface Now {
  at: number;
  apart: number;
  told: boolean;
  toldMuted: boolean;
  filmMuted: boolean;
  paused: boolean;
}

/** Before the page is opened: keeps the sounds that it makes without putting them on the page. */
async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const sounds: HTMLAudioElement[] = [];
    const Made = window.Audio;
    class Kept extends Made {
      constructor(source?: string) {
        super(source);
        sounds.push(this);
      }
    }
    Object.assign(window, { sounds, Audio: Kept });
  });
}

function heard(page: Page, what: string, fits: (now: Now) => boolean): Promise<Now> {
  const ask = () =>
    page.locator('video').evaluate((element): Now => {
      const film = element as HTMLVideoElement;
      const [sound] = (window as unknown as { sounds: HTMLAudioElement[] }).sounds;
      if (!sound) throw new Error('No sound was made.');
      return {
        at: film.currentTime,
        apart: Math.abs(film.currentTime - sound.currentTime),
        told: !sound.paused,
        toldMuted: sound.muted,
        filmMuted: film.muted,
        paused: film.paused,
      };
    });
  return until(what, ask, fits);
}

async function ready(api: Api, file: string, name: string): Promise<string> {
  const { id } = await api.upload(file);
  await api.patch(`/content/${id}`, { name });
  await api.untilReady(id);
  return id;
}
