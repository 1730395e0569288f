/** When a schedule opens or closes next, seen from any moment. Pure. */
import { type HoursAnswer, type Schedule, hoursAt, localTime } from '@calldocker/flow-engine';

const MINUTE = 60_000;
const DAY = 1440;
/** A yearly special opening is still found. */
const DAYS_AHEAD = 400;

/** The moment at which a clock on the wall of the zone shows this; where it is turned forward over it, one beside it. */
export function instantAt(date: string, minutes: number, timeZone: string): number {
  const wanted = wallTime(date, minutes);
  let instant = wanted;
  for (let round = 0; round < 2; round++) {
    const local = localTime(instant, timeZone);
    if (local) instant += wanted - wallTime(local.date, local.minutes);
  }
  return instant;
}

/** The next moment with such an answer, within a year or so; null when there is none. */
export function nextWith(schedule: Schedule, now: number, fits: (answer: HoursAnswer) => boolean): number | null {
  const today = localTime(now, schedule.timeZone);
  if (!today) return null;
  const times = timesOf(schedule);
  const until = Date.parse(schedule.emergency?.until ?? '');
  for (let day = -1; day < DAYS_AHEAD; day++) {
    const date = new Date(wallTime(today.date, day * DAY)).toISOString().slice(0, 10);
    const begins = instantAt(date, 0, schedule.timeZone);
    const ends = instantAt(date, DAY, schedule.timeZone);
    // Where the clock is turned, the answer can change at any hour.
    const turned = ends - begins !== DAY * MINUTE;
    const minutes = turned ? [...times, ...HOURS] : times;
    const moments = minutes.map((one) => instantAt(date, one, schedule.timeZone));
    if (until >= begins && until < ends) moments.push(until);
    for (const moment of moments.sort((a, b) => a - b)) {
      const answer = moment > now ? hoursAt(schedule, moment)?.answer : undefined;
      if (answer && fits(answer)) return moment;
    }
  }
  return null;
}

export interface OpeningNow {
  answer: HoursAnswer;
  holiday: string | null;
  /** When that changes between open and not open; null: not within a year. */
  changes: number | null;
}

export function openingAt(schedule: Schedule, now: number): OpeningNow | null {
  const found = hoursAt(schedule, now);
  if (!found) return null;
  const { answer } = found;
  const never = answer !== 'open' && timesOf(schedule).length <= 1;
  const changes = never ? null : nextWith(schedule, now, (next) => (next === 'open') !== (answer === 'open'));
  return { answer, holiday: found.holiday ?? null, changes };
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour * 60);

/** All the times of day at which some span begins or ends; midnight among them. */
function timesOf({ week, holidays }: Schedule): number[] {
  const spans = [...week.flat(), ...holidays.flatMap(({ spans }) => spans ?? [])];
  const times = spans.flatMap(({ from, to }) => [from, to]).map((time) => minutesOf(time) % DAY);
  return [...new Set([0, ...times])];
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function wallTime(date: string, minutes: number): number {
  return Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE;
}
