import { open, type FileHandle } from 'node:fs/promises';
import { ChildError } from './child.js';
import { fault } from './fault.js';
import { probeArgs, type Source, type VideoTrack } from './ffmpeg.js';
import { HEAD_BYTES, magic, type Format, type Kind } from './magic.js';
import { runSandboxed } from './sandbox.js';

export interface Media {
  kind: Kind;
  source: Source;
  durationSeconds: number | null;
  /** Whether the container writes its duration down, so that a shorter result means a file cut short. */
  durationDeclared: boolean;
  video: VideoTrack | null;
  audio: { index: number; codec: string } | null;
}

/** What one file may ask of us. */
export interface MediaLimits {
  fileBytes: number;
  durationSeconds: number;
  /** Of one picture: its width times its height. */
  pixels: number;
  /** Pictures, sounds, subtitles and data; attached files do not count. */
  streams: number;
  framesPerSecond: number;
}

export const MEDIA_LIMITS: MediaLimits = {
  fileBytes: 2 * 1024 ** 3,
  durationSeconds: 4 * 3600,
  pixels: 8192 * 8192,
  streams: 32,
  framesPerSecond: 300,
};

const PROBE_SECONDS = 20;

/** Says what a file is by its bytes and by ffprobe, never by its name. Throws a `MediaFault` for what we do not take. */
export async function look(path: string, ffprobe: string, limits: MediaLimits = MEDIA_LIMITS): Promise<Media> {
  const format = await formatOf(path, limits);
  const source = { path, demuxer: format.demuxer };
  return examine(source, format, await probe(source, ffprobe, limits), limits);
}

async function formatOf(path: string, limits: MediaLimits): Promise<Format> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size > limits.fileBytes)
      throw fault(
        'file-too-large',
        `This file has ${mebibytes(size)} MB. The most we take is ${mebibytes(limits.fileBytes)} MB.`,
      );
    const format = await magic(await headOf(file));
    if (format.demuxer === 'mov' && (await isCutShort(file, size)))
      throw fault(
        'truncated',
        'This file was cut short on its way: its end is missing. Upload it again from the original.',
      );
    return format;
  } finally {
    await file.close();
  }
}

/** The first bytes past ID3v2 tags, which stand before sounds of several kinds and may hold pictures of any size. */
async function headOf(file: FileHandle): Promise<Uint8Array> {
  for (let at = 0, tags = 0; ; tags++) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, at);
    const head = buffer.subarray(0, bytesRead);
    if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3' || tags === 8) return head;
    // Seven bits a byte, and a footer where the flags say so.
    const length = [6, 7, 8, 9].reduce((sum, i) => sum * 128 + ((head[i] ?? 0) % 128), 0);
    at += 10 + length + ((head[5] ?? 0) & 0x10 ? 10 : 0);
  }
}

const mebibytes = (bytes: number): string => (bytes / 1024 ** 2).toFixed(bytes < 10 * 1024 ** 2 ? 1 : 0);

const NEEDED_BOXES = ['ftyp', 'moov', 'mdat', 'moof', 'mfra', 'sidx', 'styp', 'free', 'skip', 'wide', 'uuid', 'meta'];

/**
 * Walks the top-level boxes of an ISO media file (ISO/IEC 14496-12): one that ends beyond the file was cut off, and so
 * was a file without its index. Bytes of another kind behind the last box, as some phones leave, are no box.
 */
async function isCutShort(file: FileHandle, size: number): Promise<boolean> {
  const header = Buffer.alloc(16);
  let indexed = false;
  for (let at = 0, boxes = 0; at < size && boxes < 10_000; boxes++) {
    const { bytesRead } = await file.read(header, 0, 16, at);
    const type = header.toString('latin1', 4, 8);
    if (bytesRead < 8 || !NEEDED_BOXES.includes(type)) return !indexed && bytesRead < 8;
    indexed ||= type === 'moov';
    const short = header.readUInt32BE(0);
    // 0: the box runs to the end of the file. 1: its size is in the next eight bytes.
    if (short === 0) return !indexed;
    const length = short === 1 ? Number(header.readBigUInt64BE(8)) : short;
    if (length < 8) return false;
    at += length;
    if (at > size) return true;
  }
  return !indexed;
}

