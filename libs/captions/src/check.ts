import { type Cue, timestamp } from './cue.js';
import { plain } from './text.js';

/** What broadcasters ask of captions that everybody can follow. */
export const CAPTION_RULES = {
  lineCharacters: 42,
  lines: 2,
  charactersPerSecond: 20,
  shortestSeconds: 0.5,
  longestSeconds: 7,
} as const;

const CODES = {
  none: ['There is no cue.', 'Add the first cue.'],
  'ends-before-begin': ['This cue ends before it begins.', 'Move its end behind its beginning.'],
  'out-of-order': ['This cue begins before the one above it.', 'Sort the cues by time.'],
  overlap: ['This cue begins while another is still shown.', 'Let it begin when the other one ends.'],
  'beyond-end': ['This cue lasts beyond the end of the media.', 'Let it end with the media, or take it out.'],
  empty: ['This cue says nothing.', 'Type its text, or take it out.'],
  'long-line': [
    `A line has more than ${CAPTION_RULES.lineCharacters} characters.`,
    'Break the line, or split the cue.',
  ],
  'many-lines': [`This cue has more than ${CAPTION_RULES.lines} lines.`, 'Join lines, or split the cue.'],
  fast: [
    `More than ${CAPTION_RULES.charactersPerSecond} characters a second: few can read that fast.`,
    'Show it longer, or shorten the text.',
  ],
  short: [`Shown for less than ${CAPTION_RULES.shortestSeconds} seconds.`, 'Show it longer.'],
  long: [`Shown for more than ${CAPTION_RULES.longestSeconds} seconds.`, 'Split the cue.'],
} as const;

export type FindingCode = keyof typeof CODES;

export interface Finding {
  code: FindingCode;
  /** With an error the captions cannot be kept. */
  severity: 'error' | 'warning';
  /** The cue's number, from 1; 0 when no cue is meant. */
  cue: number;
  /** When the cue begins, as `00:01:05.250`. */
  at: string;
  message: string;
  /** One sentence that says how to mend it. */
  repair: string;
}

/** Lengths of media are known to a frame or two. */
const END_TOLERANCE = 0.1;
/** Times are kept to the millisecond. */
const MILLI = 0.0005;

/** @param duration of the media in seconds, when it is known */
export function checkCues(cues: readonly Cue[], duration?: number | null): Finding[] {
  if (cues.length === 0) return [finding('none', 0, 0)];
  const overlapping = overlaps(cues);
  return cues.flatMap((cue, i) => {
    const length = cue.end - cue.start;
    const text = plain(cue.text).trim();
    const lines = text.split('\n').map((line) => [...line.trim()].length);
    const characters = lines.reduce((sum, each) => sum + each, 0);
    const backwards = length < MILLI;
    const isFound: Record<Exclude<FindingCode, 'none'>, boolean> = {
      'ends-before-begin': backwards,
      'out-of-order': cue.start < (cues[i - 1]?.start ?? 0) - MILLI,
      overlap: overlapping.has(i),
      'beyond-end': duration != null && cue.end > duration + END_TOLERANCE,
      empty: text === '',
      'long-line': lines.some((each) => each > CAPTION_RULES.lineCharacters),
      'many-lines': lines.length > CAPTION_RULES.lines,
      fast: !backwards && characters / length > CAPTION_RULES.charactersPerSecond + MILLI,
      short: !backwards && length < CAPTION_RULES.shortestSeconds - MILLI,
      long: length > CAPTION_RULES.longestSeconds + MILLI,
    };
    return Object.entries(isFound).flatMap(([code, found]) =>
      found ? [finding(code as FindingCode, i + 1, cue.start)] : [],
    );
  });
}

/** Which cues begin while one that began before them is shown; in the order of time, whatever the order of the list. */
function overlaps(cues: readonly Cue[]): Set<number> {
  const found = new Set<number>();
  let shownUntil = 0;
  for (const { cue, i } of cues.map((cue, i) => ({ cue, i })).sort((a, b) => a.cue.start - b.cue.start)) {
    if (cue.start < shownUntil - MILLI) found.add(i);
    shownUntil = Math.max(shownUntil, cue.end);
  }
  return found;
}

function finding(code: FindingCode, cue: number, start: number): Finding {
  const [message, repair] = CODES[code];
  const severity = code === 'none' || code === 'ends-before-begin' ? 'error' : 'warning';
  return { code, severity, cue, at: timestamp(start), message, repair };
}
