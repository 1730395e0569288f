import type { Page } from '../api/types';

/** So many pages of a list, one after the other, and whether there are more. */
export async function firstPages<T>(
  count: number,
  load: (cursor: string | null) => Promise<Page<T>>,
): Promise<{ items: T[]; more: boolean }> {
  const items: T[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < count; page++) {
    const answer: Page<T> = await load(cursor);
    items.push(...answer.items);
    cursor = answer.nextCursor;
    if (cursor === null) break;
  }
  return { items, more: cursor !== null };
}
