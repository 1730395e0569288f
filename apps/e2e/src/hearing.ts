import type { Page } from 'playwright-core';
import { until } from './wait.js';

/** The sound beneath a flow, as the page plays it. */

interface Heard {
  playing: boolean;
  volume: number;
}

/** What the element beneath does; null before there is one. */
export const heard = (page: Page): Promise<Heard | null> =>
  page.evaluate(() => {
    const sound = document.querySelector<HTMLAudioElement>('audio.background');
    return (
      sound && {
        playing: !sound.paused && sound.currentTime > 0,
        volume: sound.volume,
      }
    );
  });

/** At one of these volumes. */
export async function sounds(page: Page, ...volumes: number[]): Promise<void> {
  const fits = (now: Heard | null) =>
    now !== null && now.playing && volumes.some((volume) => Math.abs(now.volume - volume) < 0.001);
  await until(`it sounds at ${volumes.join(' or ')}`, () => heard(page), fits);
}

export async function silent(page: Page): Promise<void> {
  const fits = (now: Heard | null) => now === null || !now.playing;
  await until('it is silent', () => heard(page), fits);
}

/** As when somebody looks at another tab. */
export function hide(page: Page, hidden: boolean): Promise<void> {
  return page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

type Noted = [milliseconds: number, volume: number];

/** Runs before the page: notes each volume that the sound beneath is set to. */
export function noteVolumes(): void {
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
export function readRamp(loud: number): {
  steps: number;
  milliseconds: number;
  falling: boolean;
} {
  const { noted } = window as unknown as { noted: Noted[] };
  const first = noted.findIndex(([, volume]) => volume === loud);
  const down = noted.findIndex(([, volume], at) => at > first && volume < loud / 5);
  const ramp = noted.slice(first, down + 1).filter(([, volume]) => volume < loud);
  const [begun, ended] = [ramp[0]?.[0] ?? 0, ramp.at(-1)?.[0] ?? 0];
  const falling = ramp.every(([, volume], at) => at === 0 || volume <= (ramp[at - 1]?.[1] ?? 0));
  return { steps: ramp.length, milliseconds: ended - begun, falling };
}
