/**
 * Two drafts that began as the same one, brought together. What only one of them changed is taken; what both changed
 * otherwise is a conflict, which somebody answers. Nothing of either is dropped without that.
 */
import { same } from './compare-values.js';
import { compare, type Change } from './compare.js';
import type { Definition, FlowNode, Place } from './definition.js';
import { nodeTitle } from './inspector.js';
import { mergeNode, type Parts } from './merge-nodes.js';
import { apartFrom, settleList, settleRecord, type At, type Settle, type Side } from './merge-values.js';
import { held } from './own.js';

export type { Side };
export type Answer = Side | 'both';
export type Answers = Readonly<Record<string, Answer>>;

export interface Conflict {
  /** The same as long as both drafts are: answers are given by it. */
  id: string;
  /** Path within the node, or within the definition when there is no node; empty for a node as a whole. */
  field: string;
  nodeId?: string;
  nodeName?: string;
  /** Nodes that both have put elsewhere, of the one conflict about places. */
  moved?: string[];
  /** The two can be put together, one after the other: answered by "both". */
  both?: true;
  /** What each side did there. Empty for places. */
  mine: Change[];
  theirs: Change[];
}

export interface Merge {
  /** With the conflicts as they were answered; those without an answer as they are in mine. */
  merged: Definition;
  conflicts: Conflict[];
}

interface Clash extends Omit<Conflict, 'mine' | 'theirs'> {
  at: At;
}

const TOP: At = { id: '', fields: { base: '', mine: '', theirs: '' } };

export function merge(base: Definition, mine: Definition, theirs: Definition, answers: Answers = {}): Merge {
  const clashes: Clash[] = [];
  const choose: Settle['choose'] = (at, my, their, both) => {
    const [root, nodeId] = at.id.split('.');
    const node = root === 'nodes' && nodeId !== undefined ? nodeId : undefined;
    const field = at.fields.mine;
    const joins = both !== undefined && { both: true as const };
    clashes.push({ id: at.id, at, field, ...(node !== undefined && named(node)), ...joins });
    const answer = answers[at.id];
    return answer === 'both' && both !== undefined ? both : answer === 'theirs' ? their : my;
  };
  const named = (nodeId: string): Pick<Conflict, 'nodeId' | 'nodeName'> => {
    const node = held(mine.nodes, nodeId) ?? held(theirs.nodes, nodeId);
    return { nodeId, nodeName: node === undefined ? nodeId : nodeTitle(node) };
  };

  const sides = { base, mine: mended(base, mine), theirs: mended(base, theirs) };
  // What is asked does not hang on what was answered before: a question must not come up, or go, by another's answer.
  const asked = { ...sides };
  for (const id of Object.keys(base.nodes)) answerRemoval(id, asked, sides, choose);

  const settle = { choose };
  const of = <Key extends keyof Definition>(key: Key): [Definition[Key], Definition[Key], Definition[Key]] => [
    sides.base[key],
    sides.mine[key],
    sides.theirs[key],
  ];
  const merged: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(sides.mine), ...Object.keys(sides.theirs)])) {
    if (['nodes', 'layout', 'languages', 'variables'].includes(key)) continue;
    const name = key as keyof Definition;
    const value = apartFrom(settle, ...of(name), inside(TOP, key));
    if (value !== undefined) merged[key] = value;
  }
  merged['languages'] = mergeLanguages(settle, ...of('languages'));
  merged['variables'] = settleRecord(settle, undefined, ...of('variables'), inside(TOP, 'variables'));
  const nodes = mergeNodes(settle, ...of('nodes'));
  merged['nodes'] = nodes;
  merged['layout'] = mergeLayout(nodes, ...of('layout'), answers, (moved) => {
    clashes.push({ id: 'layout', at: inside(TOP, 'layout'), field: 'layout', moved });
  });

  const whole = merged as unknown as Definition;
  return {
    merged: withoutLooseEnds(whole, base, mine, theirs),
    conflicts: told(clashes, base, mine, theirs),
  };
}

type Sides = Record<'base' | Side, Definition>;

/**
 * Taking a node away empties every exit that led to it. That is no wish of its own about those exits: they count as
 * unchanged here, and are emptied again in the end if the node is gone then.
 */
