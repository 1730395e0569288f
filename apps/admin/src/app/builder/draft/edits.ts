/**
 * Every act on a draft as a pure function: definition in, definition out. What an act did not touch keeps its identity, so
 * the canvas redraws only what changed, and an act that changes nothing returns the very definition it was given.
 */
import {
  type Background,
  type Definition,
  type FlowNode,
  type Place,
  type Point,
  type VariableDeclaration,
  exitsOf,
} from '@calldocker/flow-engine';
import { isMark } from './marks';

/** One exit of one node: where an edge begins. */
export interface ExitRef {
  nodeId: string;
  exit: string;
}

export const sameExit = (a: ExitRef | null, b: ExitRef | null): boolean =>
  a === b || (a !== null && b !== null && a.nodeId === b.nodeId && a.exit === b.exit);

export function addNode(draft: Definition, id: string, node: FlowNode, at: Point): Definition {
  return {
    ...draft,
    start: draft.start ?? id,
    nodes: { ...draft.nodes, [id]: node },
    layout: { ...draft.layout, [id]: rounded(at) },
  };
}

/** Moves nodes, comments and groups. */
export function move(draft: Definition, places: Readonly<Record<string, Point>>): Definition {
  const moved = Object.entries(places).flatMap(([id, to]): [string, Place][] => {
    const from = draft.layout[id];
    if (!draft.nodes[id] && !isMark(from)) return [];
    if (from && Math.round(to.x) === from.x && Math.round(to.y) === from.y) return [];
    return [[id, { ...from, ...rounded(to) }]];
  });
  if (moved.length === 0) return draft;
  return { ...draft, layout: { ...draft.layout, ...Object.fromEntries(moved) } };
}

/** `to: null` takes the edge away. */
export function connect(draft: Definition, from: ExitRef, to: string | null): Definition {
  const node = draft.nodes[from.nodeId];
  if (!node || (to !== null && !draft.nodes[to]) || (node.exits[from.exit] ?? null) === to) return draft;
  return withNode(draft, from.nodeId, { ...node, exits: { ...node.exits, [from.exit]: to } });
}

/** Puts an unconnected node into an edge: what led from A to B now leads from A over it to B, by its first exit. */
export function insertOnEdge(draft: Definition, id: string, edge: ExitRef): Definition {
  const inserted = draft.nodes[id];
  const target = draft.nodes[edge.nodeId]?.exits[edge.exit];
  if (!inserted || !target || edge.nodeId === id || target === id) return draft;
  const exit = exitsOf(inserted)[0];
  const led = exit ? connect(draft, { nodeId: id, exit: exit.id }, target) : draft;
  return connect(led, edge, id);
}

/**
 * Takes nodes away; comments and groups too. What led to a node with one way on leads that way now, so that a chain stays
 * whole; what led to any other leads nowhere.
 */
export function remove(draft: Definition, ids: Iterable<string>): Definition {
  const gone = new Set([...ids].filter((id) => draft.nodes[id] || isMark(draft.layout[id])));
  if (gone.size === 0) return draft;
  const stays = ([id]: [string, unknown]): boolean => !gone.has(id);
  const layout = Object.fromEntries(Object.entries(draft.layout).filter(stays));
  if (![...gone].some((id) => draft.nodes[id])) return { ...draft, layout };
  const nodes = Object.entries(draft.nodes)
    .filter(stays)
    .map(([id, node]) => [id, ledPast(node, id, gone, draft)]);
  const start = draft.start !== null && gone.has(draft.start) ? null : draft.start;
  return { ...draft, start, nodes: Object.fromEntries(nodes), layout };
}

/** Replaces a node's data. Edges of exits that the new data no longer has (a removed menu choice) go with them. */
export function updateNode(draft: Definition, id: string, node: FlowNode): Definition {
  const before = draft.nodes[id];
  if (!before || before === node) return draft;
  const kept = new Set(exitsOf(node).map((exit) => exit.id));
  const exits = Object.entries(node.exits).filter(([exit]) => kept.has(exit));
  const pruned = exits.length === Object.keys(node.exits).length ? node : { ...node, exits: Object.fromEntries(exits) };
  return withNode(draft, id, pruned);
}

