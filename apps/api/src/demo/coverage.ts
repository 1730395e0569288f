import type { Point, Polygon } from './outline.js';

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function boxOf(points: readonly Point[]): Box {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

/**
 * How much of each pixel of the box the polygons cover, row by row: each edge adds its signed area to the pixels it
 * crosses, and a running sum along the row fills what lies between.
 */
export function coverageOf(polygons: readonly Polygon[], { left, top, right, bottom }: Box): Float32Array {
  const [width, height] = [Math.max(0, right - left), Math.max(0, bottom - top)];
  const coverage = new Float32Array(width * height);
  if (coverage.length === 0) return coverage;
  for (const polygon of polygons) {
    for (const [i, from] of polygon.entries()) {
      const to = polygon[(i + 1) % polygon.length] ?? from;
      addEdge(coverage, width, [from[0] - left, from[1] - top], [to[0] - left, to[1] - top]);
    }
  }
  for (let row = 0; row < height; row++) {
    let sum = 0;
    for (let i = row * width; i < (row + 1) * width; i++) {
      sum += coverage[i] ?? 0;
      const whole = sum < 0 ? -sum : sum;
      coverage[i] = whole < 1 ? whole : 1;
    }
  }
  return coverage;
}

function addEdge(areas: Float32Array, width: number, a: Point, b: Point): void {
  if (a[1] === b[1]) return;
  const [upper, lower] = a[1] < b[1] ? [a, b] : [b, a];
  const down = upper === a ? 1 : -1;
  const slope = (lower[0] - upper[0]) / (lower[1] - upper[1]);
  const last = Math.min(areas.length / width, Math.ceil(lower[1]));
  for (let y = Math.max(0, Math.floor(upper[1])); y < last; y++) {
    const [from, to] = [Math.max(y, upper[1]), Math.min(y + 1, lower[1])];
    // A flat edge crosses many columns in one row: each piece is at most about one column wide.
    const pieces = Math.min(64, Math.max(1, Math.ceil(Math.abs(slope) * (to - from))));
    const depth = ((to - from) * down) / pieces;
    for (let piece = 0; piece < pieces; piece++) {
      const x = upper[0] + (from + ((to - from) * (piece + 0.5)) / pieces - upper[1]) * slope;
      const inside = Math.min(width - 0.001, Math.max(0, x));
      const column = Math.floor(inside);
      const share = 1 - (inside - column);
      const pixel = y * width + column;
      areas[pixel] = (areas[pixel] ?? 0) + depth * share;
      if (column + 1 < width) areas[pixel + 1] = (areas[pixel + 1] ?? 0) + depth * (1 - share);
    }
  }
}
