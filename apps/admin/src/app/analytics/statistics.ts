import type { Range } from '../api/types';
import { day, moment, timeOfDay } from '../ui/format';

/** The 95 % Wilson interval of a share: honest for few visits too. `null` without any. */
export function interval(hits: number, total: number): { low: number; high: number } | null {
  if (total <= 0) return null;
  const z = 1.96;
  const share = hits / total;
  const scale = 1 + (z * z) / total;
  const middle = share + (z * z) / (2 * total);
  const reach = z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  return { low: Math.max(0, (middle - reach) / scale), high: Math.min(1, (middle + reach) / scale) };
}

export interface Peak {
  at: string;
  sessions: number;
}

/** The first of the highest points; `null` when nothing happened. */
export function peakOf(series: readonly Peak[]): Peak | null {
  let peak: Peak | null = null;
  for (const point of series) if (point.sessions > (peak?.sessions ?? 0)) peak = point;
  return peak;
}

/** What a point of the series stands for: an hour, or over 30 days a whole day. */
export function pointName(at: string, range: Range): string {
  if (range === '30d') return day(at);
  return range === '24h' ? timeOfDay(at) : moment(at);
}
