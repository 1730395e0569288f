/** What is known of a source and of the line that brings it. */
export interface Carriage {
  /** Bits a second that the line is thought to bring. */
  estimate: number;
  /** Bits a second of the least that can be asked for. */
  bitrate: number;
  /** Seconds that are here and have not been played. */
  ahead: number;
  /** Seconds that are still to come. */
  left: number;
}

/** An estimate is one: so much worse than it has to be, before it is believed. */
const DOUBT = 1.2;

/** Whether a source comes to its end without a break, if the line stays as it is. What is not known is no reason to doubt. */
export function carries({ estimate, bitrate, ahead, left }: Carriage): boolean {
  if (!(estimate > 0) || !(bitrate > 0) || !(left > 0) || left === Infinity) return true;
  return (left * bitrate) / estimate <= (ahead + left) * DOUBT;
}
