/** Rows of a form that an author puts in order: arms, answers, headers. */
import type { MenuAction } from '../../ui/more-menu';

/** The list with the row at `from` moved to `to`; the same list when there is nothing to move. */
export function moved<Row>(rows: readonly Row[], from: number, to: number): Row[] {
  const row = rows[from];
  if (row === undefined || to < 0 || to >= rows.length || to === from) return [...rows];
  return rows.toSpliced(from, 1).toSpliced(to, 0, row);
}

interface Place {
  index: number;
  count: number;
  /** Below so many, none can be removed. */
  least?: number;
  move(to: number): void;
  remove(): void;
}

/** What the menu of a row offers: the equal of dragging it, and taking it away. */
export function rowActions({ index, count, least = 0, move, remove }: Place): MenuAction[] {
  const actions: MenuAction[] = [];
  if (index > 0) actions.push({ label: 'Move up', run: () => move(index - 1) });
  if (index < count - 1) actions.push({ label: 'Move down', run: () => move(index + 1) });
  if (count > least) actions.push({ label: 'Remove', run: () => remove(), danger: true });
  return actions;
}
