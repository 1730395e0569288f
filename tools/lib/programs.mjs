import { findEspeak } from './espeak.mjs';
import { findFfmpeg } from './ffmpeg.mjs';

/** The programs that API and worker run, as their environment names them. */
export function findPrograms() {
  const { ffmpeg, ffprobe } = findFfmpeg();
  const espeak = findEspeak();
  return { FFMPEG_PATH: ffmpeg, FFPROBE_PATH: ffprobe, ...(espeak && { ESPEAK_PATH: espeak }) };
}
