import { Countdown } from './countdown.js';

describe('the countdown', () => {
  let reached = 0;
  let countdown: Countdown;

  beforeEach(() => {
    jest.useFakeTimers();
    reached = 0;
    countdown = new Countdown(() => (reached += 1));
  });
  afterEach(() => jest.useRealTimers());

  it('reaches zero once, after its seconds', () => {
    countdown.start(10);
    jest.advanceTimersByTime(9_999);
    expect(reached).toBe(0);
    jest.advanceTimersByTime(60_000);
    expect(reached).toBe(1);
  });

  it('does not run while anything holds it, and goes on with what was left', () => {
    countdown.start(10);
    jest.advanceTimersByTime(6_000);
    countdown.hold('media', true);
    countdown.hold('hidden', true);
    jest.advanceTimersByTime(60_000);
    countdown.hold('media', false);
    jest.advanceTimersByTime(60_000);
    expect(reached).toBe(0);
    countdown.hold('hidden', false);
    jest.advanceTimersByTime(3_999);
    expect(reached).toBe(0);
    jest.advanceTimersByTime(1);
    expect(reached).toBe(1);
  });

  it('waits for the hold to end when it is started under one', () => {
    countdown.hold('media', true);
    countdown.start(5);
    jest.advanceTimersByTime(10_000);
    countdown.hold('media', false);
    jest.advanceTimersByTime(5_000);
    expect(reached).toBe(1);
  });

  it('gives the whole time again at a sign of life', () => {
    countdown.start(10);
    jest.advanceTimersByTime(9_000);
    countdown.restart();
    jest.advanceTimersByTime(9_000);
    expect(reached).toBe(0);
    jest.advanceTimersByTime(1_000);
    expect(reached).toBe(1);
  });

  it('stays silent without a time, and after it was stopped', () => {
    countdown.start(undefined);
    countdown.restart();
    countdown.hold('media', true);
    countdown.hold('media', false);
    countdown.start(5);
    countdown.stop();
    jest.advanceTimersByTime(60_000);
    expect(reached).toBe(0);
  });
});
