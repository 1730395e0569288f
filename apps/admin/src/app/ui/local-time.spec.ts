/** @jest-environment node */
import { instantOf, localTime } from './local-time';

describe('local time', () => {
  it('goes into the box and comes out as the same instant', () => {
    const moment = new Date('2026-03-09T07:05:00.000Z');
    expect(localTime(moment)).toMatch(/^2026-03-\d\dT\d\d:05$/);
    expect(instantOf(localTime(moment))).toBe('2026-03-09T07:05:00.000Z');
  });

  it.each(['', 'soon'])('takes “%s” for no time', (local) => expect(instantOf(local)).toBeNull());
});
