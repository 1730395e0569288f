/** Days as `YYYY-MM-DD`, without a clock or a time zone. */
export function isDate(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false;
  const time = timeOf(text);
  return Number.isFinite(time) && dayOf(time) === text;
}

/** Monday is 0. */
export function weekdayOf(date: string): number {
  return (new Date(timeOf(date)).getUTCDay() + 6) % 7;
}

export function dayBefore(date: string): string {
  return dayOf(timeOf(date) - 86_400_000);
}

function timeOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
