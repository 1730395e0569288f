/** Questions about a flow's shape. Loops, not recursion: a flow may be 2,000 nodes long. */
export type Edges = ReadonlyMap<string, readonly string[]>;

export function reachable(start: string, edges: Edges): Set<string> {
  const seen = new Set<string>();
  const open = [start];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node) || !edges.has(node)) continue;
    seen.add(node);
    open.push(...(edges.get(node) ?? []));
  }
  return seen;
}

/**
 * The nodes in an order in which each comes after all it leads to, and the nodes of a cycle for each one found. Only edges
 * between the given nodes count.
 */
export function depthFirst(nodes: Iterable<string>, edges: Edges): { order: string[]; cycles: string[][] } {
  const order: string[] = [];
  const cycles: string[][] = [];
  const state = new Map<string, 'open' | 'done'>();
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
        cycles.push(path.slice(path.findIndex(({ node }) => node === to)).map(({ node }) => node));
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
