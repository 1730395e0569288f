import type { Rung } from './ffmpeg.js';
import { avcLevel } from './ffmpeg.js';

/** A media playlist's segments, as ffmpeg wrote it. */
export interface Segment {
  file: string;
  seconds: number;
}

export function readPlaylist(text: string): Segment[] {
  const segments: Segment[] = [];
  let seconds: number | undefined;
  for (const line of text.split(/\r?\n/)) {
    const duration = /^#EXTINF:([\d.]+)/.exec(line)?.[1];
    if (duration !== undefined) seconds = Number(duration);
    else if (line && !line.startsWith('#') && seconds !== undefined) {
      segments.push({ file: line, seconds });
      seconds = undefined;
    }
  }
  return segments;
}

export interface Variant {
  rung: Rung;
  framesPerSecond: number;
  /** Bits per second of the heaviest segment, and on average. */
  peak: number;
  average: number;
  sound: boolean;
}

/** Bits per second of segments with the sizes given, in the same order. */
export function bitRates(segments: Segment[], bytes: number[]): { peak: number; average: number } {
  const rates = segments.map((segment, i) => ((bytes[i] ?? 0) * 8) / Math.max(segment.seconds, 0.1));
  const seconds = segments.reduce((sum, segment) => sum + segment.seconds, 0);
  const average = (bytes.reduce((sum, size) => sum + size, 0) * 8) / Math.max(seconds, 0.1);
  return { peak: Math.ceil(Math.max(average, ...rates)), average: Math.ceil(average) };
}

/** The sound alone, for a connection that carries no picture. */
export interface SoundVariant {
  path: string;
  peak: number;
  average: number;
}

/**
 * The master playlist (RFC 8216). A player begins with the first variant and changes from there, so a middle one leads:
 * sharp enough at once, and light enough for a phone.
 */
export function masterPlaylist(variants: Variant[], sound: SoundVariant | null): string {
  const lines = inStartOrder(variants).flatMap(({ rung, framesPerSecond, peak, average, sound }) => [
    '#EXT-X-STREAM-INF:' +
      [
        ...[`BANDWIDTH=${peak}`, `AVERAGE-BANDWIDTH=${average}`, `RESOLUTION=${rung.width}x${rung.height}`],
        ...[
          `FRAME-RATE=${framesPerSecond.toFixed(3)}`,
          `CODECS="${avcCodec(rung, framesPerSecond)}${sound ? ',mp4a.40.2' : ''}"`,
        ],
      ].join(','),
    `${rung.name}/index.m3u8`,
  ]);
  if (sound) {
    const { path, peak, average } = sound;
    lines.push(`#EXT-X-STREAM-INF:BANDWIDTH=${peak},AVERAGE-BANDWIDTH=${average},CODECS="mp4a.40.2"`, path);
  }
  return ['#EXTM3U', '#EXT-X-VERSION:6', '#EXT-X-INDEPENDENT-SEGMENTS', ...lines, ''].join('\n');
}

function inStartOrder(variants: Variant[]): Variant[] {
  const shortSide = ({ rung }: Variant): number => Math.min(rung.width, rung.height);
  const first = variants.filter((variant) => shortSide(variant) <= 480).at(-1) ?? variants[0];
  return first ? [first, ...variants.filter((variant) => variant !== first)] : [];
}

/** RFC 6381: profile High (0x64), no constraints, level in tenths. */
function avcCodec(rung: Rung, framesPerSecond: number): string {
  const level = Number(avcLevel(rung, framesPerSecond)) * 10;
  return `avc1.6400${Math.round(level).toString(16).padStart(2, '0')}`;
}