function mended(base: Definition, side: Definition): Definition {
  const isGone = (id: string | null | undefined): id is string =>
    typeof id === 'string' && held(base.nodes, id) !== undefined && held(side.nodes, id) === undefined;
  const nodes: [string, FlowNode][] = Object.entries(side.nodes).map(([id, node]) => {
    const was = held(base.nodes, id);
    const emptied =
      was === undefined
        ? []
        : Object.entries(was.exits).filter(([exit, to]) => isGone(to) && held(node.exits, exit) === null);
    return [id, emptied.length === 0 ? node : { ...node, exits: { ...node.exits, ...Object.fromEntries(emptied) } }];
  });
  const start = side.start === null && isGone(base.start) ? base.start : side.start;
  return { ...side, start, nodes: Object.fromEntries(nodes) };
}

/** A node that one side took away while the other worked on it, or led to it anew: gone or kept is for people to say. */
function answerRemoval(id: string, asked: Sides, sides: Sides, choose: Settle['choose']): void {
  const [my, their] = [held(asked.mine.nodes, id), held(asked.theirs.nodes, id)];
  if ((my === undefined) === (their === undefined)) return;
  const [remover, keeper]: [Side, Side] = my === undefined ? ['mine', 'theirs'] : ['theirs', 'mine'];
  const was = held(asked.base.nodes, id);
  const kept = my ?? their;
  if (was === undefined || kept === undefined) return;
  if (same(was, kept) && !leadsAnew(asked[keeper], asked.base, id)) return;
  const at = { id: `nodes.${id}`, fields: { base: '', mine: '', theirs: '' } };
  if (choose(at, my, their) === kept) {
    const { nodes, layout } = sides[remover];
    const place = held(sides.base.layout, id);
    sides[remover] = {
      ...sides[remover],
      nodes: { ...nodes, [id]: was },
      layout: place === undefined ? layout : { ...layout, [id]: place },
    };
  } else {
    const { [id]: _node, ...nodes } = sides[keeper].nodes;
    const { [id]: _place, ...layout } = sides[keeper].layout;
    sides[keeper] = { ...sides[keeper], nodes, layout };
  }
}

function leadsAnew(side: Definition, base: Definition, id: string): boolean {
  if (side.start === id && base.start !== id) return true;
  return Object.entries(side.nodes).some(([from, { exits }]) =>
    Object.entries(exits).some(([exit, to]) => to === id && held(held(base.nodes, from)?.exits, exit) !== id),
  );
}

function mergeNodes(settle: Settle, base: Parts, mine: Parts, theirs: Parts): Parts {
  const nodes: [string, FlowNode][] = [];
  for (const id of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const at = { id: `nodes.${id}`, fields: { base: '', mine: '', theirs: '' } };
    const node = mergeNode(settle, held(base, id), held(mine, id), held(theirs, id), at);
    if (node !== undefined) nodes.push([id, node]);
  }
  return Object.fromEntries(nodes);
}

/** A flow has at least one language: two who take away the other's leave none, and are asked. */
function mergeLanguages(settle: Settle, base: string[], mine: string[], theirs: string[]): unknown {
  const at = inside(TOP, 'languages');
  const merged = settleList(settle, undefined, base, mine, theirs, at);
  const isEmptied = Array.isArray(merged) && merged.length === 0 && mine.length > 0 && theirs.length > 0;
  return isEmptied ? settle.choose(at, mine, theirs) : merged;
}

type Layout = Definition['layout'];

/** Where both have moved the same cards is one question, not one for each card. */
function mergeLayout(
  nodes: Parts,
  base: Layout,
  mine: Layout,
  theirs: Layout,
  answers: Answers,
  clash: (moved: string[]) => void,
): Layout {
  const moved: string[] = [];
  const layout: [string, Place][] = [];
  for (const id of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const [was, my, their] = [held(base, id), held(mine, id), held(theirs, id)];
    let place: Place | undefined;
    if (same(my, their) || same(their, was)) place = my;
    else if (same(my, was)) place = their;
    else if (held(nodes, id) !== undefined || isMark(my ?? their)) {
      moved.push(id);
      place = answers['layout'] === 'theirs' ? (their ?? my) : (my ?? their);
    }
    if (place !== undefined) layout.push([id, place]);
  }
  if (moved.length > 0) clash(moved);
  return Object.fromEntries(layout);
}

