import { MediaFault } from './fault.js';
import { magic } from './magic.js';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat([
    ...parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
    Buffer.alloc(64),
  ]);

async function decision(head: Uint8Array): Promise<string> {
  try {
    const { demuxer, kind } = await magic(head);
    return `${demuxer} ${kind}`;
  } catch (error) {
    if (error instanceof MediaFault) return error.reason.message;
    throw error;
  }
}

it.each<[string, Uint8Array, string]>([
  ['MP4', bytes([0, 0, 0, 24], 'ftypisom'), 'mov null'],
  ['a phone’s MOV', bytes([0, 0, 0, 20], 'ftypqt  '), 'mov null'],
  ['MOV of before ftyp', bytes([0, 0, 0, 8], 'wide', [0, 0, 1, 0], 'mdat'), 'mov null'],
  ['MOV with a preview first', bytes([0, 0, 0, 20], 'pnot'), 'mov null'],
  ['AVI', bytes('RIFF', [0, 1, 0, 0], 'AVI LIST'), 'avi null'],
  ['WAV', bytes('RIFF', [0, 1, 0, 0], 'WAVEfmt '), 'wav audio'],
  ['WAV beyond 4 GB', bytes('RF64', [255, 255, 255, 255], 'WAVEds64'), 'wav audio'],
  ['WebP', bytes('RIFF', [0, 1, 0, 0], 'WEBPVP8 '), 'webp_pipe image'],
  ['FLAC', bytes('fLaC', [0, 0, 0, 34]), 'flac audio'],
  ['JPEG', bytes([0xff, 0xd8, 0xff, 0xe0], [0, 16], 'JFIF'), 'jpeg_pipe image'],
  ['an ID3 tag that goes on beyond what is read', bytes('ID3', [4, 0, 0, 0, 127, 127, 127]), 'mp3 audio'],
])('takes %s', async (_name, head, expected) => {
  expect(await decision(head)).toBe(expected);
});

it.each<[string, Uint8Array, RegExp]>([
  ['nothing', Buffer.alloc(0), /^This file is empty/],
  ['a web page', Buffer.from('<!doctype html><video src=x>'), /^This file holds text, not a video/],
  [
    'text of another alphabet, cut in mid-character',
    Buffer.from('Привет '.repeat(900)).subarray(0, 4095),
    /^This file holds text/,
  ],
  ['WebVTT', Buffer.from('\ufeffWEBVTT\n\n00:01.000 --> 00:02.000\nHello'), /These are captions.*choose Captions/],
  ['SubRip', Buffer.from('1\r\n00:00:01,000 --> 00:00:02,000\r\nHello', 'utf16le'), /These are captions/],
  ['a phone’s photo', bytes([0, 0, 0, 24], 'ftypheic', [0, 0, 0, 0], 'mif1heic'), /HEIC.*Export it as JPEG/],
  ['an animation', bytes('GIF89a', [1, 0, 1, 0, 0, 0, 0]), /^This is a GIF file/],
  ['an archive', bytes('PK', [3, 4, 20, 0, 0, 0, 8, 0]), /^This is a ZIP file/],
  ['noise', Buffer.from([0, 1, 2, 3, 0, 9, 200, 7, 0, 0, 0, 0, 0, 0]), /^We don't recognise this file/],
])('does not take %s, and says why', async (_name, head, expected) => {
  expect(await decision(head)).toMatch(expected);
});
