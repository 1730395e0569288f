/** @jest-environment node */
import { snap } from './snap';

const box = (x: number, y: number, width = 180, height = 100) => ({ x, y, width, height });

describe('snap', () => {
  it('rests on the dots where no neighbour is near', () => {
    expect(snap(box(30, 60), [], 6)).toEqual({ at: { x: 22, y: 66 }, guides: [] });
    expect(snap(box(30, 60), [box(900, 900)], 6).at).toEqual({ x: 22, y: 66 });
  });

  it('comes into line with a neighbour within reach, and shows the line over both', () => {
    const { at, guides } = snap(box(404, 305), [box(400, 7)], 6);
    expect(at).toEqual({ x: 400, y: 308 });
    expect(guides).toEqual([{ upright: true, at: 400, from: 7, to: 408 }]);
  });

  it('takes middles and far edges as lines too, and the nearest of all', () => {
    expect(snap(box(3, 40, 180, 60), [box(400, 18, 180, 100)], 6).at.y).toBe(38);
    expect(snap(box(104, 999, 100), [box(20, 0, 180)], 6).at.x).toBe(100);
    expect(snap(box(4, 999), [box(0, 0), box(5, 300)], 6).at.x).toBe(5);
  });
});
