import { crc32, deflateSync } from 'node:zlib';
import type { Bytes, MediaFiles } from './content.helpers.js';
import { generator, harmless, hex, refused, text, type Attack, type Canary } from './content.hostile.js';

/** Small and whole files of every kind that we take. */
export async function seeds(files: MediaFiles): Promise<Record<string, Bytes>> {
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=64x36:rate=10:duration=0.4'];
  const tone = ['-f', 'lavfi', '-i', 'sine=duration=0.4'];
  const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  const recipes: Record<string, string[]> = {
    mp4: [...picture, ...tone, ...h264, '-c:a', 'aac'],
    'fragments.mp4': [...picture, ...tone, ...h264, '-c:a', 'aac', '-movflags', 'frag_keyframe+empty_moov'],
    mov: [...picture, ...tone, '-c:v', 'mjpeg', '-c:a', 'pcm_s16le'],
    webm: [...picture, ...tone, '-c:v', 'libvpx', '-c:a', 'libopus'],
    mkv: [...picture, ...tone, ...h264, '-c:a', 'ac3'],
    avi: [...picture, ...tone, '-c:v', 'mpeg4', '-c:a', 'libmp3lame'],
    'raw.avi': [...picture, '-c:v', 'rawvideo', '-pix_fmt', 'bgr24'],
    mp3: [...tone, '-c:a', 'libmp3lame'],
    wav: [...tone, '-ar', '8000'],
    flac: [...tone],
    ogg: [...tone, '-c:a', 'libvorbis'],
    opus: [...tone, '-c:a', 'libopus'],
    m4a: [...tone, '-c:a', 'aac'],
    aac: [...tone, '-c:a', 'aac'],
    jpg: [...picture, '-frames:v', '1', '-pix_fmt', 'yuvj420p'],
    png: [...picture, '-frames:v', '1'],
    webp: [...picture, '-frames:v', '1', '-c:v', 'libwebp'],
  };
  const made = Object.entries(recipes).map(async ([name, args]) => [name, await files.make(`seed.${name}`, args)]);
  return Object.fromEntries(await Promise.all(made)) as Record<string, Bytes>;
}

/** Real files that ask for too much, or that carry something beside. */
export function monsters(seed: Record<string, Bytes>, { url, file }: Canary): Attack[] {
  const of = (name: string): Buffer => Buffer.from(seed[name] ?? []);
  const html = text(`<script>fetch('${url}')</script>`);
  const zip = hex('504b0304 14000000 0800 504b0506 00000000');
  const link = text(`http://${url.slice(7)}\0`);
  return [
    refused('PNG of 65,500 by 65,500', png(65_500, 65_500)),
    refused('PNG of 2,147,483,647 by 1', png(2_147_483_647, 1)),
    refused('PNG of 0 by 0', png(0, 0)),
    refused('JPEG of 65,535 by 65,535', patched(of('jpg'), hex('ffc0'), 5, hex('ffff ffff'))),
    refused('JPEG of 0 by 0', patched(of('jpg'), hex('ffc0'), 5, hex('0000 0000'))),
    refused('WebP of 16,777,216 by 16,777,216', extendedWebp(0)),
    refused('animated WebP of 16,777,216 by 16,777,216', extendedWebp(2)),
    refused('AVI of 65,500 by 65,500', patched(of('raw.avi'), text('strf(\0\0\0'), 12, hex('dcff0000 dcff0000'))),
    refused('a sound of 32,767 channels', patched(of('wav'), text('fmt '), 10, hex('ff7f'))),
    refused('a sound without channels', patched(of('wav'), text('fmt '), 10, hex('0000'))),
    refused(
      'a sound of hours in a few bytes',
      patched(patched(of('wav'), text('fmt '), 12, hex('01000000 02000000')), text('data'), 4, hex('ffffff7f')),
    ),
    refused('a sound without a rate', patched(of('wav'), text('fmt '), 12, hex('00000000'))),
    refused('100,000 tracks as MKV', Buffer.concat([...manyTracks(100_000)])),
    refused('300 tracks as MKV', Buffer.concat([...manyTracks(300)])),
    refused('40 tracks as MKV', Buffer.concat([...manyTracks(40)])),
    refused('an index that unpacks to 4 GB', compressedIndex()),
    refused('boxes within boxes', nestedBoxes(2_000)),
    refused('a film that lies elsewhere', elsewhere(of('mov'), link)),
    harmless(
      'PNG with a text that unpacks to 50 MB',
      chunked(of('png'), 'zTXt', Buffer.concat([text('x\0\0'), deflateSync(Buffer.alloc(50_000_000))])),
    ),
    harmless('PNG with a page behind it', Buffer.concat([of('png'), html])),
    harmless('JPEG with a page behind it', Buffer.concat([of('jpg'), html])),
    harmless(
      'JPEG with a page in it',
      Buffer.concat([hex('ffd8fffe'), Buffer.from([0, html.length + 2]), html, of('jpg').subarray(2)]),
    ),
    harmless(
      'JPEG that is a PDF',
      Buffer.concat([hex('ffd8fffe 0010'), text('%PDF-1.7\nxxxxx'), of('jpg').subarray(2)]),
    ),
    harmless('WebP with a page behind it', Buffer.concat([of('webp'), html])),
    harmless('MP4 that is a ZIP', Buffer.concat([of('mp4'), zip])),
    harmless('MP4 with a page in it', Buffer.concat([of('mp4'), box('free', html)])),
    harmless('MP3 with a page behind it', Buffer.concat([of('mp3'), html])),
    harmless('MP3 with a cover elsewhere', Buffer.concat([id3Link(url), of('mp3')])),
    harmless('WAV with a page in it', Buffer.concat([of('wav'), chunk('html', html)])),
    harmless(
      'AVI with a list of addresses for captions',
      aviWithCaptions(of('avi'), `#EXTM3U\n#EXTINF:9,\n${url}\nfile://${file}\n`),
    ),
    harmless('FLAC with a page behind it', Buffer.concat([of('flac'), html])),
    harmless('Ogg with a page behind it', Buffer.concat([of('ogg'), html])),
    harmless('MKV with a page behind it', Buffer.concat([of('mkv'), html])),
  ];
}

