import type { Span } from '@calldocker/flow-engine';

const SHORT = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `Mon–Fri 9–18, Sat 10–16`: days with the same hours stand together. */
export function hoursWords(week: readonly (readonly Span[])[]): string {
  const runs: { from: number; to: number; hours: string }[] = [];
  week.forEach((spans, day) => {
    const hours = spans.map(spanWords).join(' ');
    const last = runs.at(-1);
    if (last && last.hours === hours) last.to = day;
    else runs.push({ from: day, to: day, hours });
  });
  const open = runs.filter(({ hours }) => hours !== '');
  if (open.length === 0) return 'Never open';
  return open.map(({ from, to, hours }) => `${daysWords(from, to)} ${hours}`).join(', ');
}

function daysWords(from: number, to: number): string {
  return from === to ? (SHORT[from] ?? '') : `${SHORT[from]}–${SHORT[to]}`;
}

function spanWords({ from, to }: Span): string {
  return `${timeWords(from)}–${timeWords(to)}`;
}

/** `09:00` is 9, `17:30` stays. */
function timeWords(time: string): string {
  const [hours = '', minutes = ''] = time.split(':');
  return minutes === '00' ? String(Number(hours)) : `${Number(hours)}:${minutes}`;
}
