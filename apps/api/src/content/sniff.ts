import { fileTypeFromFile } from 'file-type';
import { open, stat } from 'node:fs/promises';
import { ChildError, runChild } from './child.js';
import { probeArgs, type Source, type VideoTrack } from './ffmpeg.js';

export type Kind = 'video' | 'audio' | 'image';

/** Why a file could not be used: a stable code, and a sentence that says what it is and what to do. */
export interface Reason {
  code: string;
  message: string;
}

/** Thrown where a file's own fault ends its way to `ready`. */
export class MediaFault extends Error {
  constructor(readonly reason: Reason) {
    super(reason.code);
  }
}

export const fault = (code: string, message: string): MediaFault =>
  new MediaFault({ code: `content.${code}`, message });

export interface Media {
  kind: Kind;
  source: Source;
  durationSeconds: number | null;
  /** Whether the container writes its duration down, so that a shorter result means a file cut short. */
  durationDeclared: boolean;
  video: VideoTrack | null;
  audio: { index: number; codec: string } | null;
}

export const MEDIA_LIMITS = { durationSeconds: 4 * 3600, streams: 32, pixels: 8192 * 8192 };
const PROBE_MS = 20_000;

interface Format {
  demuxer: string;
  kind: 'film' | 'image';
  declares: boolean;
}
const film = (demuxer: string, declares: boolean): Format => ({ demuxer, kind: 'film', declares });
const image = (demuxer: string): Format => ({ demuxer, kind: 'image', declares: false });

/** What is accepted, by what the first bytes say; the demuxer is named here so that ffmpeg need not guess. */
const FORMATS: Record<string, Format | undefined> = {
  ...spread(['mp4', 'm4v', 'm4a', 'm4b', 'f4v', 'mov', '3gp', '3g2'], film('mov', true)),
  ...spread(['webm', 'mkv', 'mka'], film('matroska', true)),
  ...spread(['ogg', 'oga', 'ogv', 'ogx', 'opus'], film('ogg', false)),
  avi: film('avi', true),
  wav: film('wav', true),
  flac: film('flac', true),
  mp3: film('mp3', false),
  aac: film('aac', false),
  jpg: image('jpeg_pipe'),
  png: image('png_pipe'),
  webp: image('webp_pipe'),
};

function spread(extensions: string[], format: Format): Record<string, Format> {
  return Object.fromEntries(extensions.map((extension) => [extension, format]));
}

const ACCEPTED = 'Upload an MP4, MOV, WebM, MKV, AVI, MP3, WAV, FLAC, OGG, M4A, AAC, JPEG, PNG or WebP file.';

/** Says what a file is by its bytes and by ffprobe, never by its name. Throws a `MediaFault` for what we do not take. */
export async function sniff(path: string, ffprobe: string): Promise<Media> {
  if ((await stat(path)).size === 0) throw fault('empty', 'This file is empty. Choose one that has something in it.');
  const type = await fileTypeFromFile(path);
  const format = type && FORMATS[type.ext];
  if (!format) throw fault('not-media', `${await describe(path, type?.ext)} ${ACCEPTED}`);
  if (format.demuxer === 'mov' && (await isCutShort(path)))
    throw fault(
      'truncated',
      'This file was cut short on its way: its end is missing. Upload it again from the original.',
    );
  const source = { path, demuxer: format.demuxer };
  return examine(source, format, await probe(source, ffprobe));
}

async function describe(path: string, extension: string | undefined): Promise<string> {
  if (extension) return `This is a ${extension.toUpperCase()} file, which we can't play.`;
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    const start = buffer.subarray(0, bytesRead);
    return start.includes(0) || start.toString().includes('\ufffd')
      ? "We don't recognise this file: it holds no video, sound or picture."
      : 'This file holds text, not a video, a sound or a picture.';
  } finally {
    await file.close();
  }
}

