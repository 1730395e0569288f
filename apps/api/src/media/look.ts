import { open, type FileHandle } from 'node:fs/promises';
import { ChildError } from './child.js';
import { orientationOf, type Orientation } from './exif.js';
import { fault, MediaFault } from './fault.js';
import { probeArgs, type Source, type VideoTrack } from './ffmpeg.js';
import { MEDIA_LIMITS, type MediaLimits } from './limits.js';
import { HEAD_BYTES, magic, type Format } from './magic.js';
import { runSandboxed } from './sandbox.js';
import { examine, tooManyTracks, type Media, type Probed, type ProbedStream } from './tracks.js';
import { firstFrameOf } from './webp.js';

export { MEDIA_LIMITS, type MediaLimits } from './limits.js';
export type { Media } from './tracks.js';

const PROBE_SECONDS = 20;

/** Says what a file is by its bytes and by ffprobe, never by its name. Throws a `MediaFault` for what we do not take. */
export async function look(path: string, ffprobe: string, limits: MediaLimits = MEDIA_LIMITS): Promise<Media> {
  const { format, orientation, animation } = await readBytes(path, limits);
  const source = { path, demuxer: format.demuxer };
  const probed = animation ? { streams: [animation] } : await probe(source, ffprobe, limits);
  const media = examine(source, format, probed, limits);
  return { ...media, video: media.video && heldAs(media.video, orientation) };
}

interface Seen {
  format: Format;
  orientation: Orientation;
  /** An animated picture's first, which ffprobe does not see. */
  animation: ProbedStream | null;
}

async function readBytes(path: string, limits: MediaLimits): Promise<Seen> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size > limits.fileBytes)
      throw fault(
        'file-too-large',
        `This file has ${mebibytes(size)} MB. The most we take is ${mebibytes(limits.fileBytes)} MB.`,
      );
    const head = await read(file, 0, HEAD_BYTES);
    const format = await formatOf(file, head);
    if (format.demuxer === 'mov' && (await isCutShort(file, size)))
      throw fault(
        'truncated',
        'This file was cut short on its way: its end is missing. Upload it again from the original.',
      );
    const frame = format.demuxer === 'webp_pipe' ? await firstFrameOf(path) : null;
    return {
      format,
      orientation: format.demuxer === 'jpeg_pipe' ? orientationOf(head) : 1,
      animation: frame && {
        index: 0,
        codec_type: 'video',
        codec_name: 'webp',
        width: frame.width,
        height: frame.height,
      },
    };
  } finally {
    await file.close();
  }
}

async function read(file: FileHandle, at: number, most: number): Promise<Buffer> {
  const { size } = await file.stat();
  const length = Math.max(0, Math.min(most, size - at));
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}

/** Looks behind ID3v2 tags, which stand before sounds of several kinds and may hold pictures of any size. */
async function formatOf(file: FileHandle, head: Buffer): Promise<Format> {
  let behind = head;
  for (let at = 0, tags = 0; behind.toString('latin1', 0, 3) === 'ID3' && behind.length >= 10 && tags < 8; tags++) {
    // Seven bits a byte, and a footer where the flags say so.
    const length = [6, 7, 8, 9].reduce((sum, i) => sum * 128 + ((behind[i] ?? 0) % 128), 0);
    at += 10 + length + ((behind[5] ?? 0) & 0x10 ? 10 : 0);
    behind = await read(file, at, HEAD_BYTES);
  }
  try {
    return await magic(behind);
  } catch (error) {
    // Some tags are followed by padding that they do not count.
    if (behind === head || !(error instanceof MediaFault)) throw error;
    return magic(head);
  }
}

function heldAs(track: VideoTrack, orientation: Orientation): VideoTrack {
  const turned = orientation >= 5;
  const { width, height } = track;
  return { ...track, orientation, width: turned ? height : width, height: turned ? width : height };
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
