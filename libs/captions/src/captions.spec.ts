import fc from 'fast-check';
import { checkCues, directionOf, readCaptions, writeSrt, writeVtt, type Cue } from './index.js';
import { decode, encode, plain, speeches } from './text.js';
import { readTimestamp, tidy } from './cue.js';

const read = (text: string): ReturnType<typeof readCaptions> => readCaptions(Buffer.from(text));
const cue = (start: number, end: number, text = 'Hello'): Cue => ({ start, end, text });

const VTT =
  '\ufeffWEBVTT - made by hand\r\nKind: captions\r\n\r\nNOTE a remark\r\nin two lines\r\n\r\nSTYLE\r\n::cue { color: lime }\r\n\r\n' +
  'first\r\n00:01.000 --> 00:02.000 align:start region:fred\r\n<v Ana>Tom &amp; I &lt;3\r\n\r\n01:00:00.000 --> 01:00:01.500\r\nBye\r\nnow\r\n';
const SRT =
  '1\n00:00:01,000 --> 00:00:02,500\n<i>Hello</i> Tom & <font color="red">Jerry</font>\n\n2\n00:00:03,000 --> 00:00:04,000\n{\\an8}Bye\n';

describe('reading', () => {
  it('takes WebVTT with its mark, title, notes, styles, names and settings', () => {
    expect(read(VTT)).toEqual({
      format: 'vtt',
      cues: [
        { start: 1, end: 2, text: '<v Ana>Tom & I <3', settings: 'align:start' },
        { start: 3600, end: 3601.5, text: 'Bye\nnow' },
      ],
      faults: [],
    });
  });

  it('takes SubRip, whatever the file was called', () => {
    expect(read(SRT)).toEqual({
      format: 'srt',
      cues: [cue(1, 2.5, '<i>Hello</i> Tom & Jerry'), cue(3, 4, 'Bye')],
      faults: [],
    });
  });

  it.each([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${SRT}`)],
    ['UTF-16, little end first', Buffer.from(`\ufeff${SRT}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\ufeff${SRT}`, 'utf16le').swap16()],
    ['lines as Windows ends them', Buffer.from(SRT.replaceAll('\n', '\r\n'))],
    ['lines as old Macs ended them', Buffer.from(SRT.replaceAll('\n', '\r'))],
  ])('takes %s', (_name, bytes) => {
    expect(readCaptions(bytes).cues).toEqual(read(SRT).cues);
  });

  it('keeps what stands behind an empty line inside of a cue', () => {
    expect(
      read('1\n00:01,000 --> 00:02,000\nOne\n\nTwo\n\n2\n00:03,000 --> 00:04,000\nThree\n3\n00:05,000 --> 00:06,000\n7')
        .cues,
    ).toEqual([cue(1, 2, 'One\nTwo'), cue(3, 4, 'Three'), cue(5, 6, '7')]);
  });

  it.each([
    ['WEBVT\n\nno times', 1, /^These are no captions/],
    ['<html><script>alert(1)</script></html>', 1, /^These are no captions/],
    ['WEBVTT\n\n00:61.000 --> 01:02.000\nA', 3, /^A cue's times look like/],
    ['WEBVTT\n\n1 --> 2\nA', 3, /^A cue's times look like/],
    ['WEBVTT\n', 2, /^There is no cue/],
  ])('refuses %j at line %i', (text, line, message) => {
    expect(read(text).faults).toEqual([{ line, message: expect.stringMatching(message) }]);
  });

  it('refuses bytes of an encoding it cannot know', () => {
    expect(readCaptions(Buffer.from([0x57, 0x45, 0xff, 0xfe])).faults).toEqual([
      { line: 1, message: 'Save the file as UTF-8, then send it again.' },
    ]);
  });

  it.each([
    ['1:05.25', 65.25],
    ['00:00:01,5', 1.5],
    ['100:00:00.000', 360_000],
    ['0:60', undefined],
    ['5', undefined],
  ])('understands %j as %j seconds', (text, seconds) => {
    expect(readTimestamp(text)).toBe(seconds);
  });
});

const millis = fc.integer({ min: 0, max: 36_000_000 }).map((value) => value / 1000);
const pieces = [
  '<c.',
  '&lt;1:2.3>',
  '<0:01.000>',
  '&',
  '<',
  '>',
  '-->',
  '<i>',
  '</i>',
  '<v Ana>',
  '&amp;',
  '&lt;',
  '&lt;b>',
  '&lt;3',
  'WEBVTT',
  'NOTE',
  '12',
  '\n',
  '\n\n',
  ' ',
  'é',
  '字',
  '🎬',
  '\0',
  '\ud800',
  '<script>',
];
const typed = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'grapheme' })))
  .map((parts) => parts.join(''));
const settings = fc.option(fc.constantFrom('line:10%', 'align:start position:10%,line-left'), { nil: undefined });
const cueOf = (text: fc.Arbitrary<string>): fc.Arbitrary<Cue> =>
  fc.record({ start: millis, end: millis, text, settings }).map(tidy);

describe('writing', () => {
  it('gives WebVTT that says what was typed, and the same again when it is read and written', () => {
    fc.assert(
      fc.property(fc.array(cueOf(typed), { minLength: 1 }), (cues) => {
        const file = writeVtt(cues);
        const again = read(file);
        expect(again.faults).toEqual([]);
        expect(again.cues.map(({ text, ...rest }) => ({ ...rest, text: plain(text) }))).toEqual(
          cues.map(({ text, ...rest }) => ({ ...rest, text: plain(text) })),
        );
        expect(writeVtt(again.cues)).toBe(file);
        expect(read(writeVtt(again.cues)).cues).toEqual(again.cues);
      }),
      { numRuns: 300 },
    );
  });

  it('gives SubRip that reads as the same cues', () => {
    const words = fc
      .array(fc.constantFrom('a', 'b c', '&', '<3', '<i>', '</i>', '\n', 'é', '9', '字'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(cueOf(words), { minLength: 1 }), (cues) => {
        const { format, cues: again, faults } = read(writeSrt(cues));
        expect([format, faults]).toEqual(['srt', []]);
        expect(again).toEqual(cues.map(({ start, end, text }) => ({ start, end, text })));
      }),
    );
  });

  it('names the speakers in SubRip', () => {
    expect(writeSrt([cue(1, 2, '<v Ana>Tom &amp; I</v> <b>ran</b> <c.loud>home')])).toBe(
      '1\n00:00:01,000 --> 00:00:02,000\nAna: Tom & I <b>ran</b> home\n',
    );
  });
});

describe('text', () => {
  it.each([
    ['Tom & Jerry <3', 'Tom &amp; Jerry &lt;3'],
    ['a --> b', 'a --&gt; b'],
    ['<i>so</i>', '<i>so</i>'],
    ['&lt;i>', '&lt;i>'],
    ['<script>', '&lt;script>'],
    ['<c.-->', '&lt;c.--&gt;'],
  ])('%j is written %j', (text, written) => {
    expect(encode(text)).toBe(written);
    expect(plain(decode(written))).toBe(plain(text));
  });

  it('is split by voices', () => {
    expect(speeches('Hm. <v Ana>Hello</v> <v.loud Tom &amp; Co>Hi <i>all</i>')).toEqual([
      { voice: null, text: 'Hm.' },
      { voice: 'Ana', text: 'Hello' },
      { voice: 'Tom & Co', text: 'Hi all' },
    ]);
  });
});

describe('languages', () => {
  it.each([
    ...[
      ['ar', 'rtl'],
      ['he-IL', 'rtl'],
      ['uz-Arab', 'rtl'],
    ],
    ...[
      ['uz', 'ltr'],
      ['de-AT', 'ltr'],
      ['no language', 'ltr'],
    ],
  ])('%s runs %s', (tag, direction) => {
    expect(directionOf(tag ?? '')).toBe(direction);
  });
});

describe('checking', () => {
  const found = (cues: Cue[], duration?: number): string[] =>
    checkCues(cues, duration).map(({ severity, code, cue }) => `${severity} ${code} ${cue}`);

  it('finds nothing in good captions, gaps of a frame and beginnings that touch among them', () => {
    expect(found([cue(0, 2), cue(2, 4), cue(4.04, 6)], 6)).toEqual([]);
  });

  it.each<[string, Cue[], string[]]>([
    ['no cue', [], ['error none 0']],
    ['an end before its beginning', [cue(2, 1)], ['error ends-before-begin 1']],
    ['no length', [cue(2, 2)], ['error ends-before-begin 1']],
    ['a wrong order', [cue(5, 6), cue(1, 2)], ['warning out-of-order 2']],
    ['an overlap', [cue(1, 3), cue(2.9, 4)], ['warning overlap 2']],
    ['an overlap with a cue further up', [cue(1, 6), cue(2, 3), cue(5, 8)], ['warning overlap 2', 'warning overlap 3']],
    ['a cue beyond the end', [cue(9, 10.2)], ['warning beyond-end 1']],
    ['silence', [cue(1, 2, ' <i></i>')], ['warning empty 1']],
    ['a long line', [cue(1, 4, 'x'.repeat(43))], ['warning long-line 1']],
    ['many lines', [cue(1, 4, 'a\nb\nc')], ['warning many-lines 1']],
    ['haste', [cue(1, 2, 'x'.repeat(21))], ['warning fast 1']],
    ['a blink', [cue(1, 1.4)], ['warning short 1']],
    ['a stay', [cue(1, 8.1)], ['warning long 1']],
  ])('finds %s', (_name, cues, codes) => {
    expect(found(cues, 10)).toEqual(codes);
  });

  it('measures what is read, not how it is written', () => {
    expect(found([cue(1, 4, `<v Ana>${'&amp;'.repeat(42)}`)])).toEqual([]);
  });

  it('says where, what and how to mend it', () => {
    expect(checkCues([cue(65.25, 60)])).toEqual([
      {
        code: 'ends-before-begin',
        severity: 'error',
        cue: 1,
        at: '00:01:05.250',
        message: 'This cue ends before it begins.',
        repair: 'Move its end behind its beginning.',
      },
    ]);
  });
});
