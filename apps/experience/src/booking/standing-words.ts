import { words as line } from '../line/words.js';
import type { VisitorCallback } from '../wire.js';
import { momentWords } from './times.js';
import { words } from './words.js';

/** Where a callback stands, in a sentence; empty when its title has said it all. */
export function standingWords({ stage, place, slotAt, nextTryAt }: VisitorCallback): string {
  const moment = (at: string) => momentWords(at, Date.now(), navigator.languages);
  switch (stage) {
    case 'waiting':
      if (place !== null) return `${line.inLine(place)}. ${words.fair}`;
      return nextTryAt ? words.at(moment(nextTryAt)) : words.soon;
    case 'booked':
      return slotAt ? words.at(moment(slotAt)) : '';
    case 'calling':
      return words.pickUp;
    case 'again':
      return nextTryAt ? words.nextTry(moment(nextTryAt)) : '';
    case 'called':
      return words.done;
    case 'failed':
      return words.over;
    case 'cancelled':
      return words.cancelled;
  }
}
