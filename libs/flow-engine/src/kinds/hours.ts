import type { NodeBase } from '../definition.js';
import { list, matching, nodeFields, object, text } from '../fields.js';
import { hoursAt, isClockTime, isHolidayDate, isTimeZone } from '../hours.js';
import type { PassingKind } from '../kind.types.js';
import { LIMITS } from '../limits.js';

/** Decides by the clock of a time zone. Exits: `open`, `closed`, `holiday` (without one: `closed`). */
export interface HoursNode extends NodeBase<'hours'> {
  /** IANA name, for example `Europe/Amsterdam`. */
  timeZone: string;
  /** Spans for each weekday, Monday first (7 entries). A span may pass midnight: `to` at or before `from` ends next day. */
  week: Span[][];
  holidays: Holiday[];
}

/** Local times as `HH:MM`; `24:00` is midnight at the day's end. */
export interface Span {
  from: string;
  to: string;
}

export interface Holiday {
  name: string;
  /** `YYYY-MM-DD`, or `MM-DD` for every year. */
  date: string;
}

export const hours: PassingKind<HoursNode> = {
  kind: 'hours',
  label: 'Hours',
  family: 'decide',
  about: 'Chooses a way by opening hours.',
  waits: false,
  structure: object<HoursNode>({
    ...nodeFields('hours'),
    timeZone: text(LIMITS.idLength),
    week: list(
      list(
        object<Span>({
          from: matching((time) => isClockTime(time, false), 'takes a time such as 09:00'),
          to: matching((time) => isClockTime(time, true), 'takes a time such as 17:30'),
        }),
        LIMITS.spansPerDay,
      ),
      7,
      7,
    ),
    holidays: list(
      object<Holiday>({
        name: text(LIMITS.nameLength),
        date: matching(isHolidayDate, 'takes a day such as 2026-12-24, or 12-25 for every year'),
      }),
      LIMITS.holidays,
    ),
  }),
  create: () => ({
    kind: 'hours',
    name: 'Opening hours',
    exits: {},
    timeZone: 'Europe/Berlin',
    week: Array.from({ length: 7 }, (_, day) => (day < 5 ? [{ from: '09:00', to: '17:00' }] : [])),
    holidays: [],
  }),
  exits: () => [
    { id: 'open', label: 'Open' },
    { id: 'closed', label: 'Closed' },
    { id: 'holiday', label: 'Holiday', fallback: 'closed' },
  ],
  check(node, inspection) {
    if (!isTimeZone(node.timeZone)) {
      inspection.error(
        'hours.time-zone',
        `“${node.timeZone}” is not a time zone. Choose one such as Europe/Amsterdam.`,
        { field: 'timeZone' },
      );
    }
  },
  enter(node, visit) {
    const hours = hoursAt(node, visit.now);
    if (hours === undefined) {
      visit.fail('hours.time-zone', { timeZone: node.timeZone });
      return { exit: 'closed' };
    }
    const clock = `${Math.floor(hours.local.minutes / 60)}:${String(hours.local.minutes % 60).padStart(2, '0')}`;
    visit.note({
      local: `${hours.local.date}T${clock.padStart(5, '0')}`,
      ...(hours.holiday && { holiday: hours.holiday }),
    });
    return { exit: hours.answer };
  },
};
