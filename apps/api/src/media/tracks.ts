import { fault } from './fault.js';
import type { Source, VideoTrack } from './ffmpeg.js';
import { tooLong, type MediaLimits } from './limits.js';
import type { Format, Kind } from './magic.js';

export interface Media {
  kind: Kind;
  source: Source;
  durationSeconds: number | null;
  /** Whether the container writes its duration down, so that a shorter result means a file cut short. */
  durationDeclared: boolean;
  video: VideoTrack | null;
  audio: { index: number; codec: string } | null;
}

/** What ffprobe answers, as far as we ask. */
export interface Probed {
  format?: { duration?: string; start_time?: string };
  streams?: ProbedStream[];
}

export interface ProbedStream {
  index: number;
  codec_type?: string;
  codec_name?: string;
  sample_rate?: string;
  width?: number;
  height?: number;
  sample_aspect_ratio?: string;
  avg_frame_rate?: string;
  r_frame_rate?: string;
  field_order?: string;
  color_transfer?: string;
  disposition?: { attached_pic?: number; default?: number };
  duration?: string;
  start_time?: string;
  tags?: { rotate?: string; DURATION?: string };
  side_data_list?: { rotation?: number }[];
}

/** The tracks that we use of a file, and how long they are. Throws a `MediaFault` for what goes beyond the limits. */
export const tooManyTracks = ({ streams }: MediaLimits): Error =>
  fault('too-many-tracks', `This file has more than ${streams} tracks. Export it with one picture and one sound.`);

export function examine(source: Source, format: Format, probed: Probed, limits: MediaLimits): Media {
  const streams = probed.streams ?? [];
  if (streams.filter((stream) => stream.codec_type !== 'attachment').length > limits.streams)
    throw tooManyTracks(limits);
  const pictures = streams.filter((stream) => stream.codec_type === 'video' && stream.disposition?.attached_pic !== 1);
  const picture = mainOf(pictures);
  const sound = format.kind === 'image' ? undefined : mainOf(streams.filter((stream) => stream.codec_type === 'audio'));
  if (pictures.length > 0 && !picture && !sound)
    throw fault('codec', "We can't decode the picture in this file. Export it as H.264 in MP4, then upload it again.");
  const begins = Number(probed.format?.start_time ?? 0);
  const video = picture
    ? { ...trackOf(picture, format, limits), lateBy: Number(picture.start_time ?? begins) - begins }
    : null;
  if (sound) checkRate(sound);
  const audio = sound ? { index: sound.index, codec: sound.codec_name ?? '' } : null;
  if (!video && !audio)
    throw fault('no-tracks', 'There is no picture and no sound in this file. Export it again, then upload it.');

  const kind: Kind = format.kind ?? (video ? 'video' : 'audio');
  const durationSeconds = kind === 'image' ? null : durationOf(probed, [picture, sound]);
  // What is not written down is an estimate, and may be far off: there the transcoder stops at the limit.
  if (format.declares && durationSeconds !== null && durationSeconds > limits.durationSeconds)
    throw tooLong(durationSeconds, limits);
  return { kind, source, durationSeconds, durationDeclared: format.declares, video, audio };
}

/** From one sample a second, a few bytes make hours of sound. */
function checkRate({ sample_rate: rate }: ProbedStream): void {
  if (rate !== undefined && (Number(rate) < 1_000 || Number(rate) > 768_000))
    throw fault(
      'sound-rate',
      `The sound in this file has ${rate} samples a second. Export it with 48000, then upload it.`,
    );
}

/** What the file says of itself, but no more than its picture and sound: a track of another kind may go on. */
function durationOf({ format }: Probed, used: (ProbedStream | undefined)[]): number | null {
  const tracks = used.flatMap((stream) => (stream ? [secondsOf(stream) ?? Infinity] : []));
  const seconds = Math.min(Number(format?.duration ?? NaN) || Infinity, Math.max(...tracks));
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}

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
  const said = stream.side_data_list?.find((data) => data.rotation !== undefined)?.rotation;
  // An image is turned by its EXIF, which some builds tell here and some do not.
  const degrees = format.kind === 'image' ? 0 : (said ?? Number(stream.tags?.rotate ?? 0));
  const turned = Math.abs(Math.round(degrees / 90)) % 2 === 1;
  const wide = Math.max(1, Math.round(width * pixelShape(stream.sample_aspect_ratio)));
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
