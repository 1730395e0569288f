/** How many ways lead through a graph. */
import { leadingTo, type Edges } from './graph.js';

/** Steps after which counting stops: a few nodes that all lead to one another have more ways than can be counted. */
const STEPS = 200_000;

/** The ways from `start` to one of `ends` that come to no node twice, up to `most` of them. */
export function countPaths(start: string, ends: ReadonlySet<string>, edges: Edges, most: number): number {
  const useful = leadingTo(ends, edges);
  if (!useful.has(start)) return 0;
  let paths = 0;
  const onPath = new Set<string>();
  const path: { node: string; next: number }[] = [];
  const enter = (node: string): void => {
    onPath.add(node);
    path.push({ node, next: 0 });
    if (ends.has(node)) paths++;
  };
  enter(start);
  for (let steps = 0; steps < STEPS && paths < most; steps++) {
    const top = path.at(-1);
    if (top === undefined) break;
    const to = edges.get(top.node)?.[top.next++];
    if (to === undefined) {
      onPath.delete(top.node);
      path.pop();
    } else if (useful.has(to) && !onPath.has(to)) {
      enter(to);
    }
  }
  return paths;
}
