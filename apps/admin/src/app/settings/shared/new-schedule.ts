import type { Schedule } from '@calldocker/flow-engine';

const WORKING_DAY = [{ from: '09:00', to: '17:00' }];

/** What a new schedule begins with: office hours where the browser is. */
export const NEW_SCHEDULE: Schedule = {
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  week: Array.from({ length: 7 }, (_, day) => (day < 5 ? WORKING_DAY : [])),
  holidays: [],
};
