import { type Definition, type FlowNode, type Language, type NodeKind, kinds } from '@calldocker/flow-engine';

/** A node as the palette makes it, under a name that the flow does not have yet: "Video", "Video 2". */
export function newNode(kind: NodeKind, draft: Definition, language: Language): FlowNode {
  const node: FlowNode = kinds[kind].create(language);
  return { ...node, name: freeName(node.name, draft) };
}

function freeName(wanted: string, draft: Definition): string {
  const taken = new Set(Object.values(draft.nodes).map((node) => node.name));
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${wanted} ${n}`;
  return name;
}
