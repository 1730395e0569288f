/**
 * Nodes on their way through the clipboard. A clipping is a small definition: what was copied, its places, and the
 * variables it names. As text it goes to other flows and other tabs; text that comes in is read as a stranger's.
 */
import {
  type Definition,
  EngineError,
  type FlowNode,
  LIMITS,
  type Place,
  type Point,
  inspectTemplate,
  migrate,
  partsOf,
} from '@calldocker/flow-engine';
import { isMark } from './marks';
import { freeName } from './new-node';
import { newNodeId, takenIds } from './node-id';

const MARK = 'nodes';
/** Larger than any flow is; what is longer is not looked at. */
const LONGEST = 8_000_000;

export class ClippingRefused extends Error {}

export interface Pasted {
  definition: Definition;
  /** What is new, in the order of the clipping: nodes, then comments and groups. */
  ids: string[];
  /** Variables that came along. */
  declared: string[];
  /** Variables that are named and declared neither here nor there. */
  missing: string[];
  /** Variables that are of another type here. */
  differing: string[];
}

/** Nodes with what they need, comments and groups. Exits to nodes that stay behind lead nowhere. */
export function clip(draft: Definition, ids: Iterable<string>): Definition {
  const chosen = new Set(ids);
  const nodes: Record<string, FlowNode> = {};
  const layout: Record<string, Place> = {};
  for (const [id, node] of Object.entries(draft.nodes))
    if (chosen.has(id)) nodes[id] = withExits(node, (to) => (chosen.has(to) ? to : null));
  for (const [id, place] of Object.entries(draft.layout))
    if (chosen.has(id) && (nodes[id] || isMark(place))) layout[id] = place;
  const named = variablesIn(nodes, draft);
  const variables = Object.fromEntries(Object.entries(draft.variables).filter(([name]) => named.has(name)));
  const start = draft.start !== null && chosen.has(draft.start) ? draft.start : null;
  return { spec: draft.spec, start, nodes, languages: draft.languages, variables, layout };
}

export function textOf(clipping: Definition): string {
  return JSON.stringify({ calldocker: MARK, flow: clipping });
}

/** Null for text that is none of ours; throws `ClippingRefused`, with a sentence, for what claims to be but is not. */
export function readClipping(text: string): Definition | null {
  if (!text.trimStart().startsWith('{') || text.length > LONGEST) return null;
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || !('calldocker' in value) || value.calldocker !== MARK) return null;
  try {
    return migrate('flow' in value ? value.flow : undefined);
  } catch (caught) {
    if (!(caught instanceof EngineError)) throw caught;
    throw new ClippingRefused(
      caught.code === 'definition.newer-spec' ? caught.message : 'What was copied is damaged. Copy the nodes again.',
    );
  }
}

/** Puts a clipping into the draft under new ids and free names, moved by `by`. */
export function paste(draft: Definition, clipping: Definition, by: Point): Pasted {
  const count = Object.keys(clipping.nodes).length;
  if (Object.keys(draft.nodes).length + count > LIMITS.nodes)
    throw new ClippingRefused(`A flow holds ${LIMITS.nodes} nodes at most. Call another flow for the rest.`);
  const taken = takenIds(draft);
  const ids = new Map<string, string>();
  for (const id of takenIds(clipping)) {
    if (!held(clipping.nodes, id) && !isMark(held(clipping.layout, id))) continue;
    const fresh = newNodeId(taken);
    taken.add(fresh);
    ids.set(id, fresh);
  }
  if (taken.size > LIMITS.places) throw new ClippingRefused('There is no room for more comments and groups.');
  const nodes = { ...draft.nodes };
  const layout = { ...draft.layout };
  const names = new Set(Object.values(draft.nodes).map((node) => node.name));
  for (const [id, fresh] of ids) {
    const at = held(clipping.layout, id) ?? { x: 0, y: 0 };
    layout[fresh] = { ...at, x: Math.round(at.x + by.x), y: Math.round(at.y + by.y) };
    const node = held(clipping.nodes, id);
    if (!node) continue;
    const name = freeName(node.name, names);
    names.add(name);
    nodes[fresh] = { ...withExits(node, (to) => ids.get(to) ?? null), name };
  }
  const { variables, ...about } = withVariables(draft, clipping);
  const first = clipping.start ?? Object.keys(clipping.nodes)[0];
  const start = draft.start ?? (first === undefined ? null : (ids.get(first) ?? null));
  return { definition: { ...draft, start, nodes, layout, variables }, ids: [...ids.values()], ...about };
}

type Variables = Pick<Definition, 'variables'> & Pick<Pasted, 'declared' | 'missing' | 'differing'>;

function withVariables(draft: Definition, clipping: Definition): Variables {
  const declared: string[] = [];
  const missing: string[] = [];
  const differing: string[] = [];
  const variables = { ...draft.variables };
  for (const name of variablesIn(clipping.nodes, clipping, draft)) {
    const [here, there] = [held(draft.variables, name), held(clipping.variables, name)];
    if (here) {
      if (there && there.type !== here.type) differing.push(name);
    } else if (there && Object.keys(variables).length < LIMITS.variables) {
      variables[name] = there;
      declared.push(name);
    } else missing.push(name);
  }
  return { variables: declared.length > 0 ? variables : draft.variables, declared, missing, differing };
}

/** Names that the nodes quote, compare or write. Of an expression, the words that are declared names. */
function variablesIn(nodes: Definition['nodes'], ...flows: Definition[]): Set<string> {
  const known = new Set(flows.flatMap(({ variables }) => Object.keys(variables)));
  const found = new Set<string>();
  for (const node of Object.values(nodes)) {
    const { texts, templates, expressions, variables } = partsOf(node);
    const quoted = [...texts.flatMap(({ values }) => Object.values(values)), ...templates.map((one) => one.template)];
    for (const template of quoted) for (const name of inspectTemplate(template).names) found.add(name);
    for (const { expression } of expressions)
      for (const [word] of expression.matchAll(/[A-Za-z]\w*/g)) if (known.has(word)) found.add(word);
    for (const { name } of variables) if (name !== '') found.add(name);
  }
  return found;
}

function withExits(node: FlowNode, follow: (to: string) => string | null): FlowNode {
  const exits = Object.entries(node.exits).map(([exit, to]) => [exit, to === null ? null : follow(to)]);
  return { ...node, exits: Object.fromEntries(exits) };
}

function held<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Any text may be on the clipboard: what is no JSON is not for us.
    return null;
  }
}
