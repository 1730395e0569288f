/**
 * Which of a large flow's cards stand on the canvas. What comes into view is added a few a frame, before it is seen, and
 * what goes out of it stays while the view moves, up to a limit: a whole row of cards at once would be felt in the hand.
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
/** While the view moves the oldest beyond so many go, as many a frame as come. */
const MOST_KEPT = 320;

/** The ids that stand there in the next frame; `before` is null when nothing stands yet. */
export function unroll(before: ReadonlySet<string> | null, { wanted, held, moves, far }: Stand): ReadonlySet<string> {
  if (!before) return new Set(wanted);
  const pace = (moves ? PACE.moving : PACE.resting) * (far ? FAR_PACE : 1);
  const missing = wanted.filter((id) => !before.has(id));
  const added = missing.filter((id, index) => index < pace || held.has(id));
  const needed = new Set(wanted);
  const spare = [...before].filter((id) => !needed.has(id));
  const gone = new Set(moves ? spare.slice(0, Math.min(pace, Math.max(0, before.size - MOST_KEPT))) : spare);
  return new Set([...[...before].filter((id) => !gone.has(id)), ...added]);
}
