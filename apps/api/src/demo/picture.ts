import { type Placing, type Polygon, circle, polygonsOf, strokeOf } from './outline.js';

/** `#rrggbb`, or `#rrggbbaa`. */
export type Colour = string;

/** One colour, or several along a direction that is given in widths and heights of the shape. */
export type Paint = Colour | { stops: readonly (readonly [at: number, colour: Colour])[]; toward: readonly [number, number] };

type Rgba = readonly [r: number, g: number, b: number, a: number];

/** A drawing surface in memory: shapes with smooth edges, gradients and blur, for as much as the demo's film needs. */
export class Picture {
  /** Red, green, blue and opacity of each pixel, 0 to 1; the colours are multiplied by the opacity. */
  private readonly pixels: Float32Array;

  constructor(
    readonly width: number,
    readonly height: number,
    private readonly placing: Placing,
    pixels?: Float32Array,
  ) {
    this.pixels = pixels ?? new Float32Array(width * height * 4);
  }

  /** The same surface, drawn on in other coordinates. */
  placedAt(placing: Placing): Picture {
    return new Picture(this.width, this.height, placing, this.pixels);
  }

  fill(path: string, paint: Paint, opacity = 1): this {
    return this.cover(polygonsOf(path, this.placing), paint, opacity);
  }

  stroke(path: string, width: number, paint: Paint, opacity = 1): this {
    const lines = polygonsOf(path, this.placing).flatMap((line) => strokeOf(line, width * this.placing.scale));
    return this.cover(lines, paint, opacity);
  }

  disc(x: number, y: number, radius: number, paint: Paint, opacity = 1): this {
    return this.cover([this.ring(x, y, radius)], paint, opacity);
  }

  hoop(x: number, y: number, radius: number, width: number, paint: Paint): this {
    const ring = this.ring(x, y, radius);
    const closed = ring[0] ? [...ring, ring[0]] : ring;
    return this.cover(strokeOf(closed, width * this.placing.scale), paint, 1);
  }

  /** Light that fades outwards from a point. */
  glow(x: number, y: number, radius: number, colour: Colour, opacity: number): this {
    const { scale } = this.placing;
    const [cx, cy, reach] = [x * scale + this.placing.x, y * scale + this.placing.y, radius * scale];
    const light = rgba(colour);
    this.each((at, px, py) => {
      const distance = Math.hypot(px - cx, py - cy) / reach;
      if (distance < 1) this.blend(at, light, opacity * (1 - distance) ** 2);
    });
    return this;
  }

  /** Three box blurs one after the other look like a lens out of focus. */
  blur(radius: number): this {
    for (let pass = 0; pass < 3; pass++) {
      this.blurLines(this.height, this.width, 4, this.width * 4, radius);
      this.blurLines(this.width, this.height, this.width * 4, 4, radius);
    }
    return this;
  }

  /** The pixels as ffmpeg's `rgba`, colours not multiplied. */
  bytes(): Buffer {
    const bytes = Buffer.alloc(this.pixels.length);
    for (let i = 0; i < bytes.length; i += 4) {
      const opacity = this.pixels[i + 3] ?? 0;
      for (let c = 0; c < 3; c++) bytes[i + c] = opacity > 0 ? ((this.pixels[i + c] ?? 0) / opacity) * 255 + 0.5 : 0;
      bytes[i + 3] = opacity * 255 + 0.5;
    }
    return bytes;
  }

  private ring(x: number, y: number, radius: number): Polygon {
    const { scale } = this.placing;
    return circle([x * scale + this.placing.x, y * scale + this.placing.y], radius * scale);
  }

  private cover(polygons: Polygon[], paint: Paint, opacity: number): this {
    const colourAt = painter(paint, polygons);
    const coverage = coverageOf(polygons, this.width, this.height);
    this.each((at, x, y) => {
      const share = coverage[y * this.width + x] ?? 0;
      if (share > 0) this.blend(at, colourAt(x, y), share * opacity);
    });
    return this;
  }

  private blend(at: number, [r, g, b, a]: Rgba, share: number): void {
    const opacity = a * share;
    const rest = 1 - opacity;
    const put = (offset: number, value: number): void => {
      this.pixels[at + offset] = value * opacity + (this.pixels[at + offset] ?? 0) * rest;
    };
    put(0, r);
    put(1, g);
    put(2, b);
    put(3, 1);
  }

  private each(visit: (at: number, x: number, y: number) => void): void {
    for (let y = 0; y < this.height; y++) for (let x = 0; x < this.width; x++) visit((y * this.width + x) * 4, x, y);
  }

