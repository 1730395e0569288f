/**
 * Which variables may have no value where they are used: on the way there is no answer, no assignment and no test that
 * gives them one. A set of variables is a row of bits, so that 2,000 nodes and 200 variables take a moment.
 */
import type { Definition, FlowNode, VariableValue } from './definition.js';
import { checkExpression } from './expressions.js';
import { nodeTitle } from './inspector.js';
import { issue, type Issue } from './issues.js';
import type { Read } from './kind.types.js';
import { kindOf } from './kinds.js';
import { own } from './own.js';
import { partsOf } from './parts.js';
import { inspect } from './templates.js';
import { initialValues } from './variables.js';
import type { Way, Wiring } from './wiring.js';

type Bits = Uint32Array;

/** A connection, and what is known of the variables of those who take it. */
interface Edge {
  from: number;
  to: number;
  gains: Bits | undefined;
  loses: Bits | undefined;
}

/** Warns of each variable that a node uses and that may have no value there. */
export function checkDataflow(
  definition: Definition,
  wiring: Wiring,
  reached: ReadonlySet<string>,
  issues: Issue[],
): void {
  const { start, nodes, variables } = definition;
  const begins = initialValues(definition);
  const names = new Map(Object.keys(variables).map((name, bit) => [name, bit]));
  if (start === null || names.size === 0 || reached.size === 0) return;

  const nodeIds = Object.keys(nodes).filter((nodeId) => reached.has(nodeId));
  const indexOf = new Map(nodeIds.map((nodeId, index) => [nodeId, index]));
  const flow = new Flow(nodeIds.length, names);
  for (const [index, nodeId] of nodeIds.entries()) {
    const node = own(nodes, nodeId);
    if (node !== undefined) flow.connect(index, node, wiring.get(nodeId)?.ways ?? [], indexOf);
  }
  const first = indexOf.get(start) ?? 0;
  flow.solve(first, begins);
  for (const [index, nodeId] of nodeIds.entries()) {
    const node = own(nodes, nodeId);
    if (node === undefined) continue;
    const told = new Set<string>();
    for (const { variable, field } of readsOf(node, variables)) {
      const bit = names.get(variable);
      if (bit === undefined || told.has(variable) || flow.hasValue(index, bit)) continue;
      told.add(variable);
      const way = flow.wayWithout(bit, index).map((at) => titleOf(nodes, nodeIds[at]));
      issues.push(
        issue(
          'warning',
          'variable.maybe-unset',
          { nodeId, field, name: variable },
          `${nodeTitle(node)}: ${variable} may have no value here, ${wayIn(way)}.`,
        ),
      );
    }
  }
}

/** What a node needs to have a value. */
function readsOf(node: FlowNode, variables: Definition['variables']): Read[] {
  const { texts, templates, expressions } = partsOf(node);
  const quoted: Read[] = [];
  for (const { field, values } of texts) {
    for (const [language, template] of Object.entries(values)) quote(template, `${field}.${language}`, quoted);
  }
  for (const { field, template } of templates) quote(template, field, quoted);
  for (const { field, expression } of expressions) {
    const checked = checkExpression(expression, variables);
    if (checked.problem !== undefined) continue;
    for (const variable of checked.needs) quoted.push({ variable, field });
  }
  return kindOf(node)?.reads?.(node, quoted) ?? quoted;
}

function quote(template: string, field: string, reads: Read[]): void {
  if (!template.includes('{')) return;
  for (const variable of inspect(template).names) reads.push({ variable, field });
}

function titleOf(nodes: Readonly<Record<string, FlowNode>>, nodeId = ''): string {
  const node = own(nodes, nodeId);
  return node === undefined ? nodeId : nodeTitle(node);
}

function wayIn(way: readonly string[]): string {
  if (way.length === 0) return 'where the flow begins';
  const shown = way.slice(-SHOWN);
  return `for example by way of ${way.length > SHOWN ? '… ' : ''}${shown.join(', ')}`;
}

/** Nodes of a way that a message names: the nearest ones. */
const SHOWN = 4;

/** In place of the node before: the flow begins here. */
const FIRST = -1;

/** The value was taken away at a node, where the way without it begins. Its own inverse, and below FIRST. */
function takenAt(node: number): number {
  return -2 - node;
}

