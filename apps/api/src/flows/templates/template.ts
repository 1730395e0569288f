import type { Definition, Point, Span } from '@calldocker/flow-engine';

/** A whole flow to begin from: publishable as it is, with words and hours for a company to make its own. */
export interface FlowTemplate {
  /** In the address of the API; also the file's name. */
  key: string;
  name: string;
  /** What it does, in a sentence. */
  about: string;
  definition: Definition;
}

/** A place on the canvas: cards are 200 wide, and most of them fit between two rows. */
export const at = (column: number, row: number): Point => ({ x: 40 + column * 240, y: 40 + row * 190 });

const day = (...spans: [from: string, to: string][]): Span[] => spans.map(([from, to]) => ({ from, to }));

export const NINE_TO_FIVE = day(['09:00', '17:00']);
export const PRACTICE_DAY = day(['08:00', '12:00'], ['14:00', '18:00']);
export const MORNING = day(['08:00', '12:00']);
export const SHOP_DAY = day(['09:00', '18:00']);
export const SHOP_SATURDAY = day(['10:00', '16:00']);

/** Every year on the same day, everywhere in Germany. */
export const HOLIDAYS = [
  { name: 'New Year', date: '01-01' },
  { name: 'Labour Day', date: '05-01' },
  { name: 'German Unity Day', date: '10-03' },
  { name: 'Christmas Day', date: '12-25' },
  { name: 'Boxing Day', date: '12-26' },
];
