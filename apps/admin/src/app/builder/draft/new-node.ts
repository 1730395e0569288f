import { type Definition, type FlowNode, type Language, type NodeKind, kinds } from '@calldocker/flow-engine';

/** A node as the palette makes it, under a name that the flow does not have yet: "Video", "Video 2". */
export function newNode(kind: NodeKind, draft: Definition, language: Language): FlowNode {
  const node: FlowNode = kinds[kind].create(language);
  return { ...node, name: freeName(node.name, new Set(Object.values(draft.nodes).map(({ name }) => name))) };
}

/** "Menu", "Menu 2"; a copy of "Menu 2" is "Menu 3". */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  const stem = wanted.replace(/ \d{1,4}$/, '');
  let n = 2;
  while (taken.has(`${stem} ${n}`)) n++;
  return `${stem} ${n}`;
}