/** The beginnings of real files; too little of each to play. */
export function stumps(seed: Record<string, Bytes>): Attack[] {
  const playsInPieces = ['mp3', 'aac', 'wav', 'flac', 'jpg', 'webp', 'ogg', 'opus', 'fragments.mp4'];
  return Object.entries(seed).flatMap(([name, bytes]) =>
    [13, 40, Math.floor(bytes.length * 0.3), Math.floor(bytes.length * 0.7)].map((length, i) => ({
      name: `${length} bytes of ${name}`,
      bytes: bytes.slice(0, length),
      mayPlay: i >= 2 && (playsInPieces.includes(name) || ['mkv', 'webm', 'avi', 'raw.avi', 'png'].includes(name)),
    })),
  );
}

/** Real files with bytes changed, taken out, doubled and swapped, the same ones for the same number. */
export function fuzzed(seed: Record<string, Bytes>, count: number, from = 0): Attack[] {
  const names = Object.keys(seed);
  return Array.from({ length: count }, (_, i) => {
    const [number, name] = [from + i, names[i % names.length] ?? ''];
    const random = generator(number + 1);
    let bytes = Buffer.from(seed[name] ?? []);
    const place = (most = bytes.length): number => Math.floor(random() * most);
    for (let time = 0; time < 1 + place(6); time++) {
      const [at, length] = [place(), 1 + place(64)];
      const change = place(5);
      if (change === 0) for (let n = 0; n < 1 + length / 4; n++) bytes[place()] = place(256);
      // The front, where lengths and counts are.
      else if (change === 1)
        for (let n = 0; n < 4; n++) bytes[place(Math.min(400, bytes.length))] = [0, 0xff, 0x7f, place(256)][n] ?? 0;
      else if (change === 2) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
      else if (change === 3)
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - 4 * length))]);
      else bytes.fill(place(2) * 0xff, at, Math.min(at + length, bytes.length));
    }
    return harmless(`${name} fuzzed by ${number}`, bytes);
  });
}

