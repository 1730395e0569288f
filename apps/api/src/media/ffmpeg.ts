/**
 * Argument arrays for ffmpeg, as pure functions. They keep to what both the 4.1 build that npm brings and Debian's 5.1
 * understand: each rung is an output of its own, and the master playlist is written by us (hls.ts).
 */

import type { Orientation } from './exif.js';

/** What a file is read as. */
export interface Source {
  path: string;
  /** ffmpeg's name of the container, chosen by us from the file's first bytes; ffmpeg may not guess another. */
  demuxer: string;
}

export interface VideoTrack {
  index: number;
  /** As displayed: rotation and pixel shape applied. */
  width: number;
  height: number;
  framesPerSecond: number;
  /** Needs mapping to standard dynamic range. */
  hdr: boolean;
  interlaced: boolean;
  /** Of the picture alone, where the file says. */
  seconds: number | null;
  /** The picture begins this long after the file does. */
  lateBy?: number;
  /** How EXIF says an image was held; films are turned by ffmpeg itself. */
  orientation?: Orientation;
}

export interface Rung {
  name: string;
  width: number;
  height: number;
  /** Peak video bits per second. */
  peak: number;
}

/** By EBU R 128. */
export interface Loudness {
  /** Integrated, in LUFS. */
  integrated: number;
  /** True peak, in dBFS. */
  peak: number;
}

export const LOUDNESS_TARGET = -16;
/** -2 dBFS: what a lossy codec adds to the peaks still fits. */
const PEAK_LIMIT = 0.794;
/** Hiss is not brought up further than this. */
const MOST_GAIN = 30;
/** A film begins to play when its first segment is there, so that one is short in every rung. */
export const FIRST_SEGMENT_SECONDS = 1;
const AUDIO_BITS = 128_000;

/** Short side and peak rate at 30 frames a second. */
const LADDER = [
  { short: 240, peak: 400_000 },
  { short: 360, peak: 800_000 },
  { short: 480, peak: 1_400_000 },
  { short: 720, peak: 2_800_000 },
  { short: 1080, peak: 5_000_000 },
] as const;

export const QUIET = ['-hide_banner', '-nostdin', '-nostats', '-y'];
export const BARE = ['-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'];

/** Attached files such as fonts are streams to ffmpeg, so this is more than a file may have tracks. */
const MAX_STREAMS = 200;
/** Of any picture that a decoder unpacks, whatever the file said of its size before. */
const MAX_PIXELS = 16_384 * 8_192;

/** Seconds from one key frame to the next, each the beginning of a segment. */
export const segmentSeconds = (durationSeconds: number | null): number =>
  durationSeconds !== null && durationSeconds <= 120 ? 2 : 4;

/** Reading one local file in one named format; playlists, references and other protocols are refused. */
export function inputArgs(source: Source): string[] {
  return [
    ...['-protocol_whitelist', 'file', '-format_whitelist', source.demuxer, '-max_streams', String(MAX_STREAMS)],
    ...['-max_pixels', String(MAX_PIXELS), '-f', source.demuxer, '-i', `file:${source.path}`],
  ];
}

/** Warnings tell which tracks have no decoder. */
export function probeArgs(source: Source): string[] {
  return ['-v', 'warning', '-show_format', '-show_streams', '-of', 'json', ...inputArgs(source)];
}

/** The rungs at or below the source, and the source's own size where the ladder has none near it. Never larger. */
export function ladder(track: VideoTrack): Rung[] {
  const short = Math.min(track.width, track.height);
  const fast = track.framesPerSecond > 32 ? 1.5 : 1;
  const shorts: number[] = LADDER.map((rung) => rung.short).filter((rung) => rung <= short);
  const top = Math.min(even(short), 1080);
  if (top > (shorts.at(-1) ?? 0) * 1.25) shorts.push(top);
  return shorts.map((height) => {
    const peak = LADDER.find((rung) => rung.short >= height)?.peak ?? 0;
    return { name: `${height}p`, ...fit(track, height), peak: Math.round(peak * fast) };
  });
}

/** The display size scaled into a 16:9 box (either way up) whose short side is `short`. */
export function fit(track: VideoTrack, short: number): { width: number; height: number } {
  const long = Math.max(track.width, track.height);
  const scale = Math.min(1, short / Math.min(track.width, track.height), (short * 16) / 9 / long);
  return { width: even(track.width * scale), height: even(track.height * scale) };
}

const even = (value: number): number => Math.max(2, Math.round(value / 2) * 2);

