import { roomWords } from '../strings.js';

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const ENDS: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };
const ends = new Intl.PluralRules('en', { type: 'ordinal' });
const numbered = (place: number): string => `${place}${ENDS[ends.select(place)] ?? 'th'}`;
/** `third`, or `12th`. */
const ordinal = (place: number): string => ORDINALS[place - 1] ?? numbered(place);

const english = {
  inLine: (place: number): string => `You’re ${ordinal(place)} in line`,
  /** Where there is no room for words. */
  badge: (place: number): string => numbered(place),
  offered: 'Someone is about to answer',
  finding: 'Finding your place',
  you: 'You',
  agent: 'Agent',
  before: (count: number): string => `${count} people before you`,

  underMinute: 'Most likely less than a minute',
  upTo: (minutes: string): string => `Most likely less than ${minutes} minutes`,
  about: (minutes: string): string => `Most likely about ${minutes} ${minutes === '1' ? 'minute' : 'minutes'}`,
  between: (from: string, to: string): string => `Most likely ${from} to ${to} minutes`,
  fourInFive: '4 in 5 people are answered in this time. It moves if someone needs longer.',
  unknown: 'We can’t tell yet how long it takes. Your place is kept.',
  stale: 'This is how it stood when the connection was lost. Your place is kept.',
  now: 'now',
  minutes: (count: number): string => `${count} min`,

  kept: 'Refresh this page, or come back to it: your place is kept.',
  leave: 'Leave the queue',
  callMe: 'Keep my place and call me',
  clock: (from: string, to: string): string => `Most likely between ${from} and ${to}`,
  clockAbout: (time: string): string => `Most likely about ${time}`,
  stays: (place: number): string => `You stay ${ordinal(place)} in line`,
  keptMeanwhile: 'Your place in line is kept.',
};

export type LineWords = typeof english;

/** What the page says while one waits in a line. */
export const words = roomWords<LineWords>(english, {
  ar: () => import('./words/ar.js'),
  de: () => import('./words/de.js'),
  es: () => import('./words/es.js'),
  fr: () => import('./words/fr.js'),
  hi: () => import('./words/hi.js'),
  nl: () => import('./words/nl.js'),
  pt: () => import('./words/pt.js'),
});
