import type { Parts } from './parts.js';

/** Launchers that stand at a corner of the page, and what of them is moved. */
const standing = new Map<HTMLElement, Parts>();
const GAP = 12;

/** Of several at one corner the one that comes first in the page stands lowest. Null: it has gone. */
export function stand(element: HTMLElement, parts: Parts | null): void {
  if (parts) standing.set(element, parts);
  else standing.delete(element);
  // Alone it stands where it stands: to measure it would have the page laid out before its time.
  if (standing.size < 2) return standing.forEach(({ lift }) => lift(0));
  const heights: Record<string, number> = {};
  const inOrder = [...standing].sort(([a], [b]) =>
    a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
  );
  for (const [each, { launcher, lift }] of inOrder) {
    const corner = each.getAttribute('position') ?? 'right';
    if (corner === 'inline') continue;
    lift(heights[corner] ?? 0);
    // Nothing is as high as a launcher that is not drawn.
    heights[corner] = (heights[corner] ?? 0) + (launcher.offsetHeight && launcher.offsetHeight + GAP);
  }
}
