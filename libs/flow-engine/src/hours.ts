/** Opening hours on the clock of a time zone. The zone's rules come from the host's `Intl`; the instant is passed in. */
import { dayBefore, isDate, weekdayOf } from './calendar.js';

export interface LocalTime {
  /** `YYYY-MM-DD` */
  date: string;
  /** Monday is 0. */
  weekday: number;
  /** Since local midnight by the clock on the wall. */
  minutes: number;
}

/** Opening hours on the clock of a time zone. */
export interface Schedule {
  /** IANA name, for example `Europe/Amsterdam`. */
  timeZone: string;
  /** Spans for each weekday, Monday first (7 entries). A span may pass midnight: `to` at or before `from` ends next day. */
  week: Span[][];
  holidays: Holiday[];
  /** Closes everything at once, whatever the week says. */
  emergency?: Emergency;
}

/** Local times as `HH:MM`; `24:00` is midnight at the day's end. */
export interface Span {
  from: string;
  to: string;
}

export interface Holiday {
  name: string;
  /** `YYYY-MM-DD`, or `MM-DD` for every year; a dated one goes before a yearly one. */
  date: string;
  /** Open for these spans on that day, as on half a day or a special opening; absent or empty: not at all. */
  spans?: Span[];
}

export interface Emergency {
  reason: string;
  /** ISO 8601 with an offset; absent: until it is taken back. */
  until?: string;
}

export type HoursAnswer = 'open' | 'closed' | 'holiday' | 'emergency';

const MINUTES_A_DAY = 1440;
const CLOCK_TIME = /^([01][0-9]|2[0-3]):[0-5][0-9]$/;

export interface Opening {
  answer: HoursAnswer;
  local: LocalTime;
  /** Name of the holiday. */
  holiday?: string;
}

/** `undefined` when the time zone is unknown to this host. */
export function hoursAt(schedule: Schedule, now: number): Opening | undefined {
  const local = localTime(now, schedule.timeZone);
  if (local === undefined) return undefined;
  if (isEmergency(schedule, now)) return { answer: 'emergency', local };
  const holiday = holidayOn(schedule, local.date);
  if (spansOn(schedule, local).some((span) => covers(span, local.minutes))) return { answer: 'open', local };
  if (holiday !== undefined) return { answer: 'holiday', local, holiday: holiday.name };
  // A span that began yesterday may still run; one that began on a whole holiday never did.
  const date = dayBefore(local.date);
  const open = spansOn(schedule, { date, weekday: (local.weekday + 6) % 7 }).some(
    (span) => passesMidnight(span) && local.minutes < minutesOf(span.to),
  );
  return { answer: open ? 'open' : 'closed', local };
}

/** What a day keeps open: its holiday's spans where it is one, else its weekday's. */
function spansOn(schedule: Schedule, { date, weekday }: Pick<LocalTime, 'date' | 'weekday'>): readonly Span[] {
  const holiday = holidayOn(schedule, date);
  return holiday === undefined ? (schedule.week[weekday] ?? []) : (holiday.spans ?? []);
}

function isEmergency({ emergency }: Schedule, now: number): boolean {
  return emergency !== undefined && (emergency.until === undefined || now < Date.parse(emergency.until));
}

const formatters = new Map<string, Intl.DateTimeFormat>();

export function localTime(now: number, timeZone: string): LocalTime | undefined {
  const formatter = formatterOf(timeZone);
  if (formatter === undefined) return undefined;
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const part of formatter.formatToParts(now)) parts[part.type] = part.value;
  const date = `${parts.year?.padStart(4, '0')}-${parts.month}-${parts.day}`;
  return { date, weekday: weekdayOf(date), minutes: Number(parts.hour) * 60 + Number(parts.minute) };
}

export function isTimeZone(timeZone: string): boolean {
  return formatterOf(timeZone) !== undefined;
}

/** `24:00` only ends a span. */
export function isClockTime(text: string, ends: boolean): boolean {
  return CLOCK_TIME.test(text) || (ends && text === '24:00');
}

/** `YYYY-MM-DD`, or `MM-DD` for every year. */
export function isHolidayDate(text: string): boolean {
  // A leap year, so that 02-29 is a day.
  return isDate(text.length === 5 ? `2024-${text}` : text);
}

function formatterOf(timeZone: string): Intl.DateTimeFormat | undefined {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  try {
    const formatter = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    if (formatters.size > 1000) formatters.clear();
    formatters.set(timeZone, formatter);
    return formatter;
  } catch {
    // RangeError: no such time zone here.
    return undefined;
  }
}

function covers(span: Span, minutes: number): boolean {
  const from = minutesOf(span.from);
  return minutes >= from && (passesMidnight(span) || minutes < minutesOf(span.to));
}

function passesMidnight(span: Span): boolean {
  return minutesOf(span.to) <= minutesOf(span.from);
}

function minutesOf(time: string): number {
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  return minutes > MINUTES_A_DAY ? MINUTES_A_DAY : minutes;
}

function holidayOn(schedule: Schedule, date: string): Holiday | undefined {
  const yearly = date.slice(5);
  return (
    schedule.holidays.find((holiday) => holiday.date === date) ??
    schedule.holidays.find((holiday) => holiday.date === yearly)
  );
}
