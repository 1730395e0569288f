import { BARE, inputArgs, QUIET } from './ffmpeg.js';

/** How loud the sound is along its way, for drawing: at most `MOST_PEAKS` numbers from 0 to 1. */
export interface Peaks {
  secondsPerPeak: number;
  peaks: number[];
}

const MOST_PEAKS = 1_000;
const RATE = 8_000;
const SHORTEST = RATE / 100;

/** Samples that one peak stands for. */
export const peakSamples = (seconds: number): number => Math.max(SHORTEST, Math.ceil((seconds * RATE) / MOST_PEAKS));

/** The finished sound's peaks in decibels, a line each on standard output. */
export function peaksArgs(audio: string, samples: number): string[] {
  const chain = [
    ...[`aresample=${RATE}`, 'aformat=channel_layouts=mono', `asetnsamples=n=${samples}:p=0`],
    ...['astats=metadata=1:reset=1', `ametadata=mode=print:key=${KEY}:file=-`],
  ];
  return [
    ...[...QUIET, '-v', 'error', ...inputArgs({ path: audio, demuxer: 'mov' }), '-vn', ...BARE],
    ...['-af', chain.join(','), '-f', 'null', '-'],
  ];
}

const KEY = 'lavfi.astats.Overall.Peak_level';

/** The number that a line tells, if it does: silence is `-inf`. */
export function readPeak(line: string): number | undefined {
  if (!line.startsWith(`${KEY}=`)) return undefined;
  const decibels = Number.parseFloat(line.slice(KEY.length + 1));
  return Number.isFinite(decibels) ? Math.min(1, Math.round(10 ** (decibels / 20) * 1000) / 1000) : 0;
}

/** Resampling may leave one block more than was reckoned with. */
export const peaksOf = (peaks: number[], samples: number): Peaks => ({
  secondsPerPeak: samples / RATE,
  peaks: peaks.slice(0, MOST_PEAKS),
});
