import { firstPages } from './first-pages';

const list = (all: readonly number[]) => (cursor: string | null) => {
  const from = Number(cursor ?? 0);
  const next = from + 2;
  return Promise.resolve({ items: all.slice(from, next), nextCursor: next < all.length ? String(next) : null });
};

describe('the first pages of a list', () => {
  it('are as many as were asked for, and tell that there are more', async () => {
    expect(await firstPages(2, list([1, 2, 3, 4, 5]))).toEqual({ items: [1, 2, 3, 4], more: true });
  });

  it('end with the list', async () => {
    expect(await firstPages(9, list([1, 2, 3]))).toEqual({ items: [1, 2, 3], more: false });
    expect(await firstPages(1, list([]))).toEqual({ items: [], more: false });
  });
});
