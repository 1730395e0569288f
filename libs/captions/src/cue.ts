/** One line or two that a viewer reads at a time. */
export interface Cue {
  /** Seconds from the beginning, to the millisecond. */
  start: number;
  end: number;
  /** As it is typed: WebVTT's tags (`<i>`, `<v Ana>`) mean what they mean there, every other sign is itself. */
  text: string;
  /** Where it stands on the picture, in WebVTT's words: `line:10% align:start`. */
  settings?: string;
}

export const toMillis = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** `00:01:05.250`; SubRip puts a comma before the thousandths. */
export function timestamp(seconds: number, mark = '.'): string {
  const millis = Math.round(seconds * 1000);
  const part = (unit: number, size: number): string => String(Math.floor(millis / unit) % size).padStart(2, '0');
  const hours = String(Math.floor(millis / 3_600_000)).padStart(2, '0');
  return `${hours}:${part(60_000, 60)}:${part(1000, 60)}${mark}${String(millis % 1000).padStart(3, '0')}`;
}

const TIME = /^(?:(\d{1,4}):)?([0-5]?\d):([0-5]\d)(?:[.,](\d{1,3}))?$/;

/** Seconds of `1:05.25`, `00:01:05,250` and the like; undefined when it is no time. */
export function readTimestamp(text: string): number | undefined {
  const found = TIME.exec(text.trim());
  if (!found) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0', thousandths = '0'] = found;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(thousandths.padEnd(3, '0')) / 1000;
}

const SETTING = /^(?:vertical|line|position|size|align):[\w%.,-]{1,40}$/;

/** A cue as it may be kept: no line empty, no sign that a store or a file cannot hold. */
export function tidy({ start, end, text, settings }: Cue): Cue {
  const lines = text
    // eslint-disable-next-line no-control-regex -- these are what is taken out
    .replace(/\p{Surrogate}|[\0-\x08\x0b\x0c\x0e-\x1f]/gu, '\ufffd')
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const places = (settings ?? '').split(/\s+/).filter((setting) => SETTING.test(setting));
  return {
    start: toMillis(start),
    end: toMillis(end),
    text: lines.join('\n'),
    ...(places.length > 0 && { settings: places.join(' ') }),
  };
}