/** A comment or group, which has its words in the layout. */
function isMark(place: Place | undefined): boolean {
  return place !== undefined && ('comment' in place || 'group' in place);
}

/** Exits that led to a node which is gone now lead nowhere, as after any removal. */
function withoutLooseEnds(merged: Definition, base: Definition, mine: Definition, theirs: Definition): Definition {
  const isGone = (id: string | null): boolean =>
    id !== null && held(base.nodes, id) !== undefined && held(merged.nodes, id) === undefined;
  const leftSo = (id: string | null, led: (side: Definition) => string | null | undefined): boolean =>
    id !== null && [mine, theirs].some((side) => held(side.nodes, id) === undefined && led(side) === id);
  let touched = false;
  const nodes = Object.entries(merged.nodes).map(([id, node]) => {
    const loose = Object.entries(node.exits).filter(
      ([exit, to]) => isGone(to) && !leftSo(to, (side) => held(held(side.nodes, id)?.exits, exit)),
    );
    if (loose.length === 0) return [id, node] as const;
    touched = true;
    const emptied = Object.fromEntries(loose.map(([exit]) => [exit, null]));
    return [id, { ...node, exits: { ...node.exits, ...emptied } }] as const;
  });
  const { start } = merged;
  const isLost = isGone(start) && !leftSo(start, (side) => side.start);
  if (!touched && !isLost) return merged;
  return { ...merged, start: isLost ? null : start, nodes: Object.fromEntries(nodes) };
}

/** Each conflict with the changes that make it up, in the words of the comparison. */
function told(clashes: readonly Clash[], base: Definition, mine: Definition, theirs: Definition): Conflict[] {
  if (clashes.length === 0) return [];
  const changes = { mine: compare(base, mine), theirs: compare(base, theirs) };
  return clashes.map(({ at, ...conflict }) => {
    const drafts = { mine, theirs };
    const of = (side: Side): Change[] =>
      changes[side].filter((change) => isAbout(change, conflict, at.fields[side], drafts[side]));
    return { ...conflict, mine: of('mine'), theirs: of('theirs') };
  });
}

function isAbout(
  change: Change,
  { nodeId, id }: Pick<Conflict, 'nodeId' | 'id'>,
  field: string,
  { nodes }: Definition,
): boolean {
  if (nodeId !== undefined && field === '') {
    const leads = change.what === 'exit.rewired' || change.what === 'start.changed';
    if (leads && change.after === nodeId) return true;
    const added = change.what === 'node.added' ? held(nodes, change.nodeId ?? '') : undefined;
    if (added !== undefined && Object.values(added.exits).includes(nodeId)) return true;
  }
  if (change.nodeId !== nodeId) return false;
  // A choice and where it leads: one may have taken it away, the other led it elsewhere.
  if (change.what === 'exit.rewired' && change.exit?.endsWith(`:${id.split('.').at(-1)}`)) return true;
  if (id.endsWith(ORDER) && !change.what.endsWith('.order')) return false;
  return field === '' || change.field === field || (change.field ?? '').startsWith(`${field}.`);
}

const ORDER = ' order';

function inside({ id, fields }: At, name: string): At {
  const path = (of: string): string => (of === '' ? name : `${of}.${name}`);
  return {
    id: path(id),
    fields: { base: path(fields.base), mine: path(fields.mine), theirs: path(fields.theirs) },
  };
}

/** The same definition, made of the parts of `base` where they are the same: what did not change keeps its identity. */
export function reusing(base: Definition, other: Definition): Definition {
  const part = <T>(was: T, is: T): T => (same(was, is) ? was : is);
  const parts = <T>(was: Record<string, T>, is: Record<string, T>): Record<string, T> =>
    same(was, is)
      ? was
      : Object.fromEntries(
          Object.entries(is).map(([id, one]) => {
            const before = held(was, id);
            return [id, before === undefined ? one : part(before, one)];
          }),
        );
  return {
    ...other,
    nodes: parts(base.nodes, other.nodes),
    layout: parts(base.layout, other.layout),
    languages: part(base.languages, other.languages),
    variables: parts(base.variables, other.variables),
  };
}
