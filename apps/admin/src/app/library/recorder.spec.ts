import { loudness, refusalOf } from './recorder';

const named = (name: string) => Object.assign(new Error(name), { name });

describe('Recording', () => {
  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'missing'],
    ['OverconstrainedError', 'missing'],
    ['NotReadableError', 'busy'],
    ['TypeError', 'unsupported'],
  ])('%s means that it is %s', (name, refusal) => {
    expect(refusalOf(named(name))).toBe(refusal);
  });

  it('shows how loud it is as the ear counts', () => {
    expect(loudness(new Float32Array(8))).toBe(0);
    expect(loudness(new Float32Array(8).fill(1))).toBe(1);
    expect(loudness(new Float32Array(8).fill(0.1))).toBeCloseTo(1 - 20 / 60);
    expect(loudness(new Float32Array(8).fill(0.0001))).toBe(0);
  });
});
