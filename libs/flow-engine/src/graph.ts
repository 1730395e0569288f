/** Questions about a flow's shape. Loops, not recursion: a flow may be 2,000 nodes long. */
export type Edges = ReadonlyMap<string, readonly string[]>;

export function reachable(start: string, edges: Edges): Set<string> {
  return spread([start], edges);
}

/** The nodes from which a way leads to one of `ends`, themselves included. */
export function leadingTo(ends: Iterable<string>, edges: Edges): Set<string> {
  return spread(ends, reversed(edges));
}

/** The given nodes in groups: two are in one group when edges between given nodes join them, whatever their direction. */
export function groups(nodes: ReadonlySet<string>, edges: Edges): string[][] {
  const back = reversed(edges);
  const joined = new Map<string, string[]>();
  for (const node of nodes) {
    const near = [...(edges.get(node) ?? []), ...(back.get(node) ?? [])];
    joined.set(
      node,
      near.filter((other) => nodes.has(other)),
    );
  }
  const groupOf = new Map<string, string[]>();
  for (const node of nodes) {
    if (groupOf.has(node)) continue;
    const group: string[] = [];
    for (const member of spread([node], joined)) groupOf.set(member, group);
  }
  // In the order of the nodes.
  for (const node of nodes) groupOf.get(node)?.push(node);
  return [...new Set(groupOf.values())];
}

function spread(from: Iterable<string>, edges: Edges): Set<string> {
  const seen = new Set<string>();
  const open = [...from];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node) || !edges.has(node)) continue;
    seen.add(node);
    for (const to of edges.get(node) ?? []) open.push(to);
  }
  return seen;
}

function reversed(edges: Edges): Map<string, string[]> {
  const back = new Map<string, string[]>();
  for (const node of edges.keys()) back.set(node, []);
  for (const [from, targets] of edges) for (const to of targets) back.get(to)?.push(from);
  return back;
}

/** Nodes in all the cycles that are told: a tangle has more of them than fit into memory. */
const CYCLE_NODES = 20_000;

/**
 * The nodes in an order in which each comes after all it leads to, and the nodes of a cycle for each of the first found.
 * Only edges between the given nodes count.
 */
export function depthFirst(nodes: Iterable<string>, edges: Edges): { order: string[]; cycles: string[][] } {
  const order: string[] = [];
  const cycles: string[][] = [];
  const state = new Map<string, 'open' | 'done'>();
  let told = 0;
  for (const root of nodes) {
    if (state.has(root)) continue;
    const path = [{ node: root, next: 0 }];
    state.set(root, 'open');
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const to = edges.get(top.node)?.[top.next++];
      if (to === undefined) {
        state.set(top.node, 'done');
        order.push(top.node);
        path.pop();
      } else if (state.get(to) === 'open') {
        if (told > CYCLE_NODES) continue;
        const cycle = path.slice(path.findIndex(({ node }) => node === to)).map(({ node }) => node);
        told += cycle.length;
        cycles.push(cycle);
      } else if (!state.has(to) && edges.has(to)) {
        state.set(to, 'open');
        path.push({ node: to, next: 0 });
      }
    }
  }
  return { order, cycles };
}

/** How many nodes one can pass through from each node, itself included; the edges have no cycle. */
export function longestChains(order: readonly string[], edges: Edges): Map<string, number> {
  const chains = new Map<string, number>();
  for (const node of order) {
    const longest = (edges.get(node) ?? []).reduce((most, to) => Math.max(most, chains.get(to) ?? 0), 0);
    chains.set(node, longest + 1);
  }
  return chains;
}
