import { figuresOf, qualityOf } from './quality.js';

const figures = (received: number, lost: number, roundTrip: number | null = 0.05) => ({ received, lost, roundTrip });

describe('the quality of a call', () => {
  it.each([
    [figures(1000, 0), figures(1500, 5), 'good'],
    [figures(1000, 0), figures(1500, 20), 'fair'],
    [figures(1000, 0), figures(1500, 100), 'poor'],
    [figures(1000, 0), figures(1500, 0, 0.5), 'fair'],
    [figures(1000, 0), figures(1500, 0, 1), 'poor'],
    [figures(1000, 900), figures(1500, 900), 'good'],
    [figures(0, 0, null), figures(0, 0, null), 'good'],
  ])('is judged by what was lost since the last look and how long words take (%#)', (before, now, quality) => {
    expect(qualityOf(before, now)).toBe(quality);
  });

  it('counts what comes in, and the way that is used', () => {
    const reports = [
      { type: 'inbound-rtp', packetsReceived: 10, packetsLost: 1 },
      { type: 'inbound-rtp', packetsReceived: 20, packetsLost: 2 },
      { type: 'outbound-rtp', packetsReceived: 99 },
      { type: 'candidate-pair', nominated: false, state: 'succeeded', currentRoundTripTime: 9 },
      { type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: 0.04 },
    ];
    expect(figuresOf(reports)).toEqual({ received: 30, lost: 3, roundTrip: 0.04 });
  });
});
