import type { WaitAccuracy } from '../api/types';
import { percent } from '../ui/format';

/** Fewer say too little: one more or less would move the share by points. */
export const ENOUGH = 30;
/** So far from the target is as good as it. */
const NEAR = 0.02;

export type Verdict = 'few' | 'holds' | 'short' | 'wide';

/** Whether the ranges hold as they should, by as much as their number can tell. */
export function verdictOf({ ranges, coverage, target }: Pick<WaitAccuracy, 'ranges' | 'coverage' | 'target'>): Verdict {
  if (coverage === null || ranges < ENOUGH) return 'few';
  const doubt = NEAR + 1.96 * Math.sqrt((target * (1 - target)) / ranges);
  if (coverage < target - doubt) return 'short';
  return coverage > target + doubt ? 'wide' : 'holds';
}

export function verdictWords(verdict: Verdict, target: number): string {
  switch (verdict) {
    case 'few':
      return `Too few answers to judge yet: ${ENOUGH} are enough.`;
    case 'holds':
      return `As promised: ${percent(target)} in 100 should be answered within their range.`;
    case 'short':
      return `Less than the ${percent(target)} in 100 that are promised. The ranges are widening by themselves; check who is on duty.`;
    case 'wide':
      return `More than the ${percent(target)} in 100 that are promised. The ranges are narrowing by themselves.`;
  }
}

export function span(seconds: number | null): string {
  if (seconds === null) return '–';
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = seconds / 60;
  return `${minutes < 10 ? minutes.toFixed(1).replace(/\.0$/, '') : Math.round(minutes)} min`;
}
