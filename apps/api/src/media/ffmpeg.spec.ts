import {
  audioArgs,
  audioHlsArgs,
  avcLevel,
  fallbackArgs,
  inputArgs,
  ladder,
  loudnessArgs,
  progressSeconds,
  readLoudness,
  videoArgs,
  type VideoJob,
  type VideoTrack,
} from './ffmpeg.js';
import { peaksArgs } from './peaks.js';
import { imageArgs, posterArgs, spritesArgs, spritesOf } from './stills.js';

const source = { path: '/store/source', demuxer: 'mov' };
const track = (changes: Partial<VideoTrack> = {}): VideoTrack => ({
  ...{ index: 0, width: 1920, height: 1080, framesPerSecond: 30, hdr: false, interlaced: false, seconds: 10 },
  ...changes,
});
const job = (changes: Partial<VideoJob> = {}): VideoJob => ({
  ...{ source, track: track(), rungs: ladder(track()), audio: '/work/audio.m4a', durationSeconds: 10, holdSeconds: 0 },
  ...{ dir: '/work', threads: 2 },
  ...changes,
});
/** The value after each occurrence of a flag. */
const valuesOf = (args: string[], flag: string): (string | undefined)[] =>
  args.flatMap((arg, i) => (arg === flag ? [args[i + 1]] : []));
const sizes = (changes: Partial<VideoTrack>): string[] =>
  ladder(track(changes)).map(({ name, width, height }) => `${name} ${width}x${height}`);

describe('ladder', () => {
  it.each<[string, Partial<VideoTrack>, string[]]>([
    ['1080p', {}, ['240p 426x240', '360p 640x360', '480p 854x480', '720p 1280x720', '1080p 1920x1080']],
    [
      '4K, never above 1080p',
      { width: 3840, height: 2160 },
      ['240p 426x240', '360p 640x360', '480p 854x480', '720p 1280x720', '1080p 1920x1080'],
    ],
    ['upright', { width: 720, height: 1280 }, ['240p 240x426', '360p 360x640', '480p 480x854', '720p 720x1280']],
    [
      'between two sizes',
      { width: 1088, height: 612 },
      ['240p 426x240', '360p 640x360', '480p 854x480', '612p 1088x612'],
    ],
    ['near a size', { width: 800, height: 540 }, ['240p 356x240', '360p 534x360', '480p 712x480']],
    ['tiny and odd', { width: 161, height: 121 }, ['122p 162x122']],
    ['a panorama', { width: 3200, height: 640 }, ['240p 426x86', '360p 640x128', '480p 854x170', '640p 1138x228']],
  ])('of %s', (_name, changes, expected) => {
    expect(sizes(changes)).toEqual(expected);
  });

  it('lets fast pictures take more bits', () => {
    const peaks = (framesPerSecond: number): number[] => ladder(track({ framesPerSecond })).map((rung) => rung.peak);
    expect(peaks(60)).toEqual(peaks(30).map((peak) => peak * 1.5));
  });

  it('gives even sides only', () => {
    for (let width = 2; width < 400; width += 7)
      for (const rung of ladder(track({ width, height: 333 })))
        expect([rung.width % 2, rung.height % 2]).toEqual([0, 0]);
  });
});

describe('reading', () => {
  it('opens one local file in one named format', () => {
    expect(inputArgs(source).join(' ')).toBe(
      '-protocol_whitelist file -format_whitelist mov -max_streams 200 -max_pixels 134217728 -f mov -i file:/store/source',
    );
  });

  it('is fenced in every run, for every input', () => {
    for (const args of [
      videoArgs(job()),
      audioArgs(source, 1, null, 'a'),
      loudnessArgs(source, 1),
      posterArgs('f', 1, 'p'),
      spritesArgs('f', spritesOf(track(), 60, 2), 2, 's'),
      imageArgs({ ...source, demuxer: 'png_pipe' }, track(), 'i'),
      audioHlsArgs('a', 'd', 2),
      fallbackArgs('p', 'f'),
      peaksArgs('a', 80),
    ]) {
      const inputs = args.filter((arg) => arg === '-i').length;
      expect(valuesOf(args, '-protocol_whitelist')).toEqual(Array.from({ length: inputs }, () => 'file'));
      expect(valuesOf(args, '-format_whitelist')).toHaveLength(inputs);
      expect(args).toContain('-nostdin');
    }
  });
});

