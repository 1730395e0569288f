import type { Choice } from './wire.js';

/** The track to show or hear: the screen's language first, then the browser's, then whatever there is. */
export function chooseTrack<Track extends { language: string }>(
  tracks: readonly Track[],
  wanted: readonly string[],
): Track | null {
  for (const tag of wanted) {
    const exact = tracks.find((track) => same(track.language, tag));
    if (exact) return exact;
    const base = tracks.find((track) => same(primary(track.language), primary(tag)));
    if (base) return base;
  }
  return tracks[0] ?? null;
}

/** The choice the host is naming just now: its whole label stands in the line being spoken. */
export function spokenChoice(line: string, choices: Choice[]): string | null {
  const heard = plain(line);
  let found: { id: string; at: number } | null = null;
  for (const choice of choices) {
    const label = plain(choice.label).trim();
    const at = label ? heard.lastIndexOf(` ${label} `) : -1;
    if (at >= 0 && (!found || at > found.at)) found = { id: choice.id, at };
  }
  return found?.id ?? null;
}

/** Splits a line where the voice is by now, at a word, so that it can be read along. */
export function readSoFar(line: string, start: number, end: number, now: number): [said: string, rest: string] {
  if (now >= end || end <= start) return [line, ''];
  // A reader is slightly ahead of the voice: the word being spoken counts as said.
  const place = Math.floor((Math.max(0, now - start) / (end - start)) * line.length);
  const space = line.indexOf(' ', place);
  return space < 0 ? [line, ''] : [line.slice(0, space), line.slice(space)];
}

/** Seconds of silence that make a paragraph. */
const PAUSE = 1;

/** All that is said, as one reads it: lines run on, a pause begins a paragraph. */
export function passage(cues: readonly { text: string; startTime: number; endTime: number }[]): string {
  let text = '';
  let end = 0;
  for (const cue of cues) {
    const line = cue.text.replace(/\s+/gu, ' ').trim();
    if (line === '') continue;
    text += text === '' ? line : `${cue.startTime - end >= PAUSE ? '\n' : ' '}${line}`;
    end = cue.endTime;
  }
  return text;
}

/** `1:05`. */
export function clock(seconds: number): string {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : 0;
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** A short first sentence makes a heading, the rest the text under it; a long one, or an abbreviation, stays text. */
export function headline(text: string): { title: string; rest: string } | null {
  const [, first = '', rest = ''] = /^(.+?[.!?。？！]|.+)(?:\s+|$)([\s\S]*)$/u.exec(text.trim()) ?? [];
  const whole = rest === '';
  if (!first || first.length > 64 || (!whole && first.length < 6)) return null;
  return { title: first.replace(/[.。]$/u, ''), rest };
}

const RIGHT_TO_LEFT = new Set(['ar', 'dv', 'fa', 'he', 'ks', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi']);
export function direction(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(primary(language)) ? 'rtl' : 'ltr';
}

const primary = (tag: string) => tag.split('-')[0]?.toLowerCase() ?? '';
const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
const plain = (text: string) => ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
