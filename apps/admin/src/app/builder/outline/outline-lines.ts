import { type Definition, type Language, exitsOf } from '@calldocker/flow-engine';

interface Via {
  nodeId: string;
  exit: string;
  label: string;
  key: string | null;
}

/** One row of the outline, in the order visitors meet things. */
export type OutlineLine =
  | { type: 'node'; key: string; depth: number; id: string; via: Via | null }
  /** An exit to a node that stands elsewhere, or, without `to`, to nothing yet; `fallback` is the exit taken instead. */
  | { type: 'exit'; key: string; depth: number; via: Via; to: string | null; fallback: string | null };

/** The whole flow as a tree: every node once, where it is first met; other exits name where they lead. */
export function outlineLines(draft: Definition, language: Language): OutlineLine[] {
  const lines: OutlineLine[] = [];
  const seen = new Set<string>();
  const led = new Set(Object.values(draft.nodes).flatMap((node) => Object.values(node.exits)));
  const loose = Object.keys(draft.nodes).filter((id) => !led.has(id));
  for (const root of [...(draft.start === null ? [] : [draft.start]), ...loose, ...Object.keys(draft.nodes)]) {
    const open: { id: string; depth: number; via: Via | null; fallback: string | null }[] = [
      { id: root, depth: 1, via: null, fallback: null },
    ];
    for (let next = open.pop(); next; next = open.pop()) {
      const { id, depth, via, fallback } = next;
      const node = draft.nodes[id];
      if (!node || seen.has(id)) {
        if (via)
          lines.push({ type: 'exit', key: `${via.nodeId} ${via.exit}`, depth, via, to: node ? id : null, fallback });
        continue;
      }
      seen.add(id);
      lines.push({ type: 'node', key: id, depth, id, via });
      const exits = exitsOf(node, language);
      for (const one of exits.toReversed()) {
        const fallback = exits.find((other) => other.id === one.fallback)?.label ?? null;
        const from = { nodeId: id, exit: one.id, label: one.label, key: keyOf(draft, id, one.id) };
        open.push({ id: node.exits[one.id] ?? '', depth: depth + 1, via: from, fallback });
      }
    }
  }
  return lines;
}

function keyOf(draft: Definition, id: string, exit: string): string | null {
  const node = draft.nodes[id];
  if (node?.kind !== 'menu') return null;
  return node.choices.find((choice) => `choice:${choice.id}` === exit)?.key ?? null;
}
