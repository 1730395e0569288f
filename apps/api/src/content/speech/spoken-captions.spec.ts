import { checkCues, plain, readCaptions, writeVtt } from '@calldocker/captions';
import { cuesOf } from './spoken-captions.js';

const timed = (text: string, seconds: number, language = 'en'): unknown[] =>
  cuesOf(text, language, seconds).map(({ start, end, text: shown }) => [start, end, shown]);

it('gives each sentence its share of the time, from the first moment to the last', () => {
  expect(timed('Good day. This one is longer, by the same words and a few more of them!', 12)).toEqual([
    [0, 2.127, 'Good day.'],
    [2.127, 6.835, 'This one is longer, by the same'],
    [6.835, 12, 'words and a few more of them!'],
  ]);
  expect(timed('One. Two?', 2)).toEqual([
    [0, 1, 'One.'],
    [1, 2, 'Two?'],
  ]);
});

it.each([
  ['en', 'The quick brown fox, who was not as quick as he used to be, jumps over a dog that sleeps. '.repeat(20), 120],
  ['de', 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenhersteller sind heute selten. '.repeat(5), 40],
  ['zh', '欢迎光临我们的工作室，请告诉我们您需要什么帮助。我们很快就会与您联系！'.repeat(8), 80],
  ['ar', 'مرحبا بكم في الورشة. كيف يمكننا مساعدتكم؟ '.repeat(10), 60],
  ['en', 'A slow voice takes its time for every single word of this, and does not mind at all.', 14],
])('makes captions that fit the rules: %s', (language, text, seconds) => {
  const cues = cuesOf(text, language, seconds);
  expect(checkCues(cues, seconds).filter(({ code }) => !code.includes('long-line'))).toEqual([]);
  expect(cues.at(-1)!.end).toBeCloseTo(seconds, 2);
  const words = (all: string): string => all.replace(/\s+/g, '');
  expect(words(cues.map((cue) => plain(cue.text)).join(''))).toBe(words(text));
});

it('shows mark-up as it was spoken', () => {
  const [cue] = cuesOf('Say <b>hello</b> & --> &amp; so on', 'en', 3);
  expect(plain(cue!.text)).toBe('Say <b>hello</b> & --> &amp; so on');
  const read = readCaptions(Buffer.from(writeVtt([cue!])));
  expect(read.faults).toEqual([]);
  expect(plain(read.cues[0]!.text)).toBe('Say <b>hello</b> & --> &amp; so on');
});

it('has nothing to show of a text without words', () => {
  expect(cuesOf('... !? --', 'en', 1)).toEqual([]);
});
