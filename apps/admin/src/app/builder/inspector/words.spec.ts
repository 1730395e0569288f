/** @jest-environment node */
import { conditionWords } from './condition-words';

describe('conditionWords', () => {
  it('reads as a sentence', () => {
    expect(conditionWords({ variable: 'age', operator: 'atLeast', value: 18 })).toBe('{age} is at least 18');
    expect(conditionWords({ variable: 'member', operator: 'equals', value: true })).toBe('{member} is yes');
    expect(conditionWords({ variable: 'order', operator: 'isSet' })).toBe('{order} is filled');
  });
});
