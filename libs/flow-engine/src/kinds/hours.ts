import type { NodeBase } from '../definition.js';
import { bindingName, nodeFields, object, optional } from '../fields.js';
import { hoursAt, isTimeZone, type Schedule } from '../hours.js';
import type { PassingKind } from '../kind.types.js';
import { scheduleFields } from '../schedule.js';

/** Decides by the clock of a time zone. Exits: `open`, `closed`, `holiday`, `emergency` (without one of these: `closed`). */
export interface HoursNode extends NodeBase<'hours'>, Schedule {
  /** Name of one of the company's shared schedules; the node's own times are then not used. */
  schedule?: string;
}

export const hours: PassingKind<HoursNode> = {
  kind: 'hours',
  label: 'Hours',
  family: 'decide',
  icon: 'hours',
  place: 2,
  about: 'Chooses a way by opening hours.',
  waits: false,
  structure: object<HoursNode>({
    ...nodeFields('hours'),
    ...scheduleFields,
    schedule: optional(bindingName),
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
    { id: 'emergency', label: 'Emergency', fallback: 'closed' },
  ],
  check(node, inspection) {
    if (node.schedule !== undefined) inspection.binding('schedules', node.schedule, 'schedule');
    else if (!isTimeZone(node.timeZone)) {
      inspection.error(
        'hours.time-zone',
        `“${node.timeZone}” is not a time zone. Choose one such as Europe/Amsterdam.`,
        { field: 'timeZone' },
      );
    }
  },
  enter(node, visit) {
    const substitute = visit.substituteHours();
    if (substitute !== undefined) {
      visit.note({ hours: substitute });
      return { exit: substitute };
    }
    const schedule = node.schedule === undefined ? node : visit.schedule(node.schedule);
    if (schedule === undefined) {
      visit.fail('hours.schedule', { schedule: node.schedule ?? null });
      return { exit: 'closed' };
    }
    const hours = hoursAt(schedule, visit.now);
    if (hours === undefined) {
      visit.fail('hours.time-zone', { timeZone: schedule.timeZone });
      return { exit: 'closed' };
    }
    const clock = `${Math.floor(hours.local.minutes / 60)}:${String(hours.local.minutes % 60).padStart(2, '0')}`;
    visit.note({
      hours: hours.answer,
      local: `${hours.local.date}T${clock.padStart(5, '0')}`,
      ...(hours.holiday && { holiday: hours.holiday }),
    });
    return { exit: hours.answer };
  },
};
