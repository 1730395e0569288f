import { open } from 'node:fs/promises';

/** Of an animated WebP, which ffmpeg does not read: its first picture, as a file of its own. */
export interface FirstFrame {
  width: number;
  height: number;
  file: Buffer;
}

/** The first picture of an animation lies within. */
const WITHIN_BYTES = 64 * 1024 ** 2;
const ANIMATED = 0x02;
const ALPHA = 0x10;

export async function firstFrameOf(path: string): Promise<FirstFrame | null> {
  const file = await open(path);
  try {
    const length = Math.min(WITHIN_BYTES, (await file.stat()).size);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return firstFrame(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

/** Null for a picture that stands still, and for what is no WebP. */
export function firstFrame(head: Uint8Array): FirstFrame | null {
  const bytes = Buffer.from(head);
  const first = chunkAt(bytes, 12);
  if (first?.type !== 'VP8X' || !((first.body[0] ?? 0) & ANIMATED)) return null;
  for (let at = first.end; ;) {
    const chunk = chunkAt(bytes, at);
    if (!chunk) return null;
    at = chunk.end;
    if (chunk.type !== 'ANMF' || chunk.body.length < 24) continue;
    const [width, height] = [chunk.body.readUIntLE(6, 3) + 1, chunk.body.readUIntLE(9, 3) + 1];
    const picture = chunk.body.subarray(16);
    const alpha = chunkAt(picture, 0)?.type === 'ALPH';
    return { width, height, file: riff(alpha ? [extended(width, height), picture] : [picture]) };
  }
}

function chunkAt(bytes: Buffer, at: number): { type: string; body: Buffer; end: number } | null {
  if (at + 8 > bytes.length) return null;
  const length = bytes.readUInt32LE(at + 4);
  if (at + 8 + length > bytes.length) return null;
  return {
    type: bytes.toString('latin1', at, at + 4),
    body: bytes.subarray(at + 8, at + 8 + length),
    end: at + 8 + length + (length % 2),
  };
}

function extended(width: number, height: number): Buffer {
  const chunk = Buffer.alloc(18);
  chunk.write('VP8X', 'latin1');
  chunk.writeUInt32LE(10, 4);
  chunk[8] = ALPHA;
  chunk.writeUIntLE(width - 1, 12, 3);
  chunk.writeUIntLE(height - 1, 15, 3);
  return chunk;
}

function riff(parts: Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from('WEBP'), ...parts]);
  const header = Buffer.alloc(8);
  header.write('RIFF', 'latin1');
  header.writeUInt32LE(body.length, 4);
  return Buffer.concat([header, body]);
}
