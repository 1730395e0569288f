/** How a call goes, as people say it. */
export type Quality = 'good' | 'fair' | 'poor';

/** Sums since the call began, of what comes in. */
export interface Figures {
  received: number;
  lost: number;
  /** Seconds to the other side and back. */
  roundTrip: number | null;
}

interface Report {
  type: string;
  packetsReceived?: number;
  packetsLost?: number;
  nominated?: boolean;
  state?: string;
  currentRoundTripTime?: number;
}

/** From the reports of `getStats` ("Identifiers for WebRTC's Statistics API"). */
export function figuresOf(reports: Iterable<Report>): Figures {
  const figures: Figures = { received: 0, lost: 0, roundTrip: null };
  for (const report of reports) {
    if (report.type === 'inbound-rtp') {
      figures.received += report.packetsReceived ?? 0;
      figures.lost += report.packetsLost ?? 0;
    }
    if (report.type === 'candidate-pair' && report.nominated && report.state === 'succeeded')
      figures.roundTrip = report.currentRoundTripTime ?? figures.roundTrip;
  }
  return figures;
}

/** What was lost between two looks, and how long words take: beyond 0.4 s people talk into each other (ITU-T G.114). */
export function qualityOf(before: Figures, now: Figures): Quality {
  const lost = Math.max(0, now.lost - before.lost);
  const all = Math.max(0, now.received - before.received) + lost;
  const share = all === 0 ? 0 : lost / all;
  const roundTrip = now.roundTrip ?? 0;
  if (share > 0.08 || roundTrip > 0.8) return 'poor';
  return share > 0.02 || roundTrip > 0.4 ? 'fair' : 'good';
}