  private blurLines(lines: number, length: number, step: number, lineStep: number, radius: number): void {
    const line = new Float32Array(length);
    for (let l = 0; l < lines; l++) {
      for (let channel = 0; channel < 4; channel++) {
        const base = l * lineStep + channel;
        const read = (i: number): number => this.pixels[base + Math.min(length - 1, Math.max(0, i)) * step] ?? 0;
        let sum = 0;
        for (let i = -radius; i <= radius; i++) sum += read(i);
        for (let i = 0; i < length; i++) {
          line[i] = sum / (2 * radius + 1);
          sum += read(i + radius + 1) - read(i - radius);
        }
        for (let i = 0; i < length; i++) this.pixels[base + i * step] = line[i] ?? 0;
      }
    }
  }
}

/**
 * How much of each pixel the polygons cover: each edge adds its signed area to the pixels it crosses, and a running sum
 * along the row fills what lies between.
 */
function coverageOf(polygons: Polygon[], width: number, height: number): Float32Array {
  const areas = new Float32Array(width * height + 1);
  const edge = (x0: number, y0: number, x1: number, y1: number): void => {
    if (y0 === y1) return;
    const down = y0 < y1 ? 1 : -1;
    const [topX, topY, bottomX, bottomY] = down === 1 ? [x0, y0, x1, y1] : [x1, y1, x0, y0];
    const slope = (bottomX - topX) / (bottomY - topY);
    for (let y = Math.max(0, Math.floor(topY)); y < Math.min(height, Math.ceil(bottomY)); y++) {
      const [from, to] = [Math.max(y, topY), Math.min(y + 1, bottomY)];
      // A flat edge crosses many columns in one row: each piece is at most about one column wide.
      const pieces = Math.min(64, Math.max(1, Math.ceil(Math.abs(slope) * (to - from))));
      const depth = ((to - from) * down) / pieces;
      for (let piece = 0; piece < pieces; piece++) {
        const at = topX + (from + ((to - from) * (piece + 0.5)) / pieces - topY) * slope;
        const middle = Math.min(width - 0.001, Math.max(0, at));
        const column = Math.floor(middle);
        const inside = 1 - (middle - column);
        const pixel = y * width + column;
        areas[pixel] = (areas[pixel] ?? 0) + depth * inside;
        if (column + 1 < width) areas[pixel + 1] = (areas[pixel + 1] ?? 0) + depth * (1 - inside);
      }
    }
  };
  for (const polygon of polygons) {
    for (const [i, point] of polygon.entries()) {
      const next = polygon[(i + 1) % polygon.length] ?? point;
      edge(point[0], point[1], next[0], next[1]);
    }
  }
  const coverage = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    let sum = 0;
    for (let x = 0; x < width; x++) {
      sum += areas[y * width + x] ?? 0;
      coverage[y * width + x] = Math.min(1, Math.abs(sum));
    }
  }
  return coverage;
}

function painter(paint: Paint, polygons: Polygon[]): (x: number, y: number) => Rgba {
  if (typeof paint === 'string') {
    const colour = rgba(paint);
    return () => colour;
  }
  const points = polygons.flat();
  const [left, top] = [Math.min(...points.map(([x]) => x)), Math.min(...points.map(([, y]) => y))];
  const [wide, high] = [Math.max(...points.map(([x]) => x)) - left, Math.max(...points.map(([, y]) => y)) - top];
  const [dx, dy] = paint.toward;
  const stops = paint.stops.map(([at, colour]) => ({ at, colour: rgba(colour) }));
  return (x, y) => mix(stops, (((x - left) / wide) * dx + ((y - top) / high) * dy) / (dx * dx + dy * dy));
}

function mix(stops: readonly { at: number; colour: Rgba }[], at: number): Rgba {
  const after = stops.findIndex((stop) => stop.at >= at);
  const to = stops[after < 0 ? stops.length - 1 : after];
  const from = stops[Math.max(0, (after < 0 ? stops.length : after) - 1)];
  if (!from || !to) return [0, 0, 0, 0];
  const share = to.at === from.at ? 1 : Math.min(1, Math.max(0, (at - from.at) / (to.at - from.at)));
  const channel = (i: 0 | 1 | 2 | 3): number => from.colour[i] + (to.colour[i] - from.colour[i]) * share;
  return [channel(0), channel(1), channel(2), channel(3)];
}

function rgba(colour: Colour): Rgba {
  const part = (at: number): number => parseInt(colour.slice(at, at + 2), 16) / 255;
  return [part(1), part(3), part(5), colour.length > 7 ? part(7) : 1];
}
