export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

/** The piece that an arrow leads to, in rows of so many; null at an edge. */
export function neighbour(
  order: readonly string[],
  from: string,
  arrow: Arrow,
  { columns, rtl }: { columns: number; rtl: boolean },
): string | null {
  const at = order.indexOf(from);
  if (at < 0) return null;
  const forward = rtl ? 'ArrowLeft' : 'ArrowRight';
  const step = arrow === 'ArrowDown' ? columns : arrow === 'ArrowUp' ? -columns : arrow === forward ? 1 : -1;
  const to = at + step;
  if (to < 0) return null;
  if (to < order.length) return order[to] ?? null;
  // Down from above a short last row: to its end, rather than nowhere.
  const last = order.length - 1;
  return arrow === 'ArrowDown' && Math.floor(last / columns) > Math.floor(at / columns) ? (order[last] ?? null) : null;
}
