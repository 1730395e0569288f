/** The hours of a week as blocks that are drawn, moved and stretched. Minutes count from the midnight a span begins after. */
import { LIMITS, type Span } from '@calldocker/flow-engine';

export const DAY = 1440;
/** What the hand draws is rounded to this. */
export const STEP = 15;

/** A span in minutes: an end past `DAY` is on the next day. */
export interface Stretch {
  from: number;
  to: number;
}

/** What of a span is drawn on one day: all of it, or its part before or after midnight. */
export interface Block {
  /** On which it is drawn. */
  day: number;
  from: number;
  to: number;
  part: 'whole' | 'evening' | 'morning';
  /** The span: the day it begins on, and its place there. */
  span: { day: number; index: number };
}

export function stretchOf({ from, to }: Span): Stretch {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  return { from: start, to: end <= start ? end + DAY : end };
}

export function spanOf({ from, to }: Stretch): Span {
  return { from: timeOf(from), to: to === DAY ? '24:00' : timeOf(to % DAY) };
}

/** From where the hand came down to where it is; on the next day's line before the beginning, it goes past midnight. */
export function drawn(from: number, to: number, nextDay: boolean): Stretch {
  const [start, end] = [stepped(from), stepped(to)];
  if (nextDay && end <= start) return { from: start, to: DAY + end };
  return start === end ? fitted(start, start + STEP) : fitted(Math.min(start, end), Math.max(start, end));
}

/** Moved as a whole; it begins on its day. */
export function shifted({ from, to }: Stretch, by: number): Stretch {
  const start = Math.min(Math.max(from + stepped(by), 0), DAY - STEP);
  return { from: start, to: start + (to - from) };
}

/** Ends later or earlier, at the latest a day after it began. */
export function endMoved({ from, to }: Stretch, by: number): Stretch {
  return { from, to: Math.min(Math.max(to + by, from + STEP), from + DAY) };
}

export function startMoved({ from, to }: Stretch, by: number): Stretch {
  return { from: Math.min(Math.max(from + by, 0, to - DAY), to - STEP, DAY - STEP), to };
}

/** In order, and those that overlap or touch as one. */
export function tidied(spans: readonly Span[]): Span[] {
  const stretches = spans.map(stretchOf).sort((a, b) => a.from - b.from || a.to - b.to);
  const joined: Stretch[] = [];
  for (const one of stretches) {
    const last = joined.at(-1);
    if (last && one.from <= last.to) last.to = Math.min(Math.max(last.to, one.to), last.from + DAY);
    else joined.push({ ...one });
  }
  return joined.slice(0, LIMITS.spansPerDay).map(spanOf);
}

export function blocksOf(week: readonly (readonly Span[])[]): Block[] {
  return week.flatMap((spans, day) =>
    spans.flatMap((span, index): Block[] => {
      const { from, to } = stretchOf(span);
      const own = { day, index };
      if (to <= DAY) return [{ day, from, to, part: 'whole', span: own }];
      const next = (day + 1) % 7;
      const evening: Block = { day, from, to: DAY, part: 'evening', span: own };
      return to === DAY ? [evening] : [evening, { day: next, from: 0, to: to - DAY, part: 'morning', span: own }];
    }),
  );
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function timeOf(minutes: number): string {
  const part = (value: number) => String(value).padStart(2, '0');
  return `${part(Math.floor(minutes / 60))}:${part(minutes % 60)}`;
}

function stepped(minutes: number): number {
  return Math.round(minutes / STEP) * STEP;
}

function fitted(from: number, to: number): Stretch {
  const start = Math.min(Math.max(from, 0), DAY - STEP);
  return { from: start, to: Math.min(Math.max(to, start + STEP), DAY) };
}
