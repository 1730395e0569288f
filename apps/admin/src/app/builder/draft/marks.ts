/** What lies on the canvas beside the nodes: comments, and groups, which are coloured areas behind nodes. */
import {
  type CanvasComment,
  type CanvasGroup,
  type Definition,
  LIMITS,
  type MarkColor,
  type Place,
} from '@calldocker/flow-engine';

export type Mark = CanvasComment | CanvasGroup;
export type { CanvasComment, CanvasGroup };

export const COLORS: readonly MarkColor[] = ['yellow', 'green', 'blue', 'pink', 'grey'];

export function isGroup(place: Place | undefined): place is CanvasGroup {
  return place !== undefined && 'group' in place;
}

export function isMark(place: Place | undefined): place is Mark {
  return place !== undefined && ('comment' in place || 'group' in place);
}

export function textOfMark(mark: Mark): string {
  return isGroup(mark) ? mark.group : mark.comment;
}

/** "the group Greeting", "the comment". */
export function titleOf(place: Place | undefined): string {
  if (!isGroup(place)) return 'the comment';
  return place.group === '' ? 'the group' : `the group ${place.group}`;
}

export function marksOf({ nodes, layout }: Definition): [string, Mark][] {
  return Object.entries(layout).flatMap(([id, place]): [string, Mark][] =>
    !nodes[id] && isMark(place) ? [[id, place]] : [],
  );
}

/** Adds a mark, or puts another in its place. */
export function setMark(draft: Definition, id: string, mark: Mark): Definition {
  if (!draft.layout[id] && Object.keys(draft.layout).length >= LIMITS.places) return draft;
  const { x, y, width, height } = mark;
  const whole = { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
  return { ...draft, layout: { ...draft.layout, [id]: { ...mark, ...whole } } };
}