class Flow {
  private readonly words: number;
  private readonly edges: Edge[][];
  /** Per node, the variables that may have no value when it is entered; absent where nobody was yet. */
  private readonly unset: (Bits | undefined)[];
  /** Per node and variable, from where one comes without a value. It was known there before, so a way has no circle. */
  private readonly origins: Int32Array;

  constructor(
    nodes: number,
    private readonly bits: ReadonlyMap<string, number>,
  ) {
    this.words = Math.ceil(bits.size / 32);
    this.edges = Array.from({ length: nodes }, () => []);
    this.unset = Array.from({ length: nodes }, () => undefined);
    this.origins = new Int32Array(nodes * this.words * 32);
  }

  connect(from: number, node: FlowNode, ways: readonly Way[], indexOf: ReadonlyMap<string, number>): void {
    const kind = kindOf(node);
    const written = [...(kind?.writes?.(node) ?? []), ...(kind?.assures?.(node) ?? [])];
    for (const { exit, to } of ways) {
      const edge: Edge = { from, to: indexOf.get(to) ?? from, gains: undefined, loses: undefined };
      // In order: the last word counts.
      for (const { variable, cleared, maybe, exit: only } of written) {
        const bit = only === undefined || only === exit ? this.bits.get(variable) : undefined;
        if (bit === undefined || maybe) continue;
        put(cleared ? (edge.loses ??= this.none()) : (edge.gains ??= this.none()), bit, true);
        put(cleared ? edge.gains : edge.loses, bit, false);
      }
      this.edges[from]?.push(edge);
    }
  }

  solve(first: number, begins: Readonly<Record<string, VariableValue>>): void {
    const unset = this.none();
    for (const [name, bit] of this.bits) {
      const value = own(begins, name);
      if (value !== undefined && value !== '') continue;
      put(unset, bit, true);
      this.origins[this.place(first, bit)] = FIRST;
    }
    this.unset[first] = unset;
    const open = [first];
    const isOpen = new Uint8Array(this.edges.length);
    // First come, first served: a node is looked at again after all that leads to it, and not once for each.
    for (let at = 0; at < open.length; at++) {
      const from = open[at] ?? 0;
      isOpen[from] = 0;
      for (const edge of this.edges[from] ?? []) {
        if (this.pass(edge) && isOpen[edge.to] === 0) {
          isOpen[edge.to] = 1;
          open.push(edge.to);
        }
      }
    }
  }

  hasValue(node: number, bit: number): boolean {
    return !has(this.unset[node], bit);
  }

  /** The last nodes of a way to a node on which the variable has no value; the node itself is left out. */
  wayWithout(bit: number, node: number): number[] {
    const way: number[] = [];
    const before = (of: number): number => this.origins[this.place(of, bit)] ?? FIRST;
    let at = before(node);
    for (; at >= 0 && way.length <= SHOWN; at = before(at)) way.push(at);
    if (at < FIRST) way.push(takenAt(at));
    return way.reverse();
  }

  /** Takes what may be unset over an edge; whether the node there did not know of some of it. */
  private pass({ from, to, gains, loses }: Edge): boolean {
    const source = this.unset[from];
    let changed = this.unset[to] === undefined;
    const target = (this.unset[to] ??= this.none());
    for (let word = 0; word < this.words; word++) {
      const lost = loses?.[word] ?? 0;
      const passed = ((source?.[word] ?? 0) & ~(gains?.[word] ?? 0)) | lost;
      const before = target[word] ?? 0;
      let added = passed & ~before;
      if (added === 0) continue;
      target[word] = before | passed;
      changed = true;
      while (added !== 0) {
        const mask = added & -added;
        const bit = word * 32 + 31 - Math.clz32(mask);
        this.origins[this.place(to, bit)] = (lost & mask) === 0 ? from : takenAt(from);
        added ^= mask;
      }
    }
    return changed;
  }

  private place(node: number, bit: number): number {
    return node * this.words * 32 + bit;
  }

  private none(): Bits {
    return new Uint32Array(this.words);
  }
}

function put(bits: Bits | undefined, bit: number, value: boolean): void {
  if (bits === undefined) return;
  const word = bit >>> 5;
  const mask = 1 << (bit & 31);
  bits[word] = value ? (bits[word] ?? 0) | mask : (bits[word] ?? 0) & ~mask;
}

function has(bits: Bits | undefined, bit: number): boolean {
  return ((bits?.[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
}