/** Puts a menu's choice, or a branch's row, one earlier or later: visitors meet them in this order. */
export function moveExit(draft: Definition, { nodeId, exit }: ExitRef, by: 1 | -1): Definition {
  const node = draft.nodes[nodeId];
  if (node?.kind === 'menu') {
    const choices = swapped(node.choices, exit, 'choice:', by);
    return choices ? withNode(draft, nodeId, { ...node, choices }) : draft;
  }
  if (node?.kind === 'branch') {
    const rows = swapped(node.rows, exit, 'row:', by);
    return rows ? withNode(draft, nodeId, { ...node, rows }) : draft;
  }
  return draft;
}

export function setStart(draft: Definition, id: string | null): Definition {
  return draft.start === id || (id !== null && !draft.nodes[id]) ? draft : { ...draft, start: id };
}

export function declareVariable(draft: Definition, name: string, declaration: VariableDeclaration): Definition {
  return { ...draft, variables: { ...draft.variables, [name]: declaration } };
}

export function forgetVariable(draft: Definition, name: string): Definition {
  if (!draft.variables[name]) return draft;
  const { [name]: _forgotten, ...variables } = draft.variables;
  return { ...draft, variables };
}

/** The order is the fallback order, so it is kept; a flow always has at least one language. */
export function setLanguages(draft: Definition, languages: readonly string[]): Definition {
  const unique = [...new Set(languages)];
  if (unique.length === 0 || unique.join() === draft.languages.join()) return draft;
  return { ...draft, languages: unique };
}

export function setCountry(draft: Definition, country: string | undefined): Definition {
  if (draft.country === country) return draft;
  const { country: _before, ...rest } = draft;
  return country === undefined ? rest : { ...rest, country };
}

/** Where the dock's e-mail goes; nothing written is no mailbox. */
export function setMailbox(draft: Definition, mailbox: string): Definition {
  if ((draft.mailbox ?? '') === mailbox) return draft;
  const { mailbox: _before, ...rest } = draft;
  return mailbox === '' ? rest : { ...rest, mailbox };
}

export function setBackground(draft: Definition, background: Background | undefined): Definition {
  if (draft.background === background) return draft;
  const { background: _before, ...rest } = draft;
  return background === undefined ? rest : { ...rest, background };
}

/** Whether the background sound is not heard at a node. */
export function setSilent(draft: Definition, id: string, silent: boolean): Definition {
  const node = draft.nodes[id];
  if (!node || silent === (node.background === 'silent')) return draft;
  const { background: _before, ...rest } = node;
  return withNode(draft, id, silent ? { ...node, background: 'silent' } : (rest as FlowNode));
}

function swapped<T extends { id: string }>(list: readonly T[], exit: string, prefix: string, by: 1 | -1): T[] | null {
  const from = list.findIndex(({ id }) => `${prefix}${id}` === exit);
  const [one, other] = [list[from], list[from + by]];
  if (!one || !other) return null;
  return list.map((entry) => (entry === one ? other : entry === other ? one : entry));
}

function withNode(draft: Definition, id: string, node: FlowNode): Definition {
  return { ...draft, nodes: { ...draft.nodes, [id]: node } };
}

/** The node without edges to those that are gone. An edge never comes back to where it leaves. */
function ledPast(node: FlowNode, id: string, gone: ReadonlySet<string>, draft: Definition): FlowNode {
  const exits = Object.entries(node.exits);
  if (!exits.some(([, to]) => to !== null && gone.has(to))) return node;
  const led = exits.map(([exit, to]): [string, string | null] => {
    const next = to !== null && gone.has(to) ? behind(draft, to, gone) : to;
    return [exit, next === id && to !== id ? null : next];
  });
  return { ...node, exits: Object.fromEntries(led) };
}

/** The first node behind these that stays, if there is only one way to it. */
function behind({ nodes }: Definition, from: string, gone: ReadonlySet<string>): string | null {
  const seen = new Set<string>();
  let at: string | null = from;
  while (at !== null && gone.has(at) && !seen.has(at)) {
    seen.add(at);
    const taken: string[] = Object.values(nodes[at]?.exits ?? {}).filter((to) => to !== null);
    at = taken.length === 1 ? (taken[0] ?? null) : null;
  }
  return at !== null && !gone.has(at) ? at : null;
}

function rounded(at: Point): Point {
  return { x: Math.round(at.x), y: Math.round(at.y) };
}