/** Walks the top-level boxes of an ISO media file (ISO/IEC 14496-12): one that ends beyond the file was cut off. */
async function isCutShort(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const header = Buffer.alloc(16);
    for (let at = 0, boxes = 0; at < size && boxes < 10_000; boxes++) {
      const { bytesRead } = await file.read(header, 0, 16, at);
      if (bytesRead < 8) return true;
      const short = header.readUInt32BE(0);
      // 0: the box runs to the end of the file. 1: its size is in the next eight bytes.
      if (short === 0) return false;
      const length = short === 1 ? Number(header.readBigUInt64BE(8)) : short;
      if (length < 8) return false;
      at += length;
      if (at > size) return true;
    }
    return false;
  } finally {
    await file.close();
  }
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
  disposition?: { attached_pic?: number };
  duration?: string;
  tags?: { rotate?: string; DURATION?: string };
  side_data_list?: { rotation?: number }[];
}

async function probe(source: Source, ffprobe: string): Promise<Probed> {
  try {
    const { stdout } = await runChild(ffprobe, probeArgs(source), { timeoutMs: PROBE_MS, maxOutput: 2 * 1024 * 1024 });
    return JSON.parse(stdout) as Probed;
  } catch (error) {
    // SyntaxError and every ending of ffprobe but its absence mean that the file cannot be read.
    if (error instanceof ChildError && error.cause === 'missing') throw error;
    throw fault(
      'unreadable',
      "We can't read this file: it is damaged or not complete. Export it again, then upload it.",
    );
  }
}

function examine(source: Source, format: Format, probed: Probed): Media {
  const streams = probed.streams ?? [];
  if (streams.length > MEDIA_LIMITS.streams)
    throw fault(
      'too-many-tracks',
      `This file has more than ${MEDIA_LIMITS.streams} tracks. Export it with one picture and one sound.`,
    );
  const picture = streams.find((stream) => stream.codec_type === 'video' && stream.disposition?.attached_pic !== 1);
  const sound = streams.find((stream) => stream.codec_type === 'audio' && known(stream));
  if (picture && !known(picture) && !sound)
    throw fault('codec', "We can't decode the picture in this file. Export it as H.264 in MP4, then upload it again.");
  const video = picture && known(picture) ? trackOf(picture) : null;
  const audio = sound && format.kind === 'film' ? { index: sound.index, codec: sound.codec_name ?? '' } : null;
  if (!video && !audio)
    throw fault('no-tracks', 'There is no picture and no sound in this file. Export it again, then upload it.');

  const kind: Kind = format.kind === 'image' ? 'image' : video ? 'video' : 'audio';
  const seconds = Number(probed.format?.duration);
  const durationSeconds = kind !== 'image' && Number.isFinite(seconds) && seconds > 0 ? seconds : null;
  if (durationSeconds !== null && durationSeconds > MEDIA_LIMITS.durationSeconds)
    throw fault(
      'too-long',
      `This file lasts ${clock(durationSeconds)}. The longest we take is ${clock(MEDIA_LIMITS.durationSeconds)}.`,
    );
  return { kind, source, durationSeconds, durationDeclared: format.declares, video, audio };
}

const known = (stream: ProbedStream): boolean =>
  stream.codec_name !== undefined && !['unknown', 'none'].includes(stream.codec_name);

function trackOf(stream: ProbedStream): VideoTrack {
  const { width = 0, height = 0 } = stream;
  if (width < 2 || height < 2)
    throw fault('no-picture-size', 'The picture in this file has no size. Export it again, then upload it.');
  if (width * height > MEDIA_LIMITS.pixels)
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
    framesPerSecond: frameRate(stream),
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
function frameRate(stream: ProbedStream): number {
  const [average, nominal] = [stream.avg_frame_rate, stream.r_frame_rate].map((rate) => {
    const [frames = 0, seconds = 0] = (rate ?? '').split('/').map(Number);
    return frames / seconds;
  });
  const rate = [average, nominal].find((value) => value !== undefined && value >= 1 && value <= 240) ?? 30;
  const steady = rate === nominal ? rate : (COMMON_RATES.find((common) => common > rate - 0.6) ?? 60);
  return Math.min(60, steady);
}
const COMMON_RATES = [10, 12, 15, 20, 24, 25, 30, 50, 60];

/** 83.4 -> 1:23 */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
