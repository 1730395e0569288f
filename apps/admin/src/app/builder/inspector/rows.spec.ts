/** @jest-environment node */
import { moved, rowActions } from './rows';

describe('moved', () => {
  it('puts a row elsewhere and leaves the others in their order', () => {
    expect(moved(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd']);
    expect(moved(['a', 'b', 'c', 'd'], 3, 1)).toEqual(['a', 'd', 'b', 'c']);
  });

  it.each([
    [0, -1],
    [0, 2],
    [5, 0],
  ])('changes nothing for a move from %i to %i of two', (from, to) => {
    expect(moved(['a', 'b'], from, to)).toEqual(['a', 'b']);
  });
});

describe('rowActions', () => {
  const labels = (index: number, count: number, least?: number) =>
    rowActions({ index, count, least, move: () => undefined, remove: () => undefined }).map(({ label }) => label);

  it('offers the ways there are', () => {
    expect(labels(0, 3)).toEqual(['Move down', 'Remove']);
    expect(labels(1, 3)).toEqual(['Move up', 'Move down', 'Remove']);
    expect(labels(2, 3)).toEqual(['Move up', 'Remove']);
  });

  it('keeps as many as there have to be', () => {
    expect(labels(0, 2, 2)).toEqual(['Move down']);
    expect(labels(0, 1, 1)).toEqual([]);
  });
});
