/** Three-way merging of values of any structure: records by their keys, lists by the ids of their entries. */
import { same } from './compare-values.js';
import type { Check } from './fields.js';
import { held, isRecord } from './own.js';

export type Side = 'mine' | 'theirs';

/** Where a value stands: as the id of a conflict, and as a path in each draft, where lists may have other places. */
export interface At {
  id: string;
  fields: Record<'base' | Side, string>;
}

export interface Settle {
  /** Both changed it, otherwise: what was answered. `both` is the two put together, where that makes sense. */
  choose(at: At, mine: unknown, theirs: unknown, both?: unknown): unknown;
  /** One side took an entry away: whether the other has worked on what hangs on it. */
  isInUse?(at: At, id: string, keeper: Side): boolean;
}

type Any = Record<string, unknown>;

/** As one thing: what only one side changed, or the answer. */
export function apartFrom(settle: Settle, base: unknown, mine: unknown, theirs: unknown, at: At): unknown {
  if (same(mine, theirs) || same(theirs, base)) return mine;
  if (same(mine, base)) return theirs;
  return settle.choose(at, mine, theirs);
}

/** Two texts can be said one after the other, and two lists stand one after the other. */
function puttingTogether(settle: Settle): Settle {
  return { ...settle, choose: (at, mine, theirs) => settle.choose(at, mine, theirs, together(mine, theirs)) };
}

function together(mine: unknown, theirs: unknown): unknown {
  if (typeof mine === 'string' && typeof theirs === 'string' && mine.trim() !== '' && theirs.trim() !== '')
    return `${mine.trimEnd()} ${theirs.trimStart()}`;
  if (!Array.isArray(mine) || !Array.isArray(theirs)) return undefined;
  return [...(mine as unknown[]), ...theirs.filter((one) => !mine.some((other) => same(one, other)))];
}

export function settleValue(
  settle: Settle,
  check: Check<unknown> | undefined,
  base: unknown,
  mine: unknown,
  theirs: unknown,
  at: At,
): unknown {
  const shape = check?.shape;
  if (shape?.is === 'list' && Array.isArray(mine) && Array.isArray(theirs)) {
    return settleList(settle, shape.of, base ?? [], mine, theirs, at);
  }
  if (same(mine, theirs) || same(theirs, base)) return mine;
  if (same(mine, base)) return theirs;
  if (!isRecord(mine) || !isRecord(theirs)) return settle.choose(at, mine, theirs);
  switch (shape?.is) {
    case 'text':
      return settleRecord(puttingTogether(settle), undefined, isRecord(base) ? base : {}, mine, theirs, at);
    case 'media':
      return settleRecord(settle, undefined, isRecord(base) ? base : {}, mine, theirs, at);
    case 'record':
      return settleRecord(settle, shape.of, isRecord(base) ? base : {}, mine, theirs, at);
    case 'object':
      // One of plain values only, such as a place on the picture, is one thing: half of each would be neither's.
      if (isRecord(base) && Object.values(shape.fields).some((field) => field.shape !== undefined))
        return settleObject(settle, shape.fields, base, mine, theirs, at);
  }
  return settle.choose(at, mine, theirs);
}

/** Each key by itself; values are of one structure. */
export function settleRecord(
  settle: Settle,
  of: Check<unknown> | undefined,
  base: Any,
  mine: Any,
  theirs: Any,
  at: At,
): Any {
  const one = (key: string): unknown =>
    settleValue(settle, of, held(base, key), held(mine, key), held(theirs, key), within(at, key));
  return gathered(mine, theirs, one);
}

export function settleObject(
  settle: Settle,
  fields: Readonly<Record<string, Check<unknown>>>,
  base: Any,
  mine: Any,
  theirs: Any,
  at: At,
): Any {
  const one = (key: string): unknown =>
    settleValue(settle, held(fields, key), held(base, key), held(mine, key), held(theirs, key), within(at, key));
  return gathered(mine, theirs, one);
}

function gathered(mine: Any, theirs: Any, one: (key: string) => unknown): Any {
  const keys = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  return Object.fromEntries([...keys].map((key) => [key, one(key)]).filter(([, value]) => value !== undefined));
}

