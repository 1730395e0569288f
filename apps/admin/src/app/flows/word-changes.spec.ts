/** @jest-environment node */
import fc from 'fast-check';
import { wordChanges } from './word-changes';

const side = (before: string, after: string, not: string): string =>
  wordChanges(before, after)
    .flatMap(({ what, text }) => (what === not ? [] : text))
    .join('');

describe('wordChanges', () => {
  it('tells which words went and which came', () => {
    expect(wordChanges('How can we help?', 'How may we help you?')).toEqual([
      { what: 'same', text: 'How ' },
      { what: 'gone', text: 'can' },
      { what: 'new', text: 'may' },
      { what: 'same', text: ' we help' },
      { what: 'new', text: ' you' },
      { what: 'same', text: '?' },
    ]);
    expect(wordChanges('', 'Hello')).toEqual([{ what: 'new', text: 'Hello' }]);
    expect(wordChanges('Same', 'Same')).toEqual([{ what: 'same', text: 'Same' }]);
  });

  it('tells of phrases, not of crumbs between which only spaces stayed', () => {
    expect(wordChanges('Find us Monday to Friday.', 'Find it tomorrow or later.')).toEqual([
      { what: 'same', text: 'Find ' },
      { what: 'gone', text: 'us Monday to Friday' },
      { what: 'new', text: 'it tomorrow or later' },
      { what: 'same', text: '.' },
    ]);
  });

  it('holds both texts whole, and nothing else', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.array(fc.constantFrom('we', 'help', ' ', 'you', '?', 'Öl', '日本')).map((words) => words.join('')),
    );
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(side(before, after, 'new')).toBe(before);
        expect(side(before, after, 'gone')).toBe(after);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps all that both have in common', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<string>('a', 'b', 'c'), { maxLength: 12 }), fc.nat(11), (words, at) => {
        const after = words.toSpliced(at, 0, 'x');
        const changes = wordChanges(words.join(' '), after.join(' '));
        expect(changes.filter(({ what, text }) => what === 'gone' && /\w/.test(text))).toEqual([]);
      }),
    );
  });
});
