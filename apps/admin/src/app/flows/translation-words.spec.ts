/** @jest-environment node */
import { translationLines } from './translation-words';

describe('translationLines', () => {
  it('says what was taken, and why something was not', () => {
    const skipped = [{ context: 'hello text', reason: 'placeholders' as const }];
    expect(translationLines({ revision: 3, changed: 2, skipped }, 'German')).toEqual([
      '2 texts taken into German.',
      'Left out: hello text (a {name} of the text is missing in it, or is one too many).',
    ]);
    expect(translationLines({ revision: 3, changed: 0, skipped: [] }, 'German')).toEqual([
      'No text in German has changed.',
    ]);
  });
});
