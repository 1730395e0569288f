import { Problem } from '../../platform/problem.js';
import { checkLanguage, languageLabel, takeCaptions } from './captions.js';

/** What a refusal says of its lines and cues. */
function faults(text: string): unknown {
  try {
    takeCaptions(Buffer.from(text));
  } catch (error) {
    if (error instanceof Problem) return error.extra['errors'];
    throw error;
  }
  return 'accepted';
}

describe('captions', () => {
  it('may be hard to read, overlap and last too long: that is for their author to see', () => {
    expect(faults('WEBVTT\n\n00:05.000 --> 00:25.000\nA\n\n00:04.000 --> 00:06.000\nB\n')).toBe('accepted');
  });

  it.each([
    ['WEBVTT\n\n00:01 --> x\nA', 'line 3', /^A cue's times look like/],
    ['WEBVTT\n\n00:02.000 --> 00:02.000\nA', 'cue 1 at 00:00:02.000', /^This cue ends before it begins\. Move its end/],
    ['WEBVTT\n', 'line 2', /^There is no cue/],
    [`WEBVTT\n\n${'00:01 --> 00:02\n\n'.repeat(10_001)}`, 'cue 10001', /^There are more than/],
  ])('%.40j are refused at %s', (text, field, message) => {
    expect(faults(text)).toEqual([{ field, message: expect.stringMatching(message) }]);
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