/** First pass over the sound: how loud it is. The figures come at the end of standard error. */
export function loudnessArgs(source: Source, audioIndex: number): string[] {
  return [
    ...[...QUIET, '-v', 'info', '-progress', 'pipe:1', ...inputArgs(source), '-map', `0:${audioIndex}`, '-vn', ...BARE],
    ...['-af', `${STEREO},${METER}`, '-f', 'null', '-'],
  ];
}

const STEREO = 'aresample=48000,aformat=channel_layouts=stereo';
const METER = 'ebur128=peak=true:framelog=verbose';

/**
 * The sound at the target loudness, from zero on (a track that begins late is padded, so that it stays with the picture),
 * measured again. One gain for the whole and a limiter for the peaks: speech keeps its shape, and the `loudnorm` filter
 * of ffmpeg 4.1 leaves clips under 3 seconds as they are. `measured` null: silence, which has no loudness to bring anywhere.
 */
export function audioArgs(source: Source, audioIndex: number, measured: Loudness | null, out: string): string[] {
  const chain = ['aresample=48000:async=1000:first_pts=0', 'aformat=channel_layouts=stereo', ...level(measured), METER];
  return [
    ...[...QUIET, '-v', 'info', '-progress', 'pipe:1', ...inputArgs(source), '-map', `0:${audioIndex}`, '-vn', ...BARE],
    ...['-af', `${chain.join(',')},${STEREO}`, '-c:a', 'aac', '-b:a', String(AUDIO_BITS)],
    ...['-movflags', '+faststart', '-f', 'mp4', out],
  ];
}

function level(measured: Loudness | null): string[] {
  if (!measured) return [];
  const gain = Math.min(MOST_GAIN, LOUDNESS_TARGET - measured.integrated);
  const volume = `volume=${gain.toFixed(2)}dB`;
  const clips = measured.peak + gain > 20 * Math.log10(PEAK_LIMIT);
  return clips ? [volume, `alimiter=limit=${PEAK_LIMIT}:attack=5:release=50:level=false`] : [volume];
}

/** The finished sound cut into HLS, for content that is sound alone and for who has no room for more. */
export function audioHlsArgs(audio: string, dir: string, segmentSeconds: number): string[] {
  return [
    ...[...QUIET, '-v', 'error', ...inputArgs({ path: audio, demuxer: 'mov' }), '-map', '0:a:0', '-c', 'copy'],
    ...hlsArgs(dir, segmentSeconds),
  ];
}

export interface VideoJob {
  source: Source;
  track: VideoTrack;
  rungs: Rung[];
  /** The finished sound, or null for a silent picture. */
  audio: string | null;
  durationSeconds: number | null;
  /** Seconds the last frame stands longer, where the sound outlasts the picture. */
  holdSeconds: number;
  dir: string;
  threads: number;
}

/**
 * Frames that refer to later ones are sent ahead of their time. Where frames are far apart, so is the sound that belongs to
 * them: a first segment would come without any, and players take the film for a silent one.
 */
const SLOW_FPS = 10;

/**
 * All rungs in one run: the source is decoded once and each rung is scaled from the next larger. Key frames stand at the
 * same instants in every rung, so that a player changes between them at any segment.
 */
export function videoArgs(job: VideoJob): string[] {
  const largestFirst = [...job.rungs].reverse();
  const fps = job.track.framesPerSecond;
  const segment = segmentSeconds(job.durationSeconds);
  const threads = String(job.threads);
  return [
    ...[...QUIET, '-v', 'error', '-progress', 'pipe:1'],
    ...['-threads', threads, ...inputArgs(job.source)],
    ...(job.audio ? inputArgs({ path: job.audio, demuxer: 'mov' }) : []),
    ...['-filter_complex', graph(job, largestFirst)],
    ...largestFirst.flatMap((rung, i) => [
      ...['-map', `[v${i}]`, ...(job.audio ? ['-map', '1:a:0', '-c:a', 'copy'] : []), ...BARE],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-level:v', avcLevel(rung, fps)],
      ...(fps < SLOW_FPS ? ['-bf', '0'] : []),
      ...['-crf', '23', '-maxrate', String(rung.peak), '-bufsize', String(rung.peak * 2), '-threads', threads],
      ...['-g', String(Math.ceil(fps * 10)), '-sc_threshold', '0'],
      ...['-force_key_frames', `expr:gte(t,max(0,${FIRST_SEGMENT_SECONDS}+(n_forced-1)*${segment}))`],
      // Cut at every key frame: there is none before its time.
      ...['-max_muxing_queue_size', '4096', ...hlsArgs(`${job.dir}/${rung.name}`, FIRST_SEGMENT_SECONDS)],
    ]),
  ];
}

