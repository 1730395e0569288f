/**
 * Chance that comes out the same every time: FNV-1a over the text, then the finaliser of MurmurHash3, without which texts
 * that differ in their last letters alone would land close together. Not for secrets.
 */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Which of the weights a text falls on; `undefined` when all are 0. The same text and weights give the same place. */
export function pickByWeight(text: string, weights: readonly number[]): number | undefined {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) return undefined;
  let left = Math.floor((hash32(text) * total) / 2 ** 32);
  return weights.findIndex((weight) => (left -= weight) < 0);
}
