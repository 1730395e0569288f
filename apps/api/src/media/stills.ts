import type { Orientation } from './exif.js';
import { BARE, fit, FIRST_SEGMENT_SECONDS, inputArgs, QUIET, type Source, type VideoTrack } from './ffmpeg.js';

/** Argument arrays for the pictures that go with a film, and for images. They are taken from the finished fallback file. */

const OUT = ['-f', 'image2', '-update', '1'];

/** The most telling of the frames that follow `at` seconds. */
export function posterArgs(film: string, at: number, out: string): string[] {
  return [
    ...[...QUIET, '-v', 'error', '-ss', at.toFixed(2), ...inputArgs({ path: film, demuxer: 'mov' }), '-an', ...BARE],
    ...['-vf', 'thumbnail=24,format=yuvj420p', '-frames:v', '1', '-q:v', '3', ...OUT, out],
  ];
}

/** Small pictures in a grid, one for each `seconds`; the last stands for what is left. */
export interface Sprites {
  seconds: number;
  count: number;
  columns: number;
  rows: number;
  width: number;
  height: number;
}

const MOST_TILES = 100;
const COLUMNS = 10;
const TILE = 160;

/** Key frames stand one first segment after each multiple of the interval, and nothing else has to be decoded. */
export function spritesOf(film: { width: number; height: number }, durationSeconds: number, gop: number): Sprites {
  const seconds = gop * Math.ceil(durationSeconds / (MOST_TILES * gop));
  const count = Math.max(1, Math.ceil((durationSeconds - FIRST_SEGMENT_SECONDS) / seconds - 0.05));
  const scale = TILE / Math.max(film.width, film.height);
  const side = (length: number): number => Math.max(2, Math.round((length * scale) / 2) * 2);
  return {
    ...{ seconds, count, columns: Math.min(COLUMNS, count), rows: Math.ceil(count / COLUMNS) },
    ...{ width: side(film.width), height: side(film.height) },
  };
}

export function spritesArgs(film: string, sprites: Sprites, gop: number, out: string): string[] {
  const { count, seconds, width, height, columns, rows } = sprites;
  const chosen = count === 1 ? 'eq(n,0)' : `gte(n,1)*not(mod(n-1,${seconds / gop}))`;
  const chain = `select='${chosen}',scale=${width}:${height},setsar=1,tile=${columns}x${rows},format=yuvj420p`;
  return [
    ...[...QUIET, '-v', 'error', '-discard', 'nokey', '-skip_frame', 'nokey'],
    ...[...inputArgs({ path: film, demuxer: 'mov' }), '-an', ...BARE, '-vf', chain],
    ...['-frames:v', '1', '-q:v', '5', ...OUT, out],
  ];
}

/** WebVTT whose cues are places in the grid, as players read them. */
export function spritesVtt(sprites: Sprites, durationSeconds: number, picture: string): string {
  const { count, seconds, columns, width, height } = sprites;
  const cues = Array.from({ length: count }, (_, i) => {
    const end = i === count - 1 ? durationSeconds : (i + 1) * seconds;
    const place = [(i % columns) * width, Math.floor(i / columns) * height, width, height].join(',');
    return `${stamp(i * seconds)} --> ${stamp(end)}\n${picture}#xywh=${place}\n`;
  });
  return ['WEBVTT\n', ...cues].join('\n');
}

function stamp(seconds: number): string {
  return new Date(Math.round(seconds * 1000)).toISOString().slice(11, 23);
}

const TURNS: Record<Orientation, string> = {
  ...{ 1: '', 2: 'hflip,', 3: 'hflip,vflip,', 4: 'vflip,' },
  ...{ 5: 'transpose=cclock_flip,', 6: 'transpose=clock,', 7: 'transpose=clock_flip,', 8: 'transpose=cclock,' },
};

/** A picture written anew and upright, without what else the file carried, at most 1920 wide or high. */
export function imageArgs(source: Source, track: VideoTrack, out: string): string[] {
  const { width, height } = fit(track, Math.min(1080, Math.min(track.width, track.height)));
  return [
    ...[...QUIET, '-v', 'error', '-noautorotate', ...inputArgs(source), '-map', `0:${track.index}`, '-an', ...BARE],
    ...['-vf', `${TURNS[track.orientation ?? 1]}scale=${width}:${height},setsar=1`],
    ...['-frames:v', '1', '-c:v', 'libwebp', '-quality', '85', ...OUT, out],
  ];
}
