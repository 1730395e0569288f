import { bitRates, masterPlaylist, readPlaylist, type Variant } from './hls.js';

const variant = (name: string, width: number, height: number, changes: Partial<Variant> = {}): Variant => ({
  ...{ rung: { name, width, height, peak: 0 }, framesPerSecond: 30, peak: 900_000, average: 800_000, sound: true },
  ...changes,
});

it('reads the segments of a playlist', () => {
  const text =
    '#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2.000000,\n00000.ts\n#EXTINF:0.5,\r\n00001.ts\r\n#EXT-X-ENDLIST\n';
  expect(readPlaylist(text)).toEqual([
    { file: '00000.ts', seconds: 2 },
    { file: '00001.ts', seconds: 0.5 },
  ]);
});

it('tells the heaviest segment and the average', () => {
  const segments = [
    { file: 'a', seconds: 2 },
    { file: 'b', seconds: 2 },
  ];
  expect(bitRates(segments, [100_000, 300_000])).toEqual({ peak: 1_200_000, average: 800_000 });
});

it('begins with a middle size', () => {
  const master = masterPlaylist(
    [variant('240p', 426, 240), variant('480p', 854, 480), variant('1080p', 1920, 1080)],
    null,
  );
  expect(master.split('\n').filter((line) => line.endsWith('.m3u8'))).toEqual([
    ...['480p/index.m3u8', '240p/index.m3u8', '1080p/index.m3u8'],
  ]);
  expect(master).toContain(
    '#EXT-X-STREAM-INF:BANDWIDTH=900000,AVERAGE-BANDWIDTH=800000,RESOLUTION=854x480,FRAME-RATE=30.000,CODECS="avc1.64001f,mp4a.40.2"',
  );
});

it('names no sound where there is none', () => {
  expect(masterPlaylist([variant('1080p', 1920, 1080, { sound: false })], null)).toContain('CODECS="avc1.640028"');
});

it('ends with the sound alone', () => {
  const master = masterPlaylist([variant('480p', 854, 480)], {
    path: 'audio/index.m3u8',
    peak: 140_000,
    average: 130_000,
  });
  expect(master).toMatch(
    /\n#EXT-X-STREAM-INF:BANDWIDTH=140000,AVERAGE-BANDWIDTH=130000,CODECS="mp4a.40.2"\naudio\/index.m3u8\n$/,
  );
});
