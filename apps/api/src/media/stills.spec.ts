import { orientationOf } from './exif.js';
import { peakSamples, peaksOf, readPeak } from './peaks.js';
import { imageArgs, spritesArgs, spritesOf, spritesVtt } from './stills.js';
import { firstFrame } from './webp.js';

const wide = { width: 1280, height: 720 };

describe('the preview grid', () => {
  it.each([
    [0.4, 1],
    [1, 1],
    [3, 1],
    [5, 2],
    [120, 60],
    [600, 75],
    [4 * 3600, 100],
  ])('of %d seconds has %d pictures', (seconds, count) => {
    const sprites = spritesOf(wide, seconds, seconds > 120 ? 4 : 2);
    expect(sprites.count).toBe(count);
    expect(sprites.columns * sprites.rows).toBeGreaterThanOrEqual(count);
    expect(sprites.count * sprites.seconds).toBeGreaterThanOrEqual(seconds - 1.2);
  });

  it('holds a tall film in tall tiles', () => {
    expect(spritesOf({ width: 720, height: 1280 }, 60, 2)).toMatchObject({ width: 90, height: 160 });
  });

  it('is drawn from the key frames that stand in their intervals', () => {
    const args = spritesArgs('f.mp4', spritesOf(wide, 600, 4), 4, 's.jpg').join(' ');
    expect(args).toContain("select='gte(n,1)*not(mod(n-1,2))',scale=160:90,setsar=1,tile=10x8");
    expect(args).toContain('-skip_frame nokey');
  });

  it('is told to players place by place, up to the end', () => {
    const vtt = spritesVtt(spritesOf(wide, 24.5, 2), 24.5, 'sprites.jpg');
    expect(vtt.split('\n\n').slice(0, 2)).toEqual([
      'WEBVTT',
      '00:00:00.000 --> 00:00:02.000\nsprites.jpg#xywh=0,0,160,90',
    ]);
    expect(vtt.split('\n\n').at(-1)).toBe('00:00:22.000 --> 00:00:24.500\nsprites.jpg#xywh=160,90,160,90\n');
  });
});

describe('peaks', () => {
  it('are at most a thousand, and none shorter than a hundredth of a second', () => {
    expect(peakSamples(1)).toBe(80);
    expect(peaksOf(Array<number>(1002).fill(0.5), peakSamples(3600))).toMatchObject({ secondsPerPeak: 3.6 });
    expect(peaksOf(Array<number>(1002).fill(0.5), 80).peaks).toHaveLength(1000);
  });

  it.each<[string, number | undefined]>([
    ['lavfi.astats.Overall.Peak_level=-6.0206', 0.5],
    ['lavfi.astats.Overall.Peak_level=-inf', 0],
    ['lavfi.astats.Overall.Peak_level=0.300000', 1],
    ['frame:12 pts:960 pts_time:0.12', undefined],
  ])('are read from %j', (line, peak) => {
    expect(readPeak(line)).toBe(peak);
  });
});

describe('a photo', () => {
  const tiff = (order: 'II' | 'MM', value: number): Buffer => {
    const big = order === 'MM';
    const parts = [big ? '002a00000008' : '2a0008000000', big ? '0001' : '0100'];
    const entry = big ? `01120003000000010000000000000000` : `12010300010000000000000000000000`;
    const bytes = Buffer.concat([Buffer.from(order), Buffer.from(parts.join('') + entry, 'hex')]);
    if (big) bytes.writeUInt16BE(value, 18);
    else bytes.writeUInt16LE(value, 18);
    return bytes;
  };
  const jpeg = (exif: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from('Exif\0\0'), exif]);
    const header = Buffer.from('ffd8ffe000104a46494600010100000100010000ffe10000', 'hex');
    header.writeUInt16BE(body.length + 2, header.length - 2);
    return Buffer.concat([header, body, Buffer.from('ffda', 'hex')]);
  };

  it('says how it was held, in either order of bytes', () => {
    expect([orientationOf(jpeg(tiff('MM', 6))), orientationOf(jpeg(tiff('II', 8)))]).toEqual([6, 8]);
  });

  it('is upright when it does not say, or says nonsense', () => {
    const cut = jpeg(tiff('MM', 6)).subarray(0, 40);
    const heads = [jpeg(tiff('MM', 9)), jpeg(tiff('II', 0)), cut, Buffer.alloc(0), Buffer.from('ffd8ffe1ffff', 'hex')];
    expect(heads.map(orientationOf)).toEqual([1, 1, 1, 1, 1]);
    for (let length = 0; length < 60; length++) orientationOf(jpeg(Buffer.alloc(length, 0xff)));
  });

  it('is turned by us alone', () => {
    const track = {
      index: 0,
      width: 200,
      height: 300,
      framesPerSecond: 25,
      hdr: false,
      interlaced: false,
      seconds: null,
    };
    const args = imageArgs({ path: 'p', demuxer: 'jpeg_pipe' }, { ...track, orientation: 6 }, 'i.webp');
    expect(args).toContain('-noautorotate');
    expect(args).toContain('transpose=clock,scale=200:300,setsar=1');
  });
});

describe('an animated picture', () => {
  const chunk = (type: string, body: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32LE(body.length, 4);
    return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
  };
  const webp = (flags: number, ...chunks: Buffer[]): Buffer => {
    const body = Buffer.concat([
      Buffer.from('WEBP'),
      chunk('VP8X', Buffer.from([flags, 0, 0, 0, 9, 0, 0, 4, 0, 0])),
      ...chunks,
    ]);
    return Buffer.concat([chunk('RIFF', body).subarray(0, 8), body]);
  };
  const frame = (...parts: Buffer[]): Buffer =>
    chunk('ANMF', Buffer.concat([Buffer.from([0, 0, 0, 0, 0, 0, 9, 0, 0, 4, 0, 0, 100, 0, 0, 0]), ...parts]));

  it('gives its first picture', () => {
    const still = firstFrame(webp(2, chunk('ANIM', Buffer.alloc(6)), frame(chunk('VP8 ', Buffer.alloc(20)))));
    expect([still?.width, still?.height]).toEqual([10, 5]);
    expect(still?.file.toString('latin1', 0, 16)).toBe('RIFF\x20\0\0\0WEBPVP8 ');
  });

  it('gives its transparency with it', () => {
    const still = firstFrame(webp(2, frame(chunk('ALPH', Buffer.alloc(3)), chunk('VP8 ', Buffer.alloc(20)))));
    expect(still?.file.toString('latin1', 8, 16)).toBe('WEBPVP8X');
  });

  it('is none when it stands still, has no picture or is cut short', () => {
    const whole = webp(2, frame(chunk('VP8 ', Buffer.alloc(20))));
    expect([webp(0), webp(2), whole.subarray(0, -4), Buffer.alloc(0)].map(firstFrame)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});
