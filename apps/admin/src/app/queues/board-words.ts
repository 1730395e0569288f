import type { Agent, QueueBoard } from '../api/types';
import { clock, percent } from '../ui/format';

type Level = QueueBoard['now'];

/** `86 % in 0:30`, or why there is no figure. */
export function levelWords({ inTime }: Level, seconds: number): string {
  return inTime === null ? 'Nobody yet' : `${percent(inTime)} % in ${clock(seconds)}`;
}

/** Whether a level holds; undefined while there is nobody to tell it of. */
export function holds({ inTime }: Level, wanted: number): boolean | undefined {
  return inTime === null ? undefined : inTime * 100 >= wanted;
}

export interface StandingWords {
  word: string;
  tone: '' | 'good' | 'warn' | 'live';
}

const STANDINGS: Record<Agent['standing'], StandingWords> = {
  ready: { word: 'Ready', tone: 'good' },
  offered: { word: 'Being asked', tone: 'live' },
  serving: { word: 'With a visitor', tone: 'live' },
  wrap_up: { word: 'Wrap-up', tone: 'warn' },
  break: { word: 'On a break', tone: 'warn' },
  offline: { word: 'Not there', tone: '' },
};

export const standingWords = ({ standing }: Agent): StandingWords => STANDINGS[standing];

/** Why somebody is not there, where it is known: `lunch`, `no answer`. */
export function reasonWords({ standing, reason }: Agent): string {
  if (standing !== 'break' && standing !== 'offline') return '';
  return reason === 'lost' ? 'connection lost' : (reason ?? '');
}

/** Who is there first, then by name. */
export function byStanding(one: Agent, other: Agent): number {
  return ORDER.indexOf(one.standing) - ORDER.indexOf(other.standing) || one.name.localeCompare(other.name);
}

const ORDER: Agent['standing'][] = ['offered', 'serving', 'wrap_up', 'ready', 'break', 'offline'];
