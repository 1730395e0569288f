/** Outlines of shapes as polygons: an SVG path's commands M L H V C Z, absolute or relative, and strokes along them. */

export type Point = readonly [x: number, y: number];
export type Polygon = Point[];

/** From an SVG path's coordinates to a picture's. */
export interface Placing {
  scale: number;
  x: number;
  y: number;
}

const TOKENS = /[MLHVCSZ]|-?(?:\d*\.\d+|\d+)/gi;
const CURVE_STEPS = 16;
const ARC_STEPS = 24;

/** Each subpath of the path as a polygon. */
export function polygonsOf(path: string, placing: Placing): Polygon[] {
  const polygons: Polygon[] = [];
  const tokens = path.match(TOKENS) ?? [];
  let at = 0;
  let command = 'M';
  let [x, y] = [0, 0];
  let handle: Point | undefined;
  const place = ([px, py]: Point): Point => [px * placing.scale + placing.x, py * placing.scale + placing.y];
  const next = (): number => Number(tokens[at++]);
  const point = (relative: boolean): Point => {
    const [px, py] = [next(), next()];
    return relative ? [x + px, y + py] : [px, py];
  };
  const go = (to: Point): void => {
    [x, y] = to;
    polygons.at(-1)?.push(place(to));
  };

  while (at < tokens.length) {
    if (/[a-z]/i.test(tokens[at] ?? '')) command = tokens[at++] ?? '';
    const relative = command === command.toLowerCase();
    const kind = command.toUpperCase();
    const before = handle;
    handle = undefined;
    if (kind === 'M') {
      polygons.push([]);
      go(point(relative));
      command = relative ? 'l' : 'L'; // what follows without a letter is lines
    } else if (kind === 'L') {
      go(point(relative));
    } else if (kind === 'H') {
      go([next() + (relative ? x : 0), y]);
    } else if (kind === 'V') {
      go([x, next() + (relative ? y : 0)]);
    } else if (kind === 'C' || kind === 'S') {
      const from: Point = [x, y];
      const mirrored: Point = before ? [2 * x - before[0], 2 * y - before[1]] : from;
      const first = kind === 'C' ? point(relative) : mirrored;
      const second = point(relative);
      const to = point(relative);
      for (let step = 1; step <= CURVE_STEPS; step++) go(cubic(from, first, second, to, step / CURVE_STEPS));
      handle = second;
    } else {
      const start = polygons.at(-1)?.[0];
      if (start) [x, y] = [(start[0] - placing.x) / placing.scale, (start[1] - placing.y) / placing.scale];
    }
  }
  return polygons;
}

function cubic(a: Point, b: Point, c: Point, d: Point, t: number): Point {
  const s = 1 - t;
  const at = (i: 0 | 1): number => s * s * s * a[i] + 3 * s * s * t * b[i] + 3 * s * t * t * c[i] + t * t * t * d[i];
  return [at(0), at(1)];
}

export function circle([cx, cy]: Point, radius: number): Polygon {
  return Array.from({ length: ARC_STEPS }, (_, i) => {
    const angle = (i / ARC_STEPS) * 2 * Math.PI;
    return [cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)];
  });
}

/** A line of this width along the polygon's points, round at its joints and ends. All parts turn the same way. */
export function strokeOf(line: Polygon, width: number): Polygon[] {
  const parts = line.map((point) => circle(point, width / 2));
  for (let i = 1; i < line.length; i++) {
    const [from, to] = [line[i - 1], line[i]];
    if (!from || !to) continue;
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    if (length === 0) continue;
    const [nx, ny] = [((from[1] - to[1]) / length) * (width / 2), ((to[0] - from[0]) / length) * (width / 2)];
    parts.push([
      [from[0] - nx, from[1] - ny],
      [to[0] - nx, to[1] - ny],
      [to[0] + nx, to[1] + ny],
      [from[0] + nx, from[1] + ny],
    ]);
  }
  return parts;
}
