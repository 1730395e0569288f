import { hoursAt, type Schedule } from '@calldocker/flow-engine';

/** What may be booked. Times lie on whole multiples of `minutes`, which all time zones share. */
export interface SlotPlan {
  /** Null: always open. */
  schedule: Schedule | null;
  minutes: number;
  daysAhead: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Time to get ready for a call, and for us to remind of it. */
const LEAD = 10 * MINUTE;
/** How far ahead somebody who opens again is looked for: Christmas and a holiday of the works. */
const OPENING_DAYS = 28;

/** Open at its beginning and to its end. */
export function isOpenFor({ schedule, minutes }: SlotPlan, at: number): boolean {
  if (schedule === null) return true;
  const open = (moment: number): boolean => hoursAt(schedule, moment)?.answer === 'open';
  return open(at) && open(at + minutes * MINUTE - 1);
}

export function isBookable(plan: SlotPlan, at: number, now: number): boolean {
  const onGrid = Number.isSafeInteger(at) && at % (plan.minutes * MINUTE) === 0;
  return onGrid && at >= now + LEAD && at <= now + plan.daysAhead * DAY && isOpenFor(plan, at);
}

/** All that may be booked, the soonest first. */
export function slotsOf(plan: SlotPlan, now: number): number[] {
  const step = plan.minutes * MINUTE;
  const slots: number[] = [];
  for (let at = Math.ceil((now + LEAD) / step) * step; at <= now + plan.daysAhead * DAY; at += step)
    if (isOpenFor(plan, at)) slots.push(at);
  return slots;
}

/** When there is somebody: now, or as soon as it opens; undefined when that is not in sight. */
export function nextOpening(schedule: Schedule | null, now: number): number | undefined {
  if (schedule === null || hoursAt(schedule, now)?.answer === 'open') return now;
  const step = 15 * MINUTE;
  for (let at = Math.ceil(now / step) * step; at <= now + OPENING_DAYS * DAY; at += step)
    if (hoursAt(schedule, at)?.answer === 'open') return at;
  return undefined;
}
