import fc from 'fast-check';
import { readAnswer } from './answer-text.js';

const text = (answer: string): string =>
  readAnswer(answer)
    .flatMap(({ lines }) => lines.flat())
    .map((run) => run.text)
    .join('');

describe('an answer', () => {
  it('has paragraphs, points, steps, bold words and links', () => {
    const answer = 'Wet pads.\n\n- Ride **slowly**\n- See [how](https://shop.example/pads)\n\n1. Stop\n2) Call us';
    expect(readAnswer(answer)).toEqual([
      { kind: 'paragraph', lines: [[{ text: 'Wet pads.' }]] },
      {
        kind: 'list',
        lines: [
          [{ text: 'Ride ' }, { text: 'slowly', bold: true }],
          [{ text: 'See ' }, { text: 'how', href: 'https://shop.example/pads' }],
        ],
      },
      { kind: 'steps', lines: [[{ text: 'Stop' }], [{ text: 'Call us' }]] },
    ]);
  });

  it('leads where an address stands, and leaves the full stop to the sentence', () => {
    expect(readAnswer('Look at https://shop.example/a?b=1.')[0]?.lines[0]).toEqual([
      { text: 'Look at ' },
      { text: 'https://shop.example/a?b=1', href: 'https://shop.example/a?b=1' },
      { text: '.' },
    ]);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', '//shop.example', 'not an address'])(
    'does not lead to %s: that stays words',
    (address) => {
      const runs = readAnswer(`[press](${address})`).flatMap(({ lines }) => lines.flat());
      expect(runs.map(({ href }) => href)).toEqual(runs.map(() => undefined));
      expect(text(`[press](${address})`)).toContain('press');
    },
  );

  it('keeps every letter and digit, whatever was written', () => {
    const letters = (value: string): string => value.replace(/[^\p{L}]/gu, '');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (written) => {
        // Links keep their words and drop their address.
        const plain = written.replaceAll(/[[\]]/g, '');
        expect(letters(text(plain))).toBe(letters(plain));
      }),
    );
  });

  it('has no link that a browser would run', () => {
    const piece = fc.constantFrom(
      '[a](',
      ')',
      'javascript:',
      'https://x.example',
      '**',
      ' ',
      'JaVaScRiPt:',
      '\n',
      '- ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        for (const { href } of readAnswer(pieces.join('')).flatMap(({ lines }) => lines.flat()))
          expect(href ?? 'https:').toMatch(/^(https?|mailto|tel):/i);
      }),
    );
  });
});
