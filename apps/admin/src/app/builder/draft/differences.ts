import type { Definition } from '@calldocker/flow-engine';

/** What one draft has that the other has not, by the names people gave. */
export interface Differences {
  added: string[];
  removed: string[];
  changed: string[];
  /** Nodes that only lie elsewhere. */
  moved: number;
  /** Start, languages or variables differ. */
  settings: boolean;
}

/** Seen from `mine`: `added` is what only `theirs` has. */
export function differences(mine: Definition, theirs: Definition): Differences {
  const name = (draft: Definition, id: string): string => draft.nodes[id]?.name || id;
  const mineIds = Object.keys(mine.nodes);
  const theirIds = Object.keys(theirs.nodes);
  const both = mineIds.filter((id) => theirs.nodes[id]);
  const changed = both.filter((id) => !sameJson(mine.nodes[id], theirs.nodes[id]));
  return {
    added: theirIds.filter((id) => !mine.nodes[id]).map((id) => name(theirs, id)),
    removed: mineIds.filter((id) => !theirs.nodes[id]).map((id) => name(mine, id)),
    changed: changed.map((id) => name(theirs, id)),
    moved: both.filter((id) => !sameJson(mine.layout[id], theirs.layout[id])).length,
    settings:
      mine.start !== theirs.start ||
      !sameJson(mine.languages, theirs.languages) ||
      !sameJson(mine.variables, theirs.variables),
  };
}

/** Equal as JSON; the order of keys is nothing. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [new Map(entriesOf(a)), new Map(entriesOf(b))];
  return (
    left.size === right.size && [...left].every(([key, value]) => right.has(key) && sameJson(value, right.get(key)))
  );
}

function entriesOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, one]) => one !== undefined);
}
