/** Room for text on a card, in canvas pixels, and the size it is written in; the card's styles follow them. */
export const ROOM = {
  title: { width: 110, size: 13 },
  summary: { width: 114, size: 12 },
  exit: { width: 132, size: 12 },
  exitBesideChip: { width: 86, size: 12 },
} as const;

/** Wider than nearly every letter, in parts of the text's size. */
const WIDEST = 0.75;
/** Latin, Greek and Cyrillic end here; beyond are scripts whose letters are as wide as they are high, and the like. */
const LAST_NARROW = 0x4ff;

/**
 * Only what may be too long is cut off with dots: what cuts off is costly, since browsers draw it apart from its
 * surroundings, and there may be two thousand of it.
 */
export function mayBeCut(text: string, { width, size }: { width: number; size: number }): boolean {
  return text.length * size * WIDEST > width || [...text].some((letter) => (letter.codePointAt(0) ?? 0) > LAST_NARROW);
}
