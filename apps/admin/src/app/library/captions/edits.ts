import { CAPTION_RULES, type Cue, type Finding, plain, timestamp, toMillis } from '@calldocker/captions';

/** What an author does to a list of cues. Pure: each gives a new list, in the order of time where times changed. */

export type Cues<T extends Cue = Cue> = readonly T[];

/** A new cue is shown this long where nothing stands in its way. */
const NEW_SECONDS = 2;

export function sorted<T extends Cue>(cues: Cues<T>): T[] {
  return [...cues].sort((a, b) => a.start - b.start);
}

/** An empty cue from `time` on, up to the next one or the end. */
export function addAt<T extends Cue>(cues: Cues<T>, time: number, duration: number): { cues: (T | Cue)[]; added: Cue } {
  const next = sorted(cues).find(({ start }) => start > time + CAPTION_RULES.shortestSeconds)?.start ?? Infinity;
  const start = toMillis(Math.max(0, Math.min(time, duration - CAPTION_RULES.shortestSeconds)));
  const added: Cue = {
    start,
    end: toMillis(Math.min(start + NEW_SECONDS, next, Math.max(duration, start + 1))),
    text: '',
  };
  return { cues: sorted<T | Cue>([...cues, added]), added };
}

/** In two: at `time` where that is inside of it, and where the text is cut; else by the length of the parts. */
export function split<T extends Cue>(cues: Cues<T>, index: number, time: number, caret?: number): (T | Cue)[] {
  const cue = cues[index];
  if (!cue) return [...cues];
  const { start, end, text } = cue;
  const inside = time > start && time < end;
  const cut =
    caret !== undefined && caret > 0 && caret < text.length
      ? caret
      : cutNear(text, inside ? (time - start) / (end - start) : 0.5);
  const share = text.length > 0 ? cut / text.length : 0.5;
  const at = toMillis(inside ? time : start + (end - start) * share);
  const second: Cue = { ...withoutId(cue), start: at, text: text.slice(cut).trim() };
  return cues.toSpliced(index, 1, { ...cue, end: at, text: text.slice(0, cut).trim() }, second as T);
}

/** With the one below it. */
export function merge<T extends Cue>(cues: Cues<T>, index: number): T[] {
  const [cue, next] = [cues[index], cues[index + 1]];
  if (!cue || !next) return [...cues];
  const text = [cue.text, next.text].filter((each) => each !== '').join('\n');
  return cues.toSpliced(index, 2, { ...cue, end: Math.max(cue.end, next.end), text: wrapped(text) });
}

/** A beginning that is moved behind the end takes the end along. */
export function retime<T extends Cue>(cues: Cues<T>, index: number, change: { start?: number; end?: number }): T[] {
  const cue = cues[index];
  if (!cue) return [...cues];
  const start = toMillis(Math.max(0, change.start ?? cue.start));
  const end = change.end ?? (change.start !== undefined && start >= cue.end ? start + (cue.end - cue.start) : cue.end);
  return sorted(cues.with(index, { ...cue, start, end: toMillis(end) }));
}

/** The times of another language, for a translation. */
export const timingsOf = (cues: Cues): Cue[] =>
  cues.map(({ start, end, settings }) => ({ start, end, text: '', ...(settings && { settings }) }));

/** What one press can mend; null where an author has to decide. */
export function mended<T extends Cue>(cues: Cues<T>, { code, cue: number }: Finding, duration: number): T[] | null {
  const index = number - 1;
  const cue = cues[index];
  if (!cue) return null;
  const set = (change: Partial<Cue>): T[] => cues.with(index, { ...cue, ...change }) as T[];
  switch (code) {
    case 'out-of-order':
      return sorted(cues);
    case 'empty':
      return cues.toSpliced(index, 1);
    case 'ends-before-begin':
      return cue.end < cue.start ? set({ start: cue.end, end: cue.start }) : set({ end: toMillis(cue.start + 1) });
    case 'beyond-end':
      return cue.start < duration ? set({ end: toMillis(duration) }) : cues.toSpliced(index, 1);
    case 'overlap': {
      const before = cues.findLastIndex((each, i) => i !== index && each.start <= cue.start && each.end > cue.start);
      const other = cues[before];
      return other && other.start < cue.start ? cues.with(before, { ...other, end: cue.start }) : null;
    }
    case 'long-line':
    case 'many-lines': {
      const text = wrapped(cue.text);
      return text !== cue.text && text.split('\n').length <= CAPTION_RULES.lines ? set({ text }) : null;
    }
    case 'short':
    case 'fast': {
      const needed =
        cue.start + Math.max(CAPTION_RULES.shortestSeconds, plain(cue.text).length / CAPTION_RULES.charactersPerSecond);
      const room = Math.min(...cues.filter(({ start }) => start > cue.start).map(({ start }) => start), duration);
      return needed <= room ? set({ end: toMillis(needed) }) : null;
    }
    default:
      return null;
  }
}

/** In lines of about one length, none too long where that can be had. */
function wrapped(text: string): string {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const whole = words.join(' ');
  if (plain(whole).length <= CAPTION_RULES.lineCharacters) return whole;
  const cuts = words
    .slice(1)
    .map((_word, i) => [words.slice(0, i + 1).join(' '), words.slice(i + 1).join(' ')] as const);
  const longer = ([a, b]: readonly [string, string]): number => Math.max(plain(a).length, plain(b).length);
  const [best] = cuts.sort((a, b) => longer(a) - longer(b));
  return best && longer(best) <= CAPTION_RULES.lineCharacters ? best.join('\n') : text;
}

/** The break between words nearest to a share of the text. */
function cutNear(text: string, share: number): number {
  const wanted = text.length * share;
  const breaks = [...text.matchAll(/\s+/g)].map(({ index }) => index);
  return breaks.reduce(
    (best, each) => (Math.abs(each - wanted) < Math.abs(best - wanted) ? each : best),
    breaks[0] ?? text.length,
  );
}

function withoutId(cue: Cue): Cue {
  const { start, end, text, settings } = cue;
  return { start, end, text, ...(settings !== undefined && { settings }) };
}

/** `0:01.250`, with hours only where there are any. */
export const shortTime = (seconds: number): string => timestamp(Math.max(0, seconds)).replace(/^00:0?/, '');
