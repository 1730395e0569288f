/** Free times by day, in the reader's own time zone and language. Pure. */

export interface Day {
  /** `YYYY-MM-DD` where the reader is. */
  key: string;
  label: string;
  times: { at: string; label: string }[];
}

export function daysOf(slots: readonly string[], now: number, languages: readonly string[], timeZone?: string): Day[] {
  const zone = timeZone === undefined ? {} : { timeZone };
  const tags = [...languages];
  const dayKey = new Intl.DateTimeFormat('en-CA', { ...zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const dayLabel = new Intl.DateTimeFormat(tags, { ...zone, weekday: 'long', day: 'numeric', month: 'long' });
  const timeLabel = new Intl.DateTimeFormat(tags, { ...zone, hour: '2-digit', minute: '2-digit' });
  const near = new Intl.RelativeTimeFormat(tags, { numeric: 'auto' });
  const today = dayKey.format(now);
  const tomorrow = dayKey.format(now + 24 * 3_600_000);
  const days = new Map<string, Day>();
  for (const at of slots) {
    const moment = Date.parse(at);
    const key = dayKey.format(moment);
    const label =
      key === today ? near.format(0, 'day') : key === tomorrow ? near.format(1, 'day') : dayLabel.format(moment);
    const day = days.get(key) ?? { key, label: begun(label, tags), times: [] };
    days.set(key, day);
    day.times.push({ at, label: timeLabel.format(moment) });
  }
  return [...days.values()];
}

/** `Tuesday 3 March, 14:30`, or the time alone when it is today. */
export function momentWords(at: string, now: number, languages: readonly string[], timeZone?: string): string {
  const [day] = daysOf([at], now, languages, timeZone);
  return day ? `${day.label}, ${day.times[0]?.label}` : '';
}

/** Some languages write the names of days small; at a line's beginning they too write them large. */
const begun = (label: string, tags: string[]): string => label.charAt(0).toLocaleUpperCase(tags) + label.slice(1);
