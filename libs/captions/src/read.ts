import { type Cue, readTimestamp, tidy } from './cue.js';
import { decode } from './text.js';

export type CaptionFormat = 'vtt' | 'srt';

export interface Fault {
  /** From 1. */
  line: number;
  message: string;
}

/** What a file holds. With a fault it cannot be used. */
export interface CaptionFile {
  format: CaptionFormat;
  cues: Cue[];
  faults: Fault[];
}

const ARROW = '-->';
const NO_CUES = /^(?:NOTE|STYLE|REGION)(?:[ \t:]|$)/;

/**
 * Reads WebVTT or SubRip, whichever the bytes are; the name of the file has no say. By hand, because players' parsers drop
 * what does not fit and name neither the line nor the loss.
 */
export function readCaptions(bytes: Uint8Array): CaptionFile {
  const text = decodeBytes(bytes);
  if (text === undefined) return refused(1, 'Save the file as UTF-8, then send it again.');
  const lines = text.split(/\r\n?|\n/);
  if (/^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '')) return readCues('vtt', lines);
  if (lines.some((line) => line.includes(ARROW))) return readCues('srt', lines);
  return refused(1, 'These are no captions: a WebVTT file begins with WEBVTT, a SubRip file with the times of a cue.');
}

function decodeBytes(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // TypeError: the bytes are in another encoding.
    return undefined;
  }
}

/** Line by line, as players read: a cue begins at its times and ends before the next one's number or times. */
function readCues(format: CaptionFormat, lines: string[]): CaptionFile {
  const found: { cue: Cue; text: string[] }[] = [];
  const faults: Fault[] = [];
  let fresh = true;
  let skipping = false;
  for (const [i, line] of lines.entries()) {
    const next = lines[i + 1] ?? '';
    if (line.trim() === '') [fresh, skipping] = [true, false];
    else if (line.includes(ARROW)) {
      [fresh, skipping] = [false, false];
      const cue = readTimes(line, format);
      if (cue) found.push({ cue, text: [] });
      else faults.push({ line: i + 1, message: "A cue's times look like 00:01.000 --> 00:04.000." });
    } else if (skipping || isNumber(line, next, fresh)) fresh = false;
    else if (fresh && format === 'vtt' && NO_CUES.test(line)) skipping = true;
    else {
      fresh = false;
      found.at(-1)?.text.push(line);
    }
  }
  if (found.length === 0 && faults.length === 0)
    faults.push({ line: lines.length, message: 'There is no cue in this file.' });
  const typed = format === 'vtt' ? decode : withoutStyle;
  return { format, cues: found.map(({ cue, text }) => tidy({ ...cue, text: typed(text.join('\n')) })), faults };
}

function readTimes(line: string, format: CaptionFormat): Cue | undefined {
  const [from = '', rest = ''] = line.split(ARROW);
  const [to = '', ...settings] = rest.trim().split(/[ \t]+/);
  const [start, end] = [readTimestamp(from), readTimestamp(to)];
  if (start === undefined || end === undefined) return undefined;
  return { start, end, text: '', ...(format === 'vtt' && { settings: settings.join(' ') }) };
}

/** A cue's number or name, right above its times; or one that lost its cue. */
function isNumber(line: string, next: string, fresh: boolean): boolean {
  const digits = /^\s*\d+\s*$/.test(line);
  if (next.includes(ARROW)) return fresh || digits;
  return fresh && digits && next.trim() === '';
}

/** What SubRip files borrow from elsewhere, and WebVTT has no word for. */
const withoutStyle = (text: string): string => text.replace(/<\/?font(?:\s[^<>]*)?>|\{\\[^{}]*\}/gi, '');

const refused = (line: number, message: string): CaptionFile => ({
  format: 'vtt',
  cues: [],
  faults: [{ line, message }],
});
