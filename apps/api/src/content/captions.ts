import { Problem } from '../platform/problem.js';

export const CAPTIONS_LIMIT = 1024 * 1024;

const TIME = String.raw`(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})`;
const TIMING = new RegExp(String.raw`^${TIME}[ \t]+-->[ \t]+${TIME}(?:[ \t]+\S.*)?$`);

export interface CheckedCaptions {
  vtt: string;
  cues: number;
}

/** Checks a WebVTT file (W3C WebVTT 1): its header, and cues that have a length and begin in order. Names the line at fault. */
export function checkCaptions(body: Buffer): CheckedCaptions {
  const vtt = decode(body).replace(/\r\n?/g, '\n');
  const lines = vtt.split('\n');
  if (!/^WEBVTT(?:[ \t].*)?$/.test(lines[0] ?? '')) throw refusal(1, 'The first line must be WEBVTT.');

  let cues = 0;
  let previous = 0;
  for (const [i, line] of lines.entries()) {
    if (!line.includes('-->')) continue;
    const timing = TIMING.exec(line);
    if (!timing) throw refusal(i + 1, "A cue's times look like 00:01.000 --> 00:04.000.");
    const [start, end] = [seconds(timing.slice(1, 5)), seconds(timing.slice(5, 9))];
    if (end <= start) throw refusal(i + 1, 'This cue ends before it begins.');
    if (start < previous) throw refusal(i + 1, 'This cue begins before the one above it.');
    previous = start;
    cues++;
  }
  if (cues === 0) throw refusal(lines.length, 'There is no cue in this file.');
  return { vtt, cues };
}

function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    // TypeError: the bytes are in another encoding.
    throw refusal(1, 'Save the file as UTF-8, then send it again.');
  }
}

function seconds(parts: (string | undefined)[]): number {
  const [hours = '0', minutes = '0', secs = '0', millis = '0'] = parts;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(secs) + Number(millis) / 1000;
}

const refusal = (line: number, message: string): Problem =>
  new Problem('content.captions', { errors: [{ field: `line ${line}`, message }] });

/** The canonical form of a BCP 47 tag, or a refusal. */
export function checkLanguage(language: string): string {
  try {
    const [canonical] = Intl.getCanonicalLocales(language);
    if (canonical && canonical.length <= 35) return canonical;
  } catch {
    // RangeError: no language tag.
  }
  throw new Problem('request.invalid', {
    errors: [{ field: 'language', message: 'language must be a tag such as en or pt-BR' }],
  });
}

/** The language's name in itself, as a player's menu shows it. */
export function languageLabel(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
