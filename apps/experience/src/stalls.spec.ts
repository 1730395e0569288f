import { Stalls } from './stalls.js';

function line() {
  const media = new EventTarget();
  const told: number[] = [];
  const began = Date.now();
  const stalls = new Stalls(media, () => told.push((Date.now() - began) / 1000));
  const sign = (type: string) => media.dispatchEvent(new Event(type));
  return { stalls, told, sign };
}

describe('a line', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is slow when what is to be played does not begin, and is given twice as long by who tries again', () => {
    const { stalls, told, sign } = line();
    stalls.begin();
    jest.advanceTimersByTime(60_000);
    expect(told).toEqual([8]);
    stalls.begin();
    jest.advanceTimersByTime(15_000);
    sign('playing');
    jest.advanceTimersByTime(60_000);
    expect(told).toEqual([8]);
  });

  it('that will break is told of once, and then waited for', () => {
    const { stalls, told, sign } = line();
    stalls.begin();
    jest.advanceTimersByTime(2_000);
    stalls.foresee();
    stalls.begin();
    sign('playing');
    jest.advanceTimersByTime(1_000);
    stalls.foresee();
    expect(told).toEqual([2]);
    sign('waiting');
    jest.advanceTimersByTime(16_000);
    expect(told).toEqual([2, 19]);
  });

  it('is slow when it breaks again and again, however short the breaks', () => {
    const { stalls, told, sign } = line();
    stalls.begin();
    sign('playing');
    for (let times = 0; times < 3; times++) {
      jest.advanceTimersByTime(4_000);
      sign('waiting');
      jest.advanceTimersByTime(1_000);
      sign('playing');
    }
    expect(told).toEqual([14]);
  });

  it('is not slow when it breaks now and then, or somebody has stopped it', () => {
    const { stalls, told, sign } = line();
    stalls.begin();
    sign('playing');
    for (let times = 0; times < 6; times++) {
      jest.advanceTimersByTime(20_000);
      sign('waiting');
      jest.advanceTimersByTime(2_000);
      sign('playing');
    }
    sign('waiting');
    sign('pause');
    jest.advanceTimersByTime(60_000);
    expect(told).toEqual([]);
  });
});
