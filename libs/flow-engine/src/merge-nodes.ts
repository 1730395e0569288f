/** Three-way merging of one node: its settings field by field, its exits one by one. */
import { same } from './compare-values.js';
import type { FlowNode } from './definition.js';
import { exitsOf, kindOf } from './kinds.js';
import { settleObject, type At, type Settle, type Side } from './merge-values.js';
import { held, isRecord } from './own.js';

export type Parts = Record<string, FlowNode>;

type Node = FlowNode | undefined;
type Exits = FlowNode['exits'];

export function mergeNode(settle: Settle, base: Node, mine: Node, theirs: Node, at: At): Node {
  if (same(mine, theirs) || same(theirs, base)) return mine;
  if (same(mine, base)) return theirs;
  if (!base || !mine || !theirs || mine.kind !== theirs.kind || mine.kind !== base.kind)
    return settle.choose(at, mine, theirs) as Node;
  return mergeSettings(settle, base, ...withIdsOfTheirOwn(base, mine, theirs), at);
}

function mergeSettings(settle: Settle, base: FlowNode, mine: FlowNode, theirs: FlowNode, at: At): FlowNode {
  const sides = { mine, theirs };
  const isInUse = (_at: At, entry: string, keeper: Side): boolean =>
    Object.entries(sides[keeper].exits).some(
      ([exit, to]) => exit.endsWith(`:${entry}`) && to !== (held(base.exits, exit) ?? null),
    );
  const { structure } = kindOf(base) ?? {};
  const fields = structure?.shape?.is === 'object' ? structure.shape.fields : {};
  const without = ({ exits: _exits, ...settings }: FlowNode): Record<string, unknown> => settings;
  const settings = settleObject({ ...settle, isInUse }, fields, without(base), without(mine), without(theirs), at);
  const merged = { ...settings, exits: {} } as FlowNode;
  return { ...merged, exits: mergeExits(settle, base, mine, theirs, merged, at) };
}

/** An exit that one side no longer has stands or falls with what it belonged to, such as a choice of a menu. */
function mergeExits(settle: Settle, base: FlowNode, mine: FlowNode, theirs: FlowNode, merged: FlowNode, at: At): Exits {
  const [had, has, my, their] = [base, merged, mine, theirs].map((node) => new Set(exitsOf(node).map(({ id }) => id)));
  const exits: [string, string | null][] = [];
  for (const exit of new Set([...Object.keys(mine.exits), ...Object.keys(theirs.exits)])) {
    const [was, left, right] = [held(base.exits, exit), held(mine.exits, exit), held(theirs.exits, exit)];
    const isTaken = had?.has(exit) && my?.has(exit) !== their?.has(exit);
    if (isTaken) {
      const kept = my?.has(exit) ? left : right;
      if (has?.has(exit) && kept !== undefined) exits.push([exit, kept]);
      continue;
    }
    const to = settleExit(settle, was, left, right, exit, at);
    if (to !== undefined) exits.push([exit, to]);
  }
  return Object.fromEntries(exits);
}

type Target = string | null | undefined;

function settleExit(settle: Settle, was: Target, mine: Target, theirs: Target, exit: string, at: At): Target {
  if (mine === theirs || theirs === was) return mine;
  if (mine === was) return theirs;
  const field = `exits.${exit}`;
  const place = { id: `${at.id}.${field}`, fields: { base: field, mine: field, theirs: field } };
  return settle.choose(place, mine, theirs) as Target;
}

/**
 * New choices are numbered, so two people who each add one give it the same id. They are two choices all the same: one
 * of them gets another id, whichever side it is on.
 */
function withIdsOfTheirOwn(base: FlowNode, mine: FlowNode, theirs: FlowNode): [FlowNode, FlowNode] {
  let sides: [FlowNode, FlowNode] = [mine, theirs];
  for (const field of Object.keys(mine)) {
    const [was, my, their] = [entriesOf(base, field), entriesOf(mine, field), entriesOf(theirs, field)];
    // In an order that is the same from both sides.
    for (const [id, entry] of [...my].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const other = their.get(id);
      if (other === undefined || was.has(id) || same(entry, other)) continue;
      const taken = new Set([...was.keys(), ...sides.flatMap((side) => [...entriesOf(side, field).keys()])]);
      let number = 1;
      while (taken.has(String(number))) number++;
      const isMine = JSON.stringify(entry) > JSON.stringify(other);
      sides = isMine
        ? [renamed(sides[0], field, id, String(number)), sides[1]]
        : [sides[0], renamed(sides[1], field, id, String(number))];
    }
  }
  return sides;
}

function entriesOf(node: FlowNode, field: string): Map<string, unknown> {
  const list = held(node as unknown as Record<string, unknown>, field);
  if (!Array.isArray(list)) return new Map();
  return new Map(
    list.flatMap((entry: unknown) => {
      const id = isRecord(entry) ? held(entry, 'id') : undefined;
      return typeof id === 'string' ? [[id, entry] as const] : [];
    }),
  );
}

function renamed(node: FlowNode, field: string, from: string, to: string): FlowNode {
  const list = held(node as unknown as Record<string, unknown>, field) as unknown[];
  const entries = list.map((entry) => (isRecord(entry) && entry['id'] === from ? { ...entry, id: to } : entry));
  const exits = Object.entries(node.exits).map(([exit, target]): [string, string | null] =>
    exit.endsWith(`:${from}`) ? [exit.slice(0, -from.length) + to, target] : [exit, target],
  );
  return { ...node, [field]: entries, exits: Object.fromEntries(exits) };
}