function patched(bytes: Buffer, marker: Buffer, offset: number, value: Buffer): Buffer {
  const at = bytes.indexOf(marker);
  if (at < 0) throw new Error(`no ${marker.toString('hex')} to patch`);
  const copy = Buffer.from(bytes);
  value.copy(copy, at + offset);
  return copy;
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([text(type), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const data = deflateSync(Buffer.alloc(1_000_000));
  return Buffer.concat([
    hex('89504e470d0a1a0a'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', data),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Put behind the header of a PNG. */
const chunked = (picture: Buffer, type: string, data: Buffer): Buffer =>
  Buffer.concat([picture.subarray(0, 33), pngChunk(type, data), picture.subarray(33)]);

function extendedWebp(flags: number): Buffer {
  const header = Buffer.concat([Buffer.from([flags, 0, 0, 0]), hex('ffffff ffffff')]);
  const frame = Buffer.concat([hex('000000 000000 ffffff ffffff 640000 00'), chunk('VP8 ', Buffer.alloc(20))]);
  const body = Buffer.concat([
    text('WEBP'),
    chunk('VP8X', header),
    flags ? chunk('ANMF', frame) : chunk('VP8 ', Buffer.alloc(20)),
  ]);
  return chunk('RIFF', body);
}

function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

function box(type: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

const ftyp = box('ftyp', text('qt  \0\0\0\0qt  '));

/** QuickTime's packed index, which says that it unpacks to almost 4 GB. */
const compressedIndex = (): Buffer =>
  Buffer.concat([
    ftyp,
    box(
      'moov',
      box('cmov', box('dcom', text('zlib')), box('cmvd', hex('fffffff0'), deflateSync(Buffer.alloc(2_000_000)))),
    ),
  ]);

function nestedBoxes(depth: number): Buffer {
  let inner: Buffer = Buffer.alloc(0);
  for (let i = 0; i < depth; i++) inner = box('trak', inner);
  return Buffer.concat([ftyp, box('moov', inner)]);
}

/** The reference to the film's own data made one to an address: nothing of it is in this file. */
function elsewhere(film: Buffer, link: Buffer): Buffer {
  const moov = film.subarray(film.indexOf('moov') - 4);
  const copy = Buffer.from(moov);
  for (let at = copy.indexOf('dref'); at >= 0; at = copy.indexOf('dref', at + 4)) {
    copy.write('url ', at + 16, 'latin1');
    copy.writeUInt32BE(0, at + 20);
  }
  return Buffer.concat([ftyp, copy, box('free', link)]);
}

function* manyTracks(count: number): Generator<Buffer> {
  const element = (id: string, ...parts: Buffer[]): Buffer => {
    const body = Buffer.concat(parts);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(body.length + 0x10000000);
    return Buffer.concat([hex(id), size, body]);
  };
  const tracks = Array.from({ length: count }, (_, i) => {
    const number = Buffer.alloc(4);
    number.writeUInt32BE(i + 1);
    return element(
      'ae',
      element('d7', number),
      element('73c5', number),
      element('83', hex('02')),
      element('86', text('A_PCM/INT/LIT')),
      element('e1', element('9f', hex('01'))),
    );
  });
  yield element('1a45dfa3', element('4282', text('matroska')));
  yield hex('1853806701ffffffffffffff');
  yield element('1654ae6b', ...tracks);
}

/** An ID3 tag whose picture is an address (`-->`, ID3v2.3, 4.15). */
function id3Link(url: string): Buffer {
  const picture = Buffer.concat([text('\0-->\0\x03\0'), text(url)]);
  const head = Buffer.alloc(10);
  head.write('APIC', 'latin1');
  head.writeUInt32BE(picture.length, 4);
  const size = picture.length + 10;
  return Buffer.concat([text('ID3\x03\0\0\0\0'), Buffer.from([size >> 7, size & 127]), head, picture]);
}

/** Captions in an AVI as GAB2, which ffmpeg once read as whatever they looked like. */
function aviWithCaptions(avi: Buffer, captions: string): Buffer {
  const at = avi.indexOf('movi') - 8;
  const header = Buffer.alloc(56);
  header.write('txts', 'latin1');
  header.writeUInt32LE(1, 20);
  header.writeUInt32LE(25, 24);
  const name = Buffer.from('x\0', 'utf16le');
  const length = (value: number): Buffer => Buffer.from(Uint32Array.of(value).buffer);
  const gab2 = Buffer.concat([
    text('GAB2\0\x02\0'),
    length(name.length),
    name,
    text('\x04\0'),
    length(captions.length),
    text(captions),
  ]);
  const strl = chunk('LIST', Buffer.concat([text('strl'), chunk('strh', header), chunk('strf', Buffer.alloc(0))]));
  const hdrl = avi.indexOf('hdrl') - 8;
  const copy = Buffer.from(avi);
  copy.writeUInt32LE(avi.readUInt32LE(hdrl + 4) + strl.length, hdrl + 4);
  const end = hdrl + 8 + avi.readUInt32LE(hdrl + 4);
  const movi = Buffer.from(avi.subarray(at));
  const data = chunk('02tx', gab2);
  movi.writeUInt32LE(movi.readUInt32LE(4) + data.length, 4);
  return Buffer.concat([
    copy.subarray(0, end),
    strl,
    copy.subarray(end, at),
    movi.subarray(0, 12),
    data,
    movi.subarray(12),
  ]);
}
