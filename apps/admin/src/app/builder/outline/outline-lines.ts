import { type Definition, type Exit, type Language, exitsOf } from '@calldocker/flow-engine';

interface Via {
  nodeId: string;
  exit: string;
  label: string;
  key: string | null;
}

/** One row of the outline, in the order visitors meet things. */
export type OutlineLine =
  | { type: 'node'; key: string; depth: number; id: string; via: Via | null }
  /** An exit to a node that stands elsewhere, or, without `to`, to nothing yet. */
  | { type: 'exit'; key: string; depth: number; via: Via; to: string | null; fallback: string | null };

/** The whole flow as a tree: every node once, where it is first met; other exits name where they lead. */
export function outlineLines(draft: Definition, language: Language): OutlineLine[] {
  const lines: OutlineLine[] = [];
  const seen = new Set<string>();
  const led = new Set(Object.values(draft.nodes).flatMap((node) => Object.values(node.exits)));
  const loose = Object.keys(draft.nodes).filter((id) => !led.has(id));
  for (const root of [...(draft.start === null ? [] : [draft.start]), ...loose, ...Object.keys(draft.nodes)]) {
    const open: { id: string; depth: number; via: Via | null; exit: Exit | null }[] = [
      { id: root, depth: 1, via: null, exit: null },
    ];
    for (let next = open.pop(); next; next = open.pop()) {
      const { id, depth, via, exit } = next;
      const node = draft.nodes[id];
      if (!node || seen.has(id)) {
        if (via) lines.push(exitLine(via, exit, node ? id : null, depth));
        continue;
      }
      seen.add(id);
      lines.push({ type: 'node', key: id, depth, id, via });
      for (const one of exitsOf(node, language).toReversed()) {
        const from = { nodeId: id, exit: one.id, label: one.label, key: keyOf(draft, id, one.id) };
        open.push({ id: node.exits[one.id] ?? '', depth: depth + 1, via: from, exit: one });
      }
    }
  }
  return lines;
}

function exitLine(via: Via, exit: Exit | null, to: string | null, depth: number): OutlineLine {
  return { type: 'exit', key: `${via.nodeId} ${via.exit}`, depth, via, to, fallback: exit?.fallback ?? null };
}

function keyOf(draft: Definition, id: string, exit: string): string | null {
  const node = draft.nodes[id];
  if (node?.kind !== 'menu') return null;
  return node.choices.find((choice) => `choice:${choice.id}` === exit)?.key ?? null;
}
