import type { Place } from '../wire.js';
import { words } from './words.js';

/** So many are drawn, one each. */
export const DRAWN = 7;

export function placeTitle(place: Place | null): string {
  if (!place) return words.finding;
  if (place.state === 'offered') return words.offered;
  return place.place === null ? words.finding : words.inLine(place.place);
}

/** The range as times of the clock. */
export function clockWords({ low, high }: Wait, now: number): string {
  const clock = new Intl.DateTimeFormat([...navigator.languages], { hour: '2-digit', minute: '2-digit' });
  const [from, to] = [clock.format(now + low * 1000), clock.format(now + high * 1000)];
  return from === to ? words.clockAbout(to) : words.clock(from, to);
}

export type Wait = NonNullable<Place['wait']>;

/** The range as people say it: in whole minutes, and in halves where it is short. */
export function waitWords({ low, high }: Wait): string {
  const [from, to] = [minutesOf(low), minutesOf(high)];
  if (to < 1) return words.underMinute;
  if (from === 0) return to === 1 ? words.underMinute : words.upTo(said(to));
  return from === to ? words.about(said(to)) : words.between(said(from), said(to));
}

/** Rounded to what is worth saying; the places on the scale are rounded alike. */
export function minutesOf(seconds: number): number {
  return seconds < 165 ? Math.round(seconds / 30) / 2 : Math.round(seconds / 60);
}

export function said(minutes: number): string {
  const whole = Math.floor(minutes);
  return minutes === whole ? String(whole) : `${whole || ''}½`;
}

/** The end of a scale on which the range stands well within, in minutes. */
export function scaleEnd({ high }: Wait): number {
  const least = minutesOf(high) * 1.5;
  return [5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240].find((end) => end >= least) ?? 360;
}

const APART_MS = 60_000;

/** Says at most one thing a minute, the newest: a screen reader should tell how the line moves, not read it all the time. */
export class Politely {
  private last = '';
  private next: string | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly say: (text: string) => void) {}

  tell(text: string): void {
    if (text === this.last) {
      this.next = null;
      return;
    }
    this.next = text;
    if (this.timer === null) this.speak();
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.next = null;
  }

  private speak(): void {
    this.timer = null;
    if (this.next === null) return;
    this.last = this.next;
    this.next = null;
    this.say(this.last);
    this.timer = setTimeout(() => this.speak(), APART_MS);
  }
}
