type Bytes = Uint8Array<ArrayBuffer>;

/** Where files are made. */
export interface Workbench {
  /** Runs ffmpeg with `args` and reads what it made. */
  make(name: string, args: string[]): Promise<Bytes>;
  write(name: string, text: string): Promise<void>;
  pathOf(name: string): string;
}

/** A file as phones, studios and browsers make them, and what must come of it. */
export interface Piece {
  name: string;
  kind: 'video' | 'audio' | 'image';
  seconds?: number;
  size?: string;
  /** False: there is nothing to hear. */
  sound?: boolean;
  make(files: Workbench): Promise<Bytes>;
}

const picture = (size = '320x180', seconds = 2, rate = '25'): string[] => [
  ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`],
];
const tone = (seconds = 2, rate = 48_000): string[] => [
  ...['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=${rate}:duration=${seconds}`],
];
const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const AAC = ['-c:a', 'aac'];

type Changes = Partial<Pick<Piece, 'seconds' | 'size' | 'sound'>>;

function film(name: string, args: string[], changes: Changes = {}): Piece {
  return { name, kind: 'video', seconds: 2, size: '320x180', ...changes, make: (files) => files.make(name, args) };
}

function sound(name: string, args: string[], changes: Changes = {}): Piece {
  return { name, kind: 'audio', seconds: 2, ...changes, make: (files) => files.make(name, args) };
}

function image(name: string, args: string[], changes: Changes = {}): Piece {
  return {
    ...{ name, kind: 'image', size: '300x200', ...changes },
    make: (files) => files.make(name, [...picture('300x200', 1), '-frames:v', '1', ...args]),
  };
}

/** A piece made of another one's bytes. */
function changed(piece: Piece, name: string, change: (bytes: Buffer) => Uint8Array, changes: Changes = {}): Piece {
  return {
    ...piece,
    name,
    ...changes,
    make: async (files) => new Uint8Array(change(Buffer.from(await piece.make(files)))),
  };
}

/** Both matrices of a QuickTime track header (ISO/IEC 14496-12, 8.3.2) turned, as a phone writes them. */
function held(bytes: Buffer, degrees: 90 | 180 | 270): Buffer {
  const [a, b] = { 90: [0, 1], 180: [-1, 0], 270: [0, -1] }[degrees] as [number, number];
  for (let at = bytes.indexOf('tkhd'); at >= 0; at = bytes.indexOf('tkhd', at + 4))
    [a, b, 0, -b, a, 0].forEach((value, i) => bytes.writeInt32BE(value * 0x10000, at + 44 + 4 * i));
  return bytes;
}

/** The last sound's codec made one that nobody knows. */
function unknown(bytes: Buffer): Buffer {
  for (const [from, to] of [
    ['mp4a', 'apac'],
    ['esds', 'dapa'],
  ] as const)
    bytes.write(to, bytes.lastIndexOf(from), 'latin1');
  return bytes;
}

const ID3 = Buffer.concat([Buffer.from('ID3'), Buffer.from([3, 0, 0, 0, 0, 1, 0]), Buffer.alloc(128)]);

/** An EXIF segment that says how the camera was held. */
function exif(orientation: number): Buffer {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex');
  tiff.writeUInt16BE(orientation, 18);
  const body = Buffer.concat([Buffer.from('Exif\0\0'), tiff]);
  return Buffer.concat([Buffer.from([0xff, 0xe1, 0, body.length + 2]), body]);
}

const withExif = (jpeg: Buffer, orientation: number): Buffer =>
  Buffer.concat([jpeg.subarray(0, 2), exif(orientation), jpeg.subarray(2)]);

