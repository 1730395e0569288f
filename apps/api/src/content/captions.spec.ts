import { Problem } from '../platform/problem.js';
import { checkCaptions, checkLanguage, languageLabel } from './captions.js';

const check = (text: string): ReturnType<typeof checkCaptions> => checkCaptions(Buffer.from(text));

/** What a refusal says of its line. */
function fault(text: string | Buffer): unknown {
  try {
    checkCaptions(Buffer.from(text));
  } catch (error) {
    if (error instanceof Problem) return error.extra['errors'];
    throw error;
  }
  return 'accepted';
}

describe('captions', () => {
  it('may have a mark, a title, notes, styles, names and settings', () => {
    const vtt =
      '\ufeffWEBVTT - made by hand\r\nKind: captions\r\n\r\nNOTE a remark\r\n\r\nSTYLE\r\n::cue { color: lime }\r\n\r\n' +
      'first\r\n00:01.000 --> 00:02.000 align:start\r\n<v Ana>Hello\r\n\r\n01:00:00.000 --> 01:00:01.500\r\nBye\r\n';
    const checked = check(vtt);
    expect(checked.cues).toBe(2);
    expect(checked.vtt).not.toMatch(/\r|\ufeff/);
  });

  it('may speak at once', () => {
    expect(check('WEBVTT\n\n00:01.000 --> 00:04.000\nA\n\n00:01.000 --> 00:02.000\nB\n').cues).toBe(2);
  });

  it.each([
    ['WEBVT\n\n00:01.000 --> 00:02.000\nA', 1, 'The first line must be WEBVTT.'],
    ['1\n00:00:01,000 --> 00:00:02,000\nA subtitle of another kind', 1, 'The first line must be WEBVTT.'],
    ['WEBVTT\n\n00:01,000 --> 00:02.000\nA', 3, "A cue's times look like 00:01.000 --> 00:04.000."],
    ['WEBVTT\n\n00:61.000 --> 01:02.000\nA', 3, "A cue's times look like 00:01.000 --> 00:04.000."],
    ['WEBVTT\n\n00:02.000 --> 00:02.000\nA', 3, 'This cue ends before it begins.'],
    [
      'WEBVTT\n\n00:05.000 --> 00:06.000\nA\n\n00:04.000 --> 00:07.000\nB',
      6,
      'This cue begins before the one above it.',
    ],
    ['WEBVTT\n', 2, 'There is no cue in this file.'],
    [Buffer.from([0x57, 0x45, 0xff, 0xfe]), 1, 'Save the file as UTF-8, then send it again.'],
  ])('%j are refused at line %i', (text, line, message) => {
    expect(fault(text)).toEqual([{ field: `line ${line}`, message }]);
  });
});

describe('languages', () => {
  it('are written as the standard writes them', () => {
    expect(['EN', 'pt-br', 'zh-hans-cn'].map(checkLanguage)).toEqual(['en', 'pt-BR', 'zh-Hans-CN']);
  });

  it.each(['', 'e', 'en_US', 'english language', '../en', 'x'.repeat(40)])('%j is none', (tag) => {
    expect(() => checkLanguage(tag)).toThrow('request.invalid');
  });

  it('are called what their speakers call them', () => {
    expect(['en', 'nl', 'fr', 'de-AT'].map(languageLabel)).toEqual([
      ...['English', 'Nederlands', 'Français', 'Österreichisches Deutsch'],
    ]);
  });
});
