import { type Cue, tidy, timestamp } from './cue.js';
import { encode, subrip } from './text.js';

export function writeVtt(cues: readonly Cue[]): string {
  const blocks = cues.map(tidy).map(({ start, end, text, settings }) => {
    const times = `${timestamp(start)} --> ${timestamp(end)}`;
    return `${settings === undefined ? times : `${times} ${settings}`}\n${encode(text)}`;
  });
  return `${['WEBVTT', ...blocks].map((block) => block.trimEnd()).join('\n\n')}\n`;
}

/** Without positions, which SubRip has none of; a speaker's name stands before what is said. */
export function writeSrt(cues: readonly Cue[]): string {
  const blocks = cues.map(tidy).map(({ start, end, text }, index) => {
    const times = `${timestamp(start, ',')} --> ${timestamp(end, ',')}`;
    return `${index + 1}\n${times}\n${subrip(text)}`.trimEnd();
  });
  return `${blocks.join('\n\n')}\n`;
}
