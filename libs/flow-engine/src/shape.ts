/** What is wrong with the way the nodes of a flow hang together. */
import type { Definition, FlowNode } from './definition.js';
import { depthFirst, groups, leadingTo, longestChains, reachable } from './graph.js';
import { nodeTitle } from './inspector.js';
import { issue, type Issue } from './issues.js';
import { kindOf } from './kinds.js';
import { LIMITS } from './limits.js';
import { own } from './own.js';
import type { IssueCode } from './repairs.js';
import { edgesOf, type Wired, type Wiring } from './wiring.js';

/** Circles that are told; with more of them nobody reads on. */
const CIRCLES = 20;

/** The nodes that visitors can come to; none while nothing is the start. */
export function checkShape({ nodes, start }: Definition, wiring: Wiring, issues: Issue[]): ReadonlySet<string> {
  const report: Report = (code, nodeId, message) => {
    issues.push(issue('error', code, { nodeId }, `${titleOf(nodes, nodeId)}: ${message}`));
  };
  const reached = start === null ? new Set<string>() : reachable(start, edgesOf(wiring));
  if (reached.size > 0) {
    for (const nodeId of Object.keys(nodes)) {
      if (!reached.has(nodeId)) report('node.unreachable', nodeId, 'no visitor can get here.');
    }
    checkTraps(nodes, reached, wiring, report);
  }
  checkCircles(nodes, wiring, report);
  return reached;
}

type Report = (code: IssueCode, nodeId: string, message: string) => void;
type Nodes = Readonly<Record<string, FlowNode>>;

/** Every way comes to an End or to a person. Where exits lead nowhere yet, one may still be to come. */
function checkTraps(nodes: Nodes, reached: ReadonlySet<string>, wiring: Wiring, report: Report): void {
  const edges = edgesOf(wiring, reached);
  const arrived = [...reached].filter((nodeId) => {
    const wired = wiring.get(nodeId);
    return wired === undefined || isLoose(wired) || reachesPerson(nodes, nodeId);
  });
  const safe = leadingTo(arrived, edges);
  const trapped = new Set(Object.keys(nodes).filter((nodeId) => reached.has(nodeId) && !safe.has(nodeId)));
  for (const trap of groups(trapped, edges)) {
    const [first = ''] = trap;
    const names = trap.length > 1 ? ` (${listed(nodes, trap)})` : '';
    report('flow.trap', first, `no way leads on from here to an End or to a person${names}.`);
  }
}

/** An End, or a node whose exits do not all lead to a node. */
function isLoose({ exits, ways }: Wired): boolean {
  return exits.length === 0 || ways.length < exits.length;
}

function reachesPerson(nodes: Nodes, nodeId: string): boolean {
  const node = own(nodes, nodeId);
  return node !== undefined && kindOf(node)?.reachesPerson === true;
}

/** Between two stops the engine goes a bounded number of steps. */
function checkCircles(nodes: Nodes, wiring: Wiring, report: Report): void {
  const edges = new Map<string, readonly string[]>();
  for (const [nodeId, node] of Object.entries(nodes)) {
    const kind = kindOf(node);
    const { exits = [], ways = [] } = wiring.get(nodeId) ?? {};
    // An End is a stop too. Some that wait may be left at once.
    const through = kind?.waits === false ? ways : ways.filter(({ exit }) => kind?.atOnce?.includes(exit));
    if (kind?.waits === false ? exits.length > 0 : through.length > 0)
      edges.set(
        nodeId,
        through.map(({ to }) => to),
      );
  }
  const { order, cycles } = depthFirst(edges.keys(), edges);
  for (const cycle of cycles.slice(0, CIRCLES)) {
    const message =
      cycle.length === 1
        ? 'leads to itself without a stop.'
        : `goes round in a circle without a stop (${listed(nodes, cycle)}).`;
    report('flow.circle', cycle[0] ?? '', message);
  }
  if (cycles.length > 0) return;
  const chains = longestChains(order, edges);
  // Not `Math.max(...)`: that many arguments do not fit on every stack.
  const longest = [...chains.values()].reduce((most, length) => Math.max(most, length), 0);
  // The wait or the end after the chain is a step as well.
  if (longest >= LIMITS.steps) {
    const first = order.findLast((nodeId) => chains.get(nodeId) === longest) ?? '';
    report('limit.steps', first, `more than ${LIMITS.steps - 1} nodes in a row without a stop.`);
  }
}

function listed(nodes: Nodes, nodeIds: readonly string[]): string {
  const names = nodeIds.slice(0, 5).map((nodeId) => titleOf(nodes, nodeId));
  return `${names.join(', ')}${nodeIds.length > 5 ? ' …' : ''}`;
}

function titleOf(nodes: Nodes, nodeId: string): string {
  const node = own(nodes, nodeId);
  return node === undefined ? nodeId : nodeTitle(node);
}