function hlsArgs(dir: string, seconds: number): string[] {
  return [
    ...['-f', 'hls', '-hls_time', String(seconds), '-hls_list_size', '0', '-hls_playlist_type', 'vod'],
    ...['-hls_flags', 'independent_segments', '-hls_segment_filename', `${dir}/%05d.ts`, `${dir}/index.m3u8`],
  ];
}

/**
 * One rung as a file that plays while it loads, for players without HLS: its segments joined as they are, with the index
 * in front.
 */
export function fallbackArgs(playlist: string, out: string): string[] {
  return [
    ...[...QUIET, '-v', 'error', '-protocol_whitelist', 'file', '-format_whitelist', 'hls,mpegts', '-f', 'hls'],
    ...['-i', `file:${playlist}`, '-map', '0:v:0', '-map', '0:a:0?', '-c', 'copy', ...BARE],
    ...['-movflags', '+faststart', '-f', 'mp4', out],
  ];
}

/** ffmpeg turns the picture by itself as the file asks; sizes here are those after the turn. */
function graph(job: VideoJob, largestFirst: Rung[]): string {
  return largestFirst
    .map((rung, i) => {
      const from = i === 0 ? `[0:${job.track.index}]${steady(job)}` : `[s${i}]`;
      // Mapped when it is small already: that is floating-point work on every pixel.
      const mapped = i === 0 && job.track.hdr ? `,${TO_SDR}` : '';
      const scaled = `${from}scale=${rung.width}:${rung.height}:flags=bicubic${mapped},setsar=1,format=yuv420p`;
      return i < largestFirst.length - 1 ? `${scaled},split=2[v${i}][s${i + 1}]` : `${scaled}[v${i}]`;
    })
    .join(';');
}

const TO_SDR =
  'zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv';

/** Whole pictures at one rate, from the beginning of the file to the end of its sound. */
function steady({ track, holdSeconds }: VideoJob): string {
  const deinterlace = track.interlaced ? 'yadif=deint=interlaced,' : '';
  const start = (track.lateBy ?? 0) > 0.05 ? ':start_time=0' : '';
  const hold = holdSeconds > 0 ? `tpad=stop_mode=clone:stop_duration=${holdSeconds.toFixed(3)},` : '';
  return `${deinterlace}fps=${rational(track.framesPerSecond)}${start},${hold}`;
}

/** 29.97 and its like are exactly 30000/1001. */
function rational(rate: number): string {
  const whole = Math.round((rate * 1001) / 1000);
  return Math.abs((whole * 1000) / 1001 - rate) < 0.0005 ? `${whole * 1000}/1001` : String(rate);
}

/** H.264 levels by macroblocks a frame and a second (ITU-T H.264 table A-1). */
const LEVELS = [
  ['3.0', 1_620, 40_500],
  ['3.1', 3_600, 108_000],
  ['3.2', 5_120, 216_000],
  ['4.0', 8_192, 245_760],
  ['4.2', 8_704, 522_240],
  ['5.1', 36_864, 983_040],
] as const;

export function avcLevel(size: { width: number; height: number }, framesPerSecond: number): string {
  const blocks = Math.ceil(size.width / 16) * Math.ceil(size.height / 16);
  return LEVELS.find(([, frame, second]) => blocks <= frame && blocks * framesPerSecond <= second)?.[0] ?? '5.2';
}

/** Seconds done, from a line of `-progress`. Both names carry microseconds. */
export function progressSeconds(line: string): number | undefined {
  const value = /^out_time_(?:us|ms)=(\d+)$/.exec(line)?.[1];
  return value === undefined ? undefined : Number(value) / 1e6;
}

/** The meter's summary, or null when there was nothing to hear. */
export function readLoudness(stderr: string): Loudness | null {
  // The last of their kind: a file's own tags are printed before them.
  const last = (figure: RegExp): number => Number([...stderr.matchAll(figure)].at(-1)?.[1]);
  const loudness = { integrated: last(/^ +I: +(-?[\d.]+) LUFS/gm), peak: last(/^ +Peak: +(-?[\d.]+) dBFS/gm) };
  // -70 LUFS is the meter's gate: silence.
  return Number.isFinite(loudness.peak) && loudness.integrated > -70 ? loudness : null;
}
