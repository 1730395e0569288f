/** @jest-environment node */
import { wordsOf } from './words-field';

describe('wordsOf', () => {
  it('takes each word once, without what stands around it', () => {
    expect(wordsOf(' german, , Repairs,german ')).toEqual(['german', 'Repairs']);
    expect(wordsOf(' , ')).toEqual([]);
  });
});
