import { Problem } from '../../platform/problem.js';

/** Bytes of a spoken WAV file: 25 minutes of what espeak-ng speaks. */
export const LONGEST_SOUND = 64 * 1024 * 1024;

/**
 * A WAV file whose header tells its length. Engines that write as they speak do not know it yet, and put the largest
 * number there; a file so much shorter than it says would be taken for a broken upload.
 */
export function wholeWav(file: Buffer): Buffer {
  if (file.length < 44 || file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE')
    throw new Problem('content.voice-failed', { detail: 'The voice did not answer with a WAV file.' });
  for (let at = 12; at + 8 <= file.length; at += 8 + even(file.readUInt32LE(at + 4))) {
    if (file.toString('latin1', at, at + 4) !== 'data') continue;
    const here = Math.min(file.readUInt32LE(at + 4), file.length - at - 8);
    if (here === 0) break;
    file.writeUInt32LE(file.length - 8, 4);
    file.writeUInt32LE(here, at + 4);
    return file;
  }
  throw new Problem('content.voice-failed', { detail: 'The voice made no sound of this text.' });
}

const even = (bytes: number): number => bytes + (bytes % 2);
