/** Rows as a tree: which are seen, what stands where among its siblings, and where a key leads. */
import type { OutlineLine } from './outline-lines';

export interface Row {
  line: OutlineLine;
  /** Null: nothing within. */
  expanded: boolean | null;
  /** From 1, among the rows that stand within the same one. */
  position: number;
  siblings: number;
}

export function rowsOf(lines: readonly OutlineLine[], collapsed: ReadonlySet<string>): Row[] {
  const rows: Row[] = [];
  let hiddenBelow = Infinity;
  const open: Row[][] = [];
  const close = (depth: number): void => {
    for (const group of open.splice(depth)) for (const row of group) row.siblings = group.length;
  };
  for (const [index, line] of lines.entries()) {
    if (line.depth > hiddenBelow) continue;
    hiddenBelow = Infinity;
    const parent = (lines[index + 1]?.depth ?? 0) > line.depth;
    const expanded = parent ? !collapsed.has(line.key) : null;
    if (expanded === false) hiddenBelow = line.depth;
    close(line.depth);
    const group = (open[line.depth - 1] ??= []);
    const row: Row = { line, expanded, position: group.length + 1, siblings: 0 };
    group.push(row);
    rows.push(row);
  }
  close(0);
  return rows;
}

/** What an arrow does on a row: another row, or this one opened or closed (WAI-ARIA Authoring Practices, tree view). */
export type Step = { to: number } | { open: boolean } | null;

export function step(rows: readonly Row[], at: number, key: string): Step {
  const row = rows[at];
  if (!row) return null;
  const { depth } = row.line;
  switch (key) {
    case 'ArrowDown':
      return { to: Math.min(at + 1, rows.length - 1) };
    case 'ArrowUp':
      return { to: Math.max(at - 1, 0) };
    case 'Home':
      return { to: 0 };
    case 'End':
      return { to: rows.length - 1 };
    case 'ArrowRight':
      if (row.expanded === null) return null;
      return row.expanded ? { to: at + 1 } : { open: true };
    case 'ArrowLeft': {
      if (row.expanded) return { open: false };
      const parent = rows.slice(0, at).findLastIndex((one) => one.line.depth < depth);
      return parent < 0 ? null : { to: parent };
    }
    default:
      return null;
  }
}
