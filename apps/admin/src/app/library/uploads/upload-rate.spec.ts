import { UploadRate } from './upload-rate';

describe('UploadRate', () => {
  it('says nothing before there is a second to measure', () => {
    const rate = new UploadRate();
    rate.add(0, 0);
    rate.add(500_000, 500);
    expect(rate.perSecond).toBeNull();
    expect(rate.secondsLeft(1_000_000)).toBeNull();
  });

  it('measures bytes a second and what is left at that rate', () => {
    const rate = new UploadRate();
    for (let second = 0; second <= 4; second++) rate.add(second * 1_000_000, second * 1000);
    expect(rate.perSecond).toBe(1_000_000);
    expect(rate.secondsLeft(10_000_000)).toBe(6);
  });

  it('forgets a fast start once the connection has grown slow', () => {
    const rate = new UploadRate();
    for (let second = 0; second <= 5; second++) rate.add(second * 10_000_000, second * 1000);
    for (let second = 6; second <= 20; second++) rate.add(50_000_000 + (second - 5) * 100_000, second * 1000);
    expect(rate.perSecond).toBeCloseTo(100_000, -3);
  });

  it('begins anew after a pause', () => {
    const rate = new UploadRate();
    rate.add(0, 0);
    rate.add(5_000_000, 5000);
    rate.forget();
    rate.add(5_000_000, 60_000);
    expect(rate.perSecond).toBeNull();
  });
});