interface Probed {
  format?: { duration?: string };
  streams?: ProbedStream[];
}

interface ProbedStream {
  index: number;
  codec_type?: string;
  codec_name?: string;
  width?: number;
  height?: number;
  sample_aspect_ratio?: string;
  avg_frame_rate?: string;
  r_frame_rate?: string;
  field_order?: string;
  color_transfer?: string;
  disposition?: { attached_pic?: number; default?: number };
  duration?: string;
  tags?: { rotate?: string; DURATION?: string };
  side_data_list?: { rotation?: number }[];
}

async function probe(source: Source, ffprobe: string, limits: MediaLimits): Promise<Probed> {
  try {
    const { stdout, stderr } = await runSandboxed(
      ffprobe,
      probeArgs(source),
      { reads: [source.path], cpuSeconds: PROBE_SECONDS },
      { timeoutMs: 3 * PROBE_SECONDS * 1000, maxOutput: 2 * 1024 * 1024 },
    );
    const probed = JSON.parse(stdout) as Probed;
    const closed = undecodable(stderr);
    return { ...probed, streams: probed.streams?.filter(({ index }) => !closed.has(index)) };
  } catch (error) {
    // SyntaxError and every ending of ffprobe but its absence mean that the file cannot be read.
    if (error instanceof ChildError && error.cause === 'missing') throw error;
    if (error instanceof ChildError && error.stderr.includes('max_streams')) throw tooManyTracks(limits);
    throw fault(
      'unreadable',
      "We can't read this file: it is damaged or not complete. Export it again, then upload it.",
    );
  }
}

/** Tracks that ffprobe names but has no decoder for. */
const undecodable = (stderr: string): Set<number> =>
  new Set(
    [...stderr.matchAll(/^Unsupported codec with id \d+ for input stream (\d+)$/gm)].map((match) => Number(match[1])),
  );

const tooManyTracks = ({ streams }: MediaLimits): Error =>
  fault('too-many-tracks', `This file has more than ${streams} tracks. Export it with one picture and one sound.`);

function examine(source: Source, format: Format, probed: Probed, limits: MediaLimits): Media {
  const streams = probed.streams ?? [];
  if (streams.filter((stream) => stream.codec_type !== 'attachment').length > limits.streams)
    throw tooManyTracks(limits);
  const pictures = streams.filter((stream) => stream.codec_type === 'video' && stream.disposition?.attached_pic !== 1);
  const picture = mainOf(pictures);
  const sound = format.kind === 'image' ? undefined : mainOf(streams.filter((stream) => stream.codec_type === 'audio'));
  if (pictures.length > 0 && !picture && !sound)
    throw fault('codec', "We can't decode the picture in this file. Export it as H.264 in MP4, then upload it again.");
  const video = picture ? trackOf(picture, format, limits) : null;
  const audio = sound ? { index: sound.index, codec: sound.codec_name ?? '' } : null;
  if (!video && !audio)
    throw fault('no-tracks', 'There is no picture and no sound in this file. Export it again, then upload it.');

  const kind: Kind = format.kind ?? (video ? 'video' : 'audio');
  const seconds = Number(probed.format?.duration);
  const durationSeconds = kind !== 'image' && Number.isFinite(seconds) && seconds > 0 ? seconds : null;
  // What is not written down is an estimate, and may be far off: there the transcoder stops at the limit.
  if (format.declares && durationSeconds !== null && durationSeconds > limits.durationSeconds)
    throw tooLong(durationSeconds, limits);
  return { kind, source, durationSeconds, durationDeclared: format.declares, video, audio };
}

