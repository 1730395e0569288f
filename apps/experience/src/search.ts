/** Looks words up in articles, whatever their case and accents. Pure. */

export function termsOf(written: string): string[] {
  return plain(written).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Every term stands somewhere in the text, be it within a word. */
export function has(text: string, terms: readonly string[]): boolean {
  const within = plain(text);
  return terms.every((term) => within.includes(term));
}

/** The text in pieces, those words apart that a term stands in. */
export function marked(text: string, terms: readonly string[]): { text: string; found: boolean }[] {
  return text
    .split(/([\p{L}\p{M}\p{N}]+)/u)
    .filter(Boolean)
    .map((piece) => ({ text: piece, found: terms.some((term) => plain(piece).includes(term)) }));
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