/** Entries with ids are the same entry wherever they stand. A list of others is one thing. */
export function settleList(
  settle: Settle,
  of: Check<unknown> | undefined,
  base: unknown,
  mine: unknown,
  theirs: unknown,
  at: At,
): unknown {
  if (same(mine, theirs)) return mine;
  // An entry that hangs on nothing is not looked at: then one side's list is the whole answer.
  if (!settle.isInUse && (same(mine, base) || same(theirs, base))) return same(theirs, base) ? mine : theirs;
  const lists = { base: byId(base), mine: byId(mine), theirs: byId(theirs) };
  if (!lists.base || !lists.mine || !lists.theirs) return apartFrom(puttingTogether(settle), base, mine, theirs, at);
  const [was, my, their] = [lists.base, lists.mine, lists.theirs];
  const merged = new Map<string, unknown>();
  for (const id of new Set([...was.keys(), ...my.keys(), ...their.keys()])) {
    const index = (list: Entries): number => list.get(id)?.index ?? was.get(id)?.index ?? 0;
    const path = (field: string, list: Entries): string => `${field}.${index(list)}`;
    const { base: inBase, mine: inMine, theirs: inTheirs } = at.fields;
    const place = {
      id: `${at.id}.${id}`,
      fields: { base: path(inBase, was), mine: path(inMine, my), theirs: path(inTheirs, their) },
    };
    const [old, left, right] = [was.get(id)?.entry, my.get(id)?.entry, their.get(id)?.entry];
    const keeper: Side = left === undefined ? 'theirs' : 'mine';
    const isTaken = old !== undefined && (left === undefined) !== (right === undefined);
    const entry =
      isTaken && settle.isInUse?.(at, id, keeper)
        ? settle.choose(place, left, right)
        : settleValue(settle, of, old, left, right, place);
    if (entry !== undefined) merged.set(id, entry);
  }
  return inOrder(settle, merged, [...was.keys()], [...my.keys()], [...their.keys()], at).map((id) => merged.get(id));
}

type Entries = Map<string, { entry: unknown; index: number }>;

/** By their ids, or by themselves when they are names; nothing when neither tells them apart. */
function byId(list: unknown): Entries | undefined {
  if (!Array.isArray(list)) return undefined;
  const found: Entries = new Map();
  for (const [index, entry] of (list as unknown[]).entries()) {
    const id = isRecord(entry) ? held(entry, 'id') : entry;
    if (typeof id !== 'string') return undefined;
    found.set(id, { entry, index });
  }
  return found.size === list.length ? found : undefined;
}

/** What was there before stands as the side that moved it has it; what is new, after what it was put after. */
function inOrder(
  settle: Settle,
  merged: ReadonlyMap<string, unknown>,
  base: string[],
  mine: string[],
  theirs: string[],
  at: At,
): string[] {
  const stays = (id: string): boolean => merged.has(id) && [base, mine, theirs].every((list) => list.includes(id));
  const orders = [base, mine, theirs].map((list) => list.filter(stays));
  const known = apartFrom(settle, orders[0], orders[1], orders[2], { ...at, id: `${at.id} order` }) as string[];
  const added = [mine, theirs].map((list) => groups(list, known, merged));
  const order: string[] = [];
  const seen = new Set<string>();
  for (const anchor of [undefined, ...known]) {
    if (anchor !== undefined) order.push(anchor);
    const following = added
      .flatMap((of) => of.get(anchor) ?? [])
      .sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
    for (const id of following.flat()) {
      if (!seen.has(id)) order.push(id);
      seen.add(id);
    }
  }
  return order;
}

/** Runs of new entries, by the known entry they follow. */
function groups(
  list: string[],
  known: string[],
  merged: ReadonlyMap<string, unknown>,
): Map<string | undefined, string[][]> {
  const found = new Map<string | undefined, string[][]>();
  let anchor: string | undefined;
  let run: string[] = [];
  for (const id of list) {
    if (known.includes(id)) {
      if (run.length > 0) found.set(anchor, [run]);
      [anchor, run] = [id, []];
    } else if (merged.has(id)) run.push(id);
  }
  if (run.length > 0) found.set(anchor, [run]);
  return found;
}

function within({ id, fields }: At, name: string): At {
  const path = (of: string): string => (of === '' ? name : `${of}.${name}`);
  return { id: path(id), fields: { base: path(fields.base), mine: path(fields.mine), theirs: path(fields.theirs) } };
}
