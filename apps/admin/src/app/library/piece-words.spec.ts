import type { Content } from '../api/types';
import { factsOf, loud, staysOf, subject } from './piece-words';

const piece = (edit: Partial<Content>) =>
  ({ id: 'a', name: 'Welcome', usedBy: [], describes: [], wornBy: [], ...edit }) as Content;

describe('What is said of pieces', () => {
  it('names one, and counts many', () => {
    expect(subject([piece({})])).toBe('Welcome is');
    expect(subject([piece({}), piece({ id: 'b' })])).toBe('2 pieces are');
  });

  it('says which stay, and for which flows', () => {
    const usedBy = [{ flowId: 'f', flowName: 'Workshop' }];
    const refused = [{ id: 'b', code: 'content.in-use' as const, detail: 'Used.', usedBy }];
    expect(staysOf([piece({}), piece({ id: 'b', name: 'Farewell' })], refused)).toEqual([
      { id: 'b', name: 'Farewell', usedBy, describes: [], wornBy: [], detail: 'Used.' },
    ]);
  });

  it('says what it is, in a line', () => {
    expect(factsOf(piece({ kind: 'video', height: 2160, bytes: 9, loudness: -16.2 }))).toBe('Up to 1080p · −16 LUFS');
    expect(factsOf(piece({ kind: 'image', bytes: 187_000_000, loudness: null }))).toBe('Picture · 187 MB');
    expect(factsOf(piece({ kind: null, bytes: 1000, loudness: null }))).toBe('1 kB');
    expect(loud(-0.2)).toBe('−0 LUFS');
  });
});
