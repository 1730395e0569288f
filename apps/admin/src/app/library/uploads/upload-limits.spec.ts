import { ApiProblem } from '../../api/problem';
import type { Usage } from '../../api/types';
import { inWords, refusalOf, roomOf } from './upload-limits';

const usage = {
  usedBytes: 18_000_000_000,
  quotaBytes: 20_000_000_000,
  pieces: 24,
  limits: { fileBytes: 2_000_000_000 },
} as Usage;

describe('Before a file is sent', () => {
  it('what is within the limits is let through', () => {
    expect(refusalOf(1_000_000, usage)).toBeNull();
    expect(refusalOf(2_000_000_000, usage)).toBeNull();
  });

  it('an empty file is refused even when the limits are not known yet', () => {
    expect(refusalOf(0, null)?.code).toBe('content.empty');
    expect(refusalOf(1, null)).toBeNull();
  });

  it('a large one is refused with both figures', () => {
    expect(refusalOf(2_100_000_000, usage)?.detail).toMatch(/^It has 2.1 GB; the most we take is 2 GB/);
  });

  it('one that does not fit beside what is queued already is refused', () => {
    expect(refusalOf(1_500_000_000, usage, 400_000_000)).toBeNull();
    expect(refusalOf(1_500_000_000, usage, 600_000_000)?.title).toBe('Your library is full');
  });

  it('the server’s refusal is said in the same words', () => {
    const extra = { usedBytes: 18_000_000_000, quotaBytes: 20_000_000_000, neededBytes: 3_000_000_000 };
    const refused = inWords(new ApiProblem('content.quota', 413, 'No room', 'Of its `quotaBytes`.', extra));
    expect(refused.sentence).toBe(
      'Your library is full. It holds 18 GB of 20 GB, and this file needs 3 GB. Delete what no flow uses, or ask for more room.',
    );
    const large = inWords(new ApiProblem('content.too-large', 413, '', '', { limitBytes: 2_000_000_000 }));
    expect(large.detail).toBe('The most we take is 2 GB. Make it smaller, then upload it.');
  });

  it('the room left is said, and when it gets tight', () => {
    expect(roomOf(usage)).toEqual({ share: 0.9, words: '18 GB of 20 GB', level: 'tight' });
    expect(roomOf({ usedBytes: 1, quotaBytes: 100 }).level).toBe('fine');
    expect(roomOf({ usedBytes: 101, quotaBytes: 100 })).toMatchObject({ share: 1, level: 'full' });
  });
});
