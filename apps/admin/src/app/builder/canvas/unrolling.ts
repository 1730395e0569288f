/**
 * Which of a large flow's cards stand on the canvas. What comes into view is added a few a frame, before it is seen, and
 * nothing is taken away while the view moves: a whole row of cards at once would be felt in the hand.
 */
export interface Stand {
  /** What should stand there. */
  readonly wanted: readonly string[];
  /** What cannot wait: somebody holds it. */
  readonly held: ReadonlySet<string>;
  /** The view moves. */
  readonly moves: boolean;
  /** Cards are shown small, without their exits. */
  readonly far: boolean;
}

/** New cards a frame. */
const PACE = { moving: 2, resting: 10 } as const;
/** A card without exits is made so many times faster. */
const FAR_PACE = 6;
/** More than these are not kept for the next turn of the hand. */
const MOST_KEPT = 400;

/** The ids that stand there in the next frame; `before` is null when nothing stands yet. */
export function unroll(before: ReadonlySet<string> | null, { wanted, held, moves, far }: Stand): ReadonlySet<string> {
  if (!before) return new Set(wanted);
  const pace = (moves ? PACE.moving : PACE.resting) * (far ? FAR_PACE : 1);
  const missing = wanted.filter((id) => !before.has(id));
  const added = missing.filter((id, index) => index < pace || held.has(id));
  const stay = moves ? keptOf(before, new Set(wanted), pace) : wanted.filter((id) => before.has(id));
  return new Set([...stay, ...added]);
}

/** All, until there are too many: then those that have stood longest out of view go, a few a frame as well. */
function keptOf(before: ReadonlySet<string>, wanted: ReadonlySet<string>, pace: number): Iterable<string> {
  if (before.size <= MOST_KEPT) return before;
  const unseen = [...before].filter((id) => !wanted.has(id));
  const gone = new Set(unseen.slice(0, 2 * pace));
  return [...before].filter((id) => !gone.has(id));
}
