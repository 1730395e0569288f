import fc from 'fast-check';
import { carries } from './carries.js';

const film = { bitrate: 300_000, ahead: 4, left: 16 };

describe('a line', () => {
  it('carries a film that comes faster than it plays, and one that is nearly here', () => {
    expect(carries({ ...film, estimate: 300_000 })).toBe(true);
    expect(carries({ ...film, estimate: 60_000, ahead: 60 })).toBe(true);
    expect(carries({ ...film, estimate: 1, left: 0 })).toBe(true);
  });

  it('does not carry a film that comes much slower than it plays', () => {
    expect(carries({ ...film, estimate: 150_000 })).toBe(false);
  });

  it('is not doubted where nothing is known of it', () => {
    expect(carries({ ...film, estimate: NaN })).toBe(true);
    expect(carries({ ...film, bitrate: 0, estimate: 1 })).toBe(true);
    expect(carries({ ...film, left: Number.NaN, estimate: 1 })).toBe(true);
    expect(carries({ ...film, left: Infinity, estimate: 1_000_000 })).toBe(true);
  });

  it('is never worse for being faster, for carrying less, or for having more here', () => {
    const amount = fc.double({ min: 1, max: 1e7, noNaN: true });
    fc.assert(
      fc.property(
        fc.record({ estimate: amount, bitrate: amount, ahead: amount, left: amount }),
        amount,
        (line, more) => {
          fc.pre(carries(line));
          expect(carries({ ...line, estimate: line.estimate + more })).toBe(true);
          expect(carries({ ...line, ahead: line.ahead + more })).toBe(true);
          expect(carries({ ...line, bitrate: line.bitrate / (1 + more) })).toBe(true);
        },
      ),
    );
  });
});