const plain = film('plain.mp4', [...picture(), ...tone(), ...H264, ...AAC]);
const photo = image('photo.jpg', ['-pix_fmt', 'yuvj420p', '-q:v', '3']);
const adts = sound('adts.aac', [...tone(), ...AAC]);
const hevc = (transfer: string): string[] => [
  ...['-c:v', 'libx265', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p10le', '-tag:v', 'hvc1', '-x265-params'],
  `log-level=error:colorprim=bt2020:transfer=${transfer}:colormatrix=bt2020nc`,
];

export const CORPUS: Piece[] = [
  plain,
  film('portrait.mp4', [...picture('180x320'), ...tone(), ...H264, ...AAC], { size: '180x320' }),
  changed(plain, 'held-upright.mov', (bytes) => held(bytes, 90), { size: '180x320' }),
  changed(plain, 'held-upside-down.mp4', (bytes) => held(bytes, 180)),
  changed(plain, 'held-the-other-way.mp4', (bytes) => held(bytes, 270), { size: '180x320' }),
  film('variable-rate.mkv', [
    ...picture(),
    ...tone(),
    '-vf',
    "select='not(eq(mod(n,5),2)+eq(mod(n,7),3))'",
    '-vsync',
    'vfr',
    ...H264,
    ...AAC,
  ]),
  film('odd.mp4', [...picture(), ...tone(), '-vf', 'scale=321:181,setsar=1', ...H264, '-pix_fmt', 'yuv444p', ...AAC], {
    size: '321x181',
  }),
  film('tiny.mp4', [...picture('34x20'), ...H264], { size: '34x20', sound: false }),
  film('surround.mkv', [...picture(), ...tone(), '-ac', '6', '-c:a', 'ac3', ...H264]),
  film('mono.mp4', [...picture(), ...tone(2, 8_000), '-ac', '1', ...H264, ...AAC]),
  film('silence.mp4', [...picture(), '-f', 'lavfi', '-t', '2', '-i', 'anullsrc', ...H264, ...AAC]),
  film('no-sound.mp4', [...picture(), ...H264], { sound: false }),
  film('one-second.mp4', [...picture('320x180', 1), ...tone(1), ...H264, ...AAC], { seconds: 1 }),
  film('blink.mp4', [...picture('320x180', 0.2), ...tone(0.2), ...H264, ...AAC], { seconds: 0.2 }),
  film('hevc.mp4', [...picture(), ...tone(), ...hevc('bt709'), ...AAC]),
  film('hdr-pq.mp4', [...picture(), ...tone(), ...hevc('smpte2084'), ...AAC]),
  film('hdr-hlg.mov', [...picture(), ...tone(), ...hevc('arib-std-b67'), ...AAC]),
  film(
    'av1.mkv',
    [
      ...[
        ...picture('320x180', 0.5),
        ...tone(0.5),
        '-c:v',
        'libaom-av1',
        '-strict',
        '-2',
        '-cpu-used',
        '8',
        '-b:v',
        '100k',
      ],
      ...['-pix_fmt', 'yuv420p', '-c:a', 'libopus'],
    ],
    { seconds: 0.5 },
  ),
  film('vp9.webm', [
    ...picture(),
    ...tone(),
    '-c:v',
    'libvpx-vp9',
    '-deadline',
    'realtime',
    '-cpu-used',
    '8',
    '-c:a',
    'libopus',
  ]),
  film('vp8.webm', [...picture(), ...tone(), '-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libvorbis']),
  film('browser.webm', [
    // As a browser records: no duration, a cluster at a time.
    ...[
      ...picture(),
      ...tone(),
      '-c:v',
      'libvpx',
      '-deadline',
      'realtime',
      '-c:a',
      'libopus',
      '-live',
      '1',
      '-f',
      'webm',
    ],
  ]),
  film('lossless.mkv', [...picture(), ...tone(), ...H264, '-c:a', 'flac']),
  film('divx.avi', [...picture(), ...tone(), '-c:v', 'mpeg4', '-vtag', 'DX50', '-c:a', 'libmp3lame']),
  film(
    'camcorder.avi',
    [
      ...[...picture('720x576'), ...tone(), '-aspect', '4:3', '-c:v', 'dvvideo', '-pix_fmt', 'yuv420p'],
      ...['-c:a', 'pcm_s16le', '-ac', '2'],
    ],
    { size: '768x576' },
  ),
  film('studio.mov', [...picture(), ...tone(), '-c:v', 'prores_ks', '-c:a', 'pcm_s24le', '-timecode', '10:00:00:00']),
  film(
    'interlaced.mkv',
    [...[...picture('320x240'), ...tone(), ...H264, '-flags', '+ilme+ildct', '-x264opts', 'tff=1', '-c:a', 'ac3']],
    { size: '320x240' },
  ),
  film('fast.mp4', [...picture('320x180', 1, '120'), ...tone(1), ...H264, ...AAC], { seconds: 1 }),
  film('slow-motion.mov', [...picture('320x180', 1, '240'), ...tone(1), ...H264, ...AAC], { seconds: 1 }),
  film('broadcast.mp4', [...picture('320x180', 2, '30000/1001'), ...tone(), ...H264, ...AAC]),
  film('slides.mp4', [...picture('320x180', 4, '1'), ...tone(4), ...H264, ...AAC], { seconds: 4 }),
  film('wide-pixels.mp4', [...picture('320x240'), '-vf', 'setsar=4/3', ...H264], { size: '427x240', sound: false }),
  {
    ...film('cut-by-edit-list.mp4', [], { seconds: 1.48 }),
    async make(files) {
      await files.make('uncut.mp4', [...picture(), ...tone(), ...H264, '-bf', '2', ...AAC]);
      return files.make('cut-by-edit-list.mp4', ['-ss', '0.52', '-i', files.pathOf('uncut.mp4'), '-c', 'copy']);
    },
  },
  film('late-sound.mp4', [...picture(), '-itsoffset', '0.7', ...tone(1.3), ...H264, ...AAC]),
  film('late-picture.mkv', ['-itsoffset', '0.7', ...picture('320x180', 1.3), ...tone(), ...H264, ...AAC]),
  film('long-sound.mp4', [...picture('320x180', 1), ...tone(3), ...H264, ...AAC], { seconds: 3 }),
  film('two-languages.mkv', [
    ...[...picture(), ...tone(), ...tone(), '-map', '0:v', '-map', '1:a', '-map', '2:a', ...H264, ...AAC],
    ...['-disposition:a:0', 'none', '-disposition:a:1', 'default'],
  ]),
  changed(
    film('spatial.mov', [
      ...picture(),
      ...tone(),
      ...tone(),
      '-map',
      '0:v',
      '-map',
      '1:a',
      '-map',
      '2:a',
      ...H264,
      ...AAC,
    ]),
    'unknown-sound-beside.mov',
    unknown,
  ),
  changed(plain, 'unknown-sound.mp4', unknown, { sound: false }),
  {
    ...film('chapters-and-fonts.mkv', []),
    async make(files) {
      await files.write('chapters.txt', ';FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=1\ntitle=One\n');
      await files.write('font.ttf', 'no font at all');
      return files.make('chapters-and-fonts.mkv', [
        ...[
          ...picture(),
          ...tone(),
          '-i',
          files.pathOf('chapters.txt'),
          '-map_metadata',
          '2',
          '-map',
          '0:v',
          '-map',
          '1:a',
        ],
        ...[
          ...H264,
          ...AAC,
          '-attach',
          files.pathOf('font.ttf'),
          '-metadata:s:t',
          'mimetype=application/x-truetype-font',
        ],
      ]);
    },
  },
  film('fragments.mp4', [
    ...picture(),
    ...tone(),
    ...H264,
    ...AAC,
    '-movflags',
    'frag_keyframe+empty_moov+default_base_moof',
  ]),
  film('fast-start.mp4', [...picture(), ...tone(), ...H264, ...AAC, '-movflags', '+faststart']),
  changed(plain, 'phone-trailer.mp4', (bytes) => Buffer.concat([bytes, Buffer.from('SEFH\x6b\0\0\0\x01\0\0\0SEFT')])),
  film('theora.ogv', [...picture(), ...tone(), '-c:v', 'libtheora', '-c:a', 'libvorbis']),

  sound('studio.flac', [...tone(2, 96_000), '-c:a', 'flac', '-sample_fmt', 's32']),
  sound('voice.opus', [...tone(), '-c:a', 'libopus']),
  sound('vorbis.ogg', [...tone(), '-c:a', 'libvorbis']),
  sound('variable.mp3', [...tone(), '-c:a', 'libmp3lame', '-q:a', '5', '-write_xing', '0']),
  {
    ...sound('cover.mp3', []),
    async make(files) {
      await files.make('cover.png', [...picture('600x600', 1), '-frames:v', '1']);
      const args = [
        ...tone(),
        '-i',
        files.pathOf('cover.png'),
        '-map',
        '0',
        '-map',
        '1',
        '-c:a',
        'libmp3lame',
        '-c:v',
        'copy',
      ];
      return files.make('cover.mp3', [...args, '-disposition:v', 'attached_pic', '-id3v2_version', '3']);
    },
  },
  sound('music.m4a', [...tone(), ...AAC]),
  sound('lossless.m4a', [...tone(), '-c:a', 'alac']),
  adts,
  changed(adts, 'tagged.aac', (bytes) => Buffer.concat([ID3, bytes])),
  sound('eight-bits.wav', [...tone(2, 11_025), '-c:a', 'pcm_u8']),
  changed(sound('float.wav', [...tone(), '-c:a', 'pcm_f32le']), 'streamed.wav', (bytes) => {
    // A recorder that could not go back to write the lengths.
    bytes.writeUInt32LE(0xffffffff, 4);
    bytes.writeUInt32LE(0xffffffff, bytes.indexOf('data') + 4);
    return bytes;
  }),

  photo,
  ...([2, 3, 4, 5, 6, 7, 8] as const).map((way) =>
    changed(photo, `held-${way}.jpg`, (jpeg) => withExif(jpeg, way), {
      size: way >= 5 ? '200x300' : '300x200',
    }),
  ),
  image('grey.jpg', ['-pix_fmt', 'gray', '-q:v', '3']),
  image('deep.png', ['-pix_fmt', 'rgb48be']),
  image('palette.png', ['-pix_fmt', 'pal8']),
  image('see-through.png', ['-vf', 'format=rgba,colorchannelmixer=aa=0.5']),
  image('see-through.webp', ['-vf', 'format=rgba,colorchannelmixer=aa=0.5', '-c:v', 'libwebp']),
  {
    ...image('moving.webp', []),
    make: (files) => files.make('moving.webp', [...picture('300x200', 1, '5'), '-c:v', 'libwebp_anim']),
  },
  {
    ...image('moving.png', []),
    make: (files) => files.make('moving.png', [...picture('300x200', 1, '5'), '-f', 'apng']),
  },
  image('speck.png', ['-vf', 'scale=1:1'], { size: '1x1' }),
];

/** Ten minutes in every size. */
export const LONG: Piece = film(
  'ten-minutes.mp4',
  [...picture('1280x720', 600), ...tone(600), ...H264, '-g', '250', ...AAC],
  { seconds: 600, size: '1280x720' },
);