describe('the picture', () => {
  it('is decoded once, and each size scaled from the next larger', () => {
    const args = videoArgs(job({ rungs: ladder(track({ width: 854, height: 480 })) }));
    expect(valuesOf(args, '-filter_complex')).toEqual([
      '[0:0]fps=30,scale=854:480:flags=bicubic,setsar=1,format=yuv420p,split=2[v0][s1];' +
        '[s1]scale=640:360:flags=bicubic,setsar=1,format=yuv420p,split=2[v1][s2];' +
        '[s2]scale=426:240:flags=bicubic,setsar=1,format=yuv420p[v2]',
    ]);
    expect(valuesOf(args, '-map').filter((map) => map?.startsWith('[v'))).toEqual(['[v0]', '[v1]', '[v2]']);
    expect(valuesOf(args, '-hls_segment_filename')).toEqual([
      '/work/480p/%05d.ts',
      '/work/360p/%05d.ts',
      '/work/240p/%05d.ts',
    ]);
  });

  it('has its key frames at the same instants in every size', () => {
    const keysOf = (args: string[]): Set<string | undefined> => new Set(valuesOf(args, '-force_key_frames'));
    const args = videoArgs(job());
    expect(keysOf(args)).toEqual(new Set(['expr:gte(t,max(0,1+(n_forced-1)*2))']));
    expect(new Set(valuesOf(args, '-sc_threshold'))).toEqual(new Set(['0']));
    expect(new Set(valuesOf(args, '-hls_time'))).toEqual(new Set(['1']));
    expect(keysOf(videoArgs(job({ durationSeconds: 900 })))).toEqual(new Set(['expr:gte(t,max(0,1+(n_forced-1)*4))']));
  });

  it('takes the finished sound beside it without encoding it again', () => {
    expect(valuesOf(videoArgs(job()), '-c:a')).toEqual(['copy', 'copy', 'copy', 'copy', 'copy']);
    const silent = videoArgs(job({ audio: null }));
    expect(valuesOf(silent, '-c:a')).toEqual([]);
    expect(silent.filter((arg) => arg === '-i')).toHaveLength(1);
  });

  it.each<[string, Partial<VideoJob>, string]>([
    ['broadcast rates exactly', { track: track({ framesPerSecond: 29.97002997 }) }, 'fps=30000/1001,scale'],
    ['half pictures', { track: track({ interlaced: true }) }, '[0:0]yadif=deint=interlaced,fps=30,'],
    ['high dynamic range', { track: track({ hdr: true }) }, 'bicubic,zscale=t=linear:npl=100,format=gbrpf32le,'],
    ['a picture that begins late', { track: track({ lateBy: 0.4 }) }, 'fps=30:start_time=0,scale'],
    ['a sound that lasts longer', { holdSeconds: 1.5 }, 'tpad=stop_mode=clone:stop_duration=1.500,'],
  ])('minds %s', (_name, changes, part) => {
    expect(valuesOf(videoArgs(job(changes)), '-filter_complex')[0]).toContain(part);
  });

  it('says the level that its size and rate need', () => {
    expect(avcLevel({ width: 426, height: 240 }, 30)).toBe('3.0');
    expect(avcLevel({ width: 1280, height: 720 }, 30)).toBe('3.1');
    expect(avcLevel({ width: 1280, height: 720 }, 60)).toBe('3.2');
    expect(avcLevel({ width: 1080, height: 1920 }, 30)).toBe('4.0');
    expect(avcLevel({ width: 1920, height: 1080 }, 60)).toBe('4.2');
  });
});

describe('the sound', () => {
  const chainOf = (args: string[]): string => valuesOf(args, '-af')[0] ?? '';

  it('is brought to the target by one gain', () => {
    expect(chainOf(audioArgs(source, 1, { integrated: -26, peak: -20 }, 'a.m4a'))).toContain(',volume=10.00dB,ebur128');
  });

  it('is limited where the gain would clip it', () => {
    expect(chainOf(audioArgs(source, 1, { integrated: -26, peak: -5 }, 'a.m4a'))).toContain(
      'volume=10.00dB,alimiter=limit=0.794:attack=5:release=50:level=false',
    );
  });

  it('is not brought up out of the noise without end, and silence not at all', () => {
    expect(chainOf(audioArgs(source, 1, { integrated: -60, peak: -50 }, 'a.m4a'))).toContain('volume=30.00dB');
    expect(chainOf(audioArgs(source, 1, null, 'a.m4a'))).not.toContain('volume');
  });

  it('is measured by the last summary, whatever the file’s tags say', () => {
    const tags =
      '    title           :     I:         -1.0 LUFS\n    I:         -2.0 LUFS\n    Peak:        0.0 dBFS\n';
    const summary =
      '  Integrated loudness:\n    I:         -23.4 LUFS\n    Threshold: -33.5 LUFS\n\n  True peak:\n    Peak:       -6.1 dBFS\n';
    expect(readLoudness(tags + summary)).toEqual({ integrated: -23.4, peak: -6.1 });
  });

  it.each([
    '',
    '    I:         -70.0 LUFS\n    Peak:       -inf dBFS\n',
    '    I:         -70.0 LUFS\n    Peak:       -80.0 dBFS\n',
  ])('is silence in %j', (stderr) => {
    expect(readLoudness(stderr)).toBeNull();
  });
});

it('reads progress in either spelling', () => {
  expect(progressSeconds('out_time_ms=2500000')).toBe(2.5);
  expect(progressSeconds('out_time_us=2500000')).toBe(2.5);
  expect(progressSeconds('out_time=00:00:02.500000')).toBeUndefined();
  expect(progressSeconds('out_time_ms=N/A')).toBeUndefined();
});
