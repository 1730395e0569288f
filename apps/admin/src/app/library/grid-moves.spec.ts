import { neighbour } from './grid-moves';

// a b c
// d e
const order = ['a', 'b', 'c', 'd', 'e'];
const grid = { columns: 3, rtl: false };

describe('Arrows in a grid', () => {
  it('go along the row and from row to row', () => {
    expect(neighbour(order, 'a', 'ArrowRight', grid)).toBe('b');
    expect(neighbour(order, 'd', 'ArrowLeft', grid)).toBe('c');
    expect(neighbour(order, 'a', 'ArrowDown', grid)).toBe('d');
    expect(neighbour(order, 'e', 'ArrowUp', grid)).toBe('b');
  });

  it('stop at the edges', () => {
    expect(neighbour(order, 'a', 'ArrowLeft', grid)).toBeNull();
    expect(neighbour(order, 'b', 'ArrowUp', grid)).toBeNull();
    expect(neighbour(order, 'e', 'ArrowRight', grid)).toBeNull();
    expect(neighbour(order, 'd', 'ArrowDown', grid)).toBeNull();
  });

  it('reach a short last row from above its gap', () => {
    expect(neighbour(order, 'c', 'ArrowDown', grid)).toBe('e');
  });

  it('turn round where one writes from right to left', () => {
    expect(neighbour(order, 'a', 'ArrowLeft', { ...grid, rtl: true })).toBe('b');
    expect(neighbour(order, 'b', 'ArrowRight', { ...grid, rtl: true })).toBe('a');
  });
});