export const tooLong = (seconds: number, limits: MediaLimits): Error =>
  fault('too-long', `This file lasts ${clock(seconds)}. The longest we take is ${clock(limits.durationSeconds)}.`);

/** Of several tracks of a kind the one that the file calls its default, else the first; empty and unknown ones are none. */
function mainOf(streams: ProbedStream[]): ProbedStream | undefined {
  const usable = streams.filter(
    ({ codec_name: codec, duration }) =>
      codec !== undefined && !['unknown', 'none'].includes(codec) && Number(duration) !== 0,
  );
  return usable.find(({ disposition }) => disposition?.default === 1) ?? usable[0];
}

function trackOf(stream: ProbedStream, format: Format, limits: MediaLimits): VideoTrack {
  const { width = 0, height = 0 } = stream;
  if (width < 1 || height < 1)
    throw fault('no-picture-size', 'The picture in this file has no size. Export it again, then upload it.');
  if (width * height > limits.pixels)
    throw fault(
      'too-many-pixels',
      `The picture is ${width} by ${height}. Export it at 3840 by 2160 or less, then upload it again.`,
    );
  const degrees =
    stream.side_data_list?.find((data) => data.rotation !== undefined)?.rotation ?? Number(stream.tags?.rotate ?? 0);
  const turned = Math.abs(Math.round(degrees / 90)) % 2 === 1;
  const wide = Math.max(2, Math.round(width * pixelShape(stream.sample_aspect_ratio)));
  return {
    index: stream.index,
    width: turned ? height : wide,
    height: turned ? wide : height,
    framesPerSecond: frameRate(stream, format, limits),
    hdr: ['smpte2084', 'arib-std-b67'].includes(stream.color_transfer ?? ''),
    interlaced: ['tt', 'bb', 'tb', 'bt'].includes(stream.field_order ?? ''),
    seconds: secondsOf(stream),
  };
}

/** ISO media files write a track's duration as seconds, Matroska as a tag such as 00:00:02.000000000. */
function secondsOf({ duration, tags }: ProbedStream): number | null {
  const parts = (duration ?? tags?.DURATION ?? '').split(':').map(Number);
  const seconds = parts.reduce((sum, part) => sum * 60 + part, 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}

function pixelShape(ratio: string | undefined): number {
  const [across = 0, down = 0] = (ratio ?? '').split(':').map(Number);
  const shape = across / down;
  return shape > 0.2 && shape < 5 ? shape : 1;
}

/** A steady rate for a file that may have none: the average where it makes sense, at most 60. */
function frameRate(stream: ProbedStream, format: Format, { framesPerSecond: most }: MediaLimits): number {
  const [average = NaN, nominal = NaN] = [stream.avg_frame_rate, stream.r_frame_rate].map((rate) => {
    const [frames = 0, seconds = 0] = (rate ?? '').split('/').map(Number);
    return frames / seconds;
  });
  // Browsers' recordings name their clock, 1000 a second, where a rate belongs.
  const clocked = format.demuxer === 'matroska' && average === 1000;
  if (average > most && !clocked)
    throw fault(
      'too-many-frames',
      `The picture in this file changes ${Math.round(average)} times a second. Export it at 60 or fewer, then upload it again.`,
    );
  const rate = [average, nominal].find((value) => value >= 1 && value <= most) ?? 30;
  const isStandard = rate === nominal || STANDARD_RATES.some((standard) => Math.abs(standard - rate) < 0.001);
  return Math.min(60, isStandard ? rate : (COMMON_RATES.find((common) => common > rate - 0.6) ?? 60));
}
const COMMON_RATES = [10, 12, 15, 20, 24, 25, 30, 50, 60];
const STANDARD_RATES = [24_000 / 1001, 24, 25, 30_000 / 1001, 30, 50, 60_000 / 1001, 60];

/** 83.4 -> 1:23 */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
