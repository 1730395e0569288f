import { MediaFault } from './fault.js';
import { MEDIA_LIMITS, type MediaLimits } from './limits.js';
import type { Format } from './magic.js';
import { examine, type Media, type Probed, type ProbedStream } from './tracks.js';

const mov: Format = { demuxer: 'mov', kind: null, declares: true };
const matroska: Format = { demuxer: 'matroska', kind: null, declares: true };
const video = (changes: Partial<ProbedStream> = {}): ProbedStream => ({
  ...{ index: 0, codec_type: 'video', codec_name: 'h264', width: 640, height: 360, duration: '10' },
  ...{ avg_frame_rate: '30/1', r_frame_rate: '30/1' },
  ...changes,
});
const audio = (changes: Partial<ProbedStream> = {}): ProbedStream => ({
  ...{ index: 1, codec_type: 'audio', codec_name: 'aac', duration: '10' },
  ...changes,
});
const media = (
  streams: ProbedStream[],
  changes: Partial<{ format: Format; of: Probed['format']; limits: Partial<MediaLimits> }> = {},
): Media =>
  examine(
    { path: 'p', demuxer: 'mov' },
    changes.format ?? mov,
    { format: changes.of ?? { duration: '10' }, streams },
    { ...MEDIA_LIMITS, ...changes.limits },
  );

function code(look: () => unknown): string {
  try {
    look();
  } catch (error) {
    if (error instanceof MediaFault) return error.reason.code;
    throw error;
  }
  return 'taken';
}

describe('of a file’s tracks', () => {
  it('the picture is not its cover, and the sound the one it calls its default', () => {
    const found = media([
      video({ index: 0, codec_name: 'mjpeg', disposition: { attached_pic: 1 } }),
      audio({ index: 1, disposition: { default: 0 } }),
      audio({ index: 2, disposition: { default: 1 } }),
      video({ index: 3 }),
    ]);
    expect([found.video?.index, found.audio?.index]).toEqual([3, 2]);
  });

  it('those that nobody can decode, and those with nothing on them, are passed over', () => {
    const found = media([
      video(),
      audio({ codec_name: 'unknown' }),
      audio({ index: 2, duration: '0.000000' }),
      audio({ index: 3 }),
    ]);
    expect(found.audio?.index).toBe(3);
  });

  it('a cover alone makes no film', () => {
    expect(media([audio(), video({ disposition: { attached_pic: 1 } })]).kind).toBe('audio');
  });

  it('one that is not used may last longer', () => {
    expect(media([video(), audio()], { of: { duration: '90' } }).durationSeconds).toBe(10);
    expect(media([video({ duration: undefined })], { of: { duration: '90' } }).durationSeconds).toBe(90);
  });

  it('a picture that begins late says by how much', () => {
    const found = media([video({ start_time: '1.5' })], { of: { duration: '10', start_time: '1.0' } });
    expect(found.video?.lateBy).toBeCloseTo(0.5);
  });
});

describe('the rate', () => {
  it.each<[string, Partial<ProbedStream>, Format, number]>([
    ['a phone’s that wavers', { avg_frame_rate: '2989/100', r_frame_rate: '30/1' }, mov, 30],
    [
      'broadcast’s, of half pictures too',
      { avg_frame_rate: '30000/1001', r_frame_rate: '60000/1001' },
      mov,
      30_000 / 1001,
    ],
    ['slow motion’s', { avg_frame_rate: '240/1', r_frame_rate: '240/1' }, mov, 60],
    ['a browser’s that names its clock', { avg_frame_rate: '1000/1', r_frame_rate: '1000/1' }, matroska, 30],
    ['none', { avg_frame_rate: '0/0', r_frame_rate: '0/0' }, mov, 30],
    ['slides’', { avg_frame_rate: '1/1', r_frame_rate: '1/1' }, mov, 1],
  ])('of %s is made steady', (_name, changes, format, rate) => {
    expect(media([video(changes)], { format }).video?.framesPerSecond).toBeCloseTo(rate, 3);
  });
});

describe('limits', () => {
  it.each<[string, () => unknown, string]>([
    [
      'time',
      () => media([video({ duration: '61' })], { of: { duration: '61' }, limits: { durationSeconds: 60 } }),
      'content.too-long',
    ],
    ['size', () => media([video({ width: 65_535, height: 65_535 })]), 'content.too-many-pixels'],
    ['tracks', () => media(Array.from({ length: 33 }, () => audio())), 'content.too-many-tracks'],
    ['rate', () => media([video({ avg_frame_rate: '1000/1', r_frame_rate: '1000/1' })]), 'content.too-many-frames'],
    ['a sound of one sample a second', () => media([audio({ sample_rate: '1' })]), 'content.sound-rate'],
    ['no size', () => media([video({ width: 0 })]), 'content.no-picture-size'],
    ['no tracks', () => media([]), 'content.no-tracks'],
    ['a picture nobody can decode', () => media([video({ codec_name: 'none' })]), 'content.codec'],
  ])('are kept on %s', (_name, look, expected) => {
    expect(code(look)).toBe(expected);
  });

  it('do not count attached files, and go by no estimate', () => {
    const fonts = Array.from({ length: 60 }, () => ({ index: 9, codec_type: 'attachment' }));
    expect(code(() => media([video(), ...fonts]))).toBe('taken');
    const mp3: Format = { demuxer: 'mp3', kind: 'audio', declares: false };
    expect(code(() => media([audio({ duration: '99999' })], { format: mp3, of: { duration: '99999' } }))).toBe('taken');
  });
});
