/** Whether unknown JSON is a schedule. */
import { list, matching, object, optional, text } from './fields.js';
import {
  isClockTime,
  isHolidayDate,
  isTimeZone,
  type Emergency,
  type Holiday,
  type Schedule,
  type Span,
} from './hours.js';
import { reportTo, type Issue } from './issues.js';
import { LIMITS } from './limits.js';

const spans = list(
  object<Span>({
    from: matching((time) => isClockTime(time, false), 'takes a time such as 09:00'),
    to: matching((time) => isClockTime(time, true), 'takes a time such as 17:30'),
  }),
  LIMITS.spansPerDay,
);

export const scheduleFields = {
  timeZone: text(LIMITS.idLength),
  week: list(spans, 7, 7),
  holidays: list(
    object<Holiday>({
      name: text(LIMITS.nameLength),
      date: matching(isHolidayDate, 'takes a day such as 2026-12-24, or 12-25 for every year'),
      spans: optional(spans),
    }),
    LIMITS.holidays,
  ),
  emergency: optional(
    object<Emergency>({
      reason: text(LIMITS.nameLength),
      until: optional(matching(isInstant, 'takes a moment such as 2026-12-24T18:00:00+01:00')),
    }),
  ),
};

export const schedule = object<Schedule>(scheduleFields);

/** What is wrong with a schedule that came from outside; empty when it can be used. */
export function validateSchedule(value: unknown): Issue[] {
  const issues: Issue[] = [];
  const report = reportTo(issues);
  if (schedule(value, '', report) && !isTimeZone(value.timeZone)) {
    report(
      'hours.time-zone',
      'timeZone',
      `“${value.timeZone}” is not a time zone. Choose one such as Europe/Amsterdam.`,
    );
  }
  return issues;
}

export function isInstant(text: string): boolean {
  return (
    /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2})$/.test(text) && Number.isFinite(Date.parse(text))
  );
}
