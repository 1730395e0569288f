import { has, marked, termsOf } from './search.js';

describe('looking up', () => {
  it.each([
    ['brake', 'Why do my Brakes squeal?', true],
    ['BRAKE rain', 'Why do my brakes squeal in the rain?', true],
    ['brake snow', 'Why do my brakes squeal in the rain?', false],
    ['gros', 'Wie groß ist es?', false],
    ['hohe', 'Höhe des Sattels', true],
    ['Höhe', 'Die Hohe Straße', true],
    ['', 'anything', true],
    ['?!', 'anything', true],
    ['فرامل', 'لماذا تصدر الفرامل صوتًا؟', true],
  ])('“%s” in “%s”: %s', (written, text, found) => expect(has(text, termsOf(written))).toBe(found));

  it('marks the words found and loses nothing of the text', () => {
    const pieces = marked('Do brakes (all) brake?', termsOf('brak'));
    expect(pieces.map(({ text }) => text).join('')).toBe('Do brakes (all) brake?');
    expect(pieces.filter(({ found }) => found).map(({ text }) => text)).toEqual(['brakes', 'brake']);
    expect(marked('Nothing', [])).toEqual([{ text: 'Nothing', found: false }]);
  });
});
