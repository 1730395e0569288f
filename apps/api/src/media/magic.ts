import { fileTypeFromBuffer } from 'file-type';
import { fault } from './fault.js';

export type Kind = 'video' | 'audio' | 'image';

/** What the first bytes of a file say it is. */
export interface Format {
  /** ffmpeg's name of the container; ffmpeg may not guess another. */
  demuxer: string;
  /** Null where only a look into the container tells a film from a sound. */
  kind: Kind | null;
  /** Whether the container writes its duration down, so that a shorter result means a file cut short. */
  declares: boolean;
}

/** `magic` wants this much of a file, or all of a shorter one. */
export const HEAD_BYTES = 64 * 1024;

const container = (demuxer: string, declares: boolean): Format => ({ demuxer, kind: null, declares });
const sound = (demuxer: string, declares: boolean): Format => ({ demuxer, kind: 'audio', declares });
const image = (demuxer: string): Format => ({ demuxer, kind: 'image', declares: false });

const FORMATS: Record<string, Format | undefined> = {
  ...spread(['mp4', 'm4v', 'm4a', 'm4b', 'f4v', 'mov', '3gp', '3g2'], container('mov', true)),
  ...spread(['webm', 'mkv', 'mka'], container('matroska', true)),
  ...spread(['ogg', 'oga', 'ogv', 'ogx', 'opus'], container('ogg', false)),
  avi: container('avi', true),
  wav: sound('wav', true),
  flac: sound('flac', true),
  mp3: sound('mp3', false),
  aac: sound('aac', false),
  jpg: image('jpeg_pipe'),
  png: image('png_pipe'),
  apng: image('png_pipe'),
  webp: image('webp_pipe'),
};

function spread(extensions: string[], format: Format): Record<string, Format> {
  return Object.fromEntries(extensions.map((extension) => [extension, format]));
}

const ACCEPTED = 'Upload an MP4, MOV, WebM, MKV, AVI, MP3, WAV, FLAC, OGG, M4A, AAC, JPEG, PNG or WebP file.';

const CAPTIONS =
  'These are captions. Open the video or the sound they belong to in the library, choose Captions, and take the file there.';

/** Decides by the first bytes, never by a name. Throws a `MediaFault` for what we do not take. */
export async function magic(head: Uint8Array): Promise<Format> {
  if (head.length === 0) throw fault('empty', 'This file is empty. Choose one that has something in it.');
  const extension = (await fileTypeFromBuffer(head))?.ext ?? rarer(head);
  const format = extension && FORMATS[extension];
  if (format) return format;
  if (isCaptions(head)) throw fault('captions-alone', CAPTIONS);
  throw fault('not-media', `${describe(head, extension)} ${ACCEPTED}`);
}

/** What the library leaves out: QuickTime without `ftyp` that begins with a preview, and WAV beyond 4 GB. */
function rarer(head: Uint8Array): string | undefined {
  const text = Buffer.from(head.subarray(0, 12)).toString('latin1');
  if (/^(RF64|BW64).{4}WAVE$/s.test(text)) return 'wav';
  return ['pnot', 'skip'].includes(text.slice(4, 8)) ? 'mov' : undefined;
}

/** WebVTT's header, or the times of a cue, in any encoding that keeps ASCII apart. */
function isCaptions(head: Uint8Array): boolean {
  const start = Buffer.from(head.subarray(0, 4096)).toString('latin1').replaceAll('\0', '');
  return /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?WEBVTT\s/.test(start) || /\d\d[,.]\d{3}[ \t]+-->[ \t]+\d/.test(start);
}

function describe(head: Uint8Array, extension: string | undefined): string {
  if (extension === 'heic' || extension === 'avif')
    return `This is a picture as ${extension.toUpperCase()}, which not every browser shows. Export it as JPEG.`;
  if (extension) return `This is a ${extension.toUpperCase()} file, which we can't play.`;
  const start = Buffer.from(head.subarray(0, 4096));
  // A character that is cut in two at the end of the piece is not one that does not exist.
  return start.includes(0) || start.toString().slice(0, -1).includes('\ufffd')
    ? "We don't recognise this file: it holds no video, sound or picture."
    : 'This file holds text, not a video, a sound or a picture.';
}
