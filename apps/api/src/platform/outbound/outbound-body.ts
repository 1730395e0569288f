import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { OutboundError } from './outbound-error.js';

/** What `Accept-Encoding` offers. */
export const ENCODINGS = 'gzip, br';

/** A packed answer is at most this much larger than what is in it. */
const PACKING = 4096;

/**
 * Reads an answer whole, unpacked. It is cut at `maxBytes`, counted as they come out of the packing, so that neither a
 * large answer nor a small one that swells fills the memory.
 */
export async function readBody(body: Readable, encoding: string | undefined, maxBytes: number): Promise<Buffer> {
  const unpack = decoder(encoding);
  if (!unpack) return collect(body, maxBytes);
  return pipeline(
    body,
    (packed) => capped(packed, maxBytes + PACKING),
    unpack,
    (plain) => collect(plain, maxBytes),
  );
}

function decoder(encoding = 'identity'): Transform | undefined {
  switch (encoding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      throw new OutboundError('bad-answer', 'content-encoding');
  }
}

async function* capped(source: AsyncIterable<Buffer>, maxBytes: number): AsyncIterable<Buffer> {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > maxBytes) throw new OutboundError('too-large');
    yield chunk;
  }
}

async function collect(source: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of capped(source, maxBytes)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
