import { type Box, boxOf, coverageOf } from './coverage.js';
import { type Placing, type Polygon, circle, polygonsOf, strokeOf } from './outline.js';

/** `#rrggbb`, or `#rrggbbaa`. */
export type Colour = string;

/** One colour, or several along a direction that is given in widths and heights of the shape. */
export type Paint =
  Colour | { stops: readonly (readonly [at: number, colour: Colour])[]; toward: readonly [number, number] };

type Rgba = readonly [r: number, g: number, b: number, a: number];

const { sqrt } = Math;

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
    const box = this.inside({ left: cx - reach, top: cy - reach, right: cx + reach, bottom: cy + reach });
    this.each(box, (at, px, py) => {
      const distance = sqrt((px - cx) ** 2 + (py - cy) ** 2) / reach;
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
    const shape = boxOf(polygons.flat());
    const colourAt = painter(paint, shape);
    const box = this.inside(shape);
    const coverage = coverageOf(polygons, box);
    let i = 0;
    this.each(box, (at, x, y) => {
      const share = coverage[i++] ?? 0;
      if (share > 0) this.blend(at, colourAt(x, y), share * opacity);
    });
    return this;
  }

  /** The whole pixels of the surface that a box touches. */
  private inside({ left, top, right, bottom }: Box): Box {
    return {
      left: Math.max(0, Math.floor(left)),
      top: Math.max(0, Math.floor(top)),
      right: Math.min(this.width, Math.ceil(right)),
      bottom: Math.min(this.height, Math.ceil(bottom)),
    };
  }

  private blend(at: number, [r, g, b, a]: Rgba, share: number): void {
    const opacity = a * share;
    const rest = 1 - opacity;
    const { pixels } = this;
    pixels[at] = r * opacity + (pixels[at] ?? 0) * rest;
    pixels[at + 1] = g * opacity + (pixels[at + 1] ?? 0) * rest;
    pixels[at + 2] = b * opacity + (pixels[at + 2] ?? 0) * rest;
    pixels[at + 3] = opacity + (pixels[at + 3] ?? 0) * rest;
  }

  private each({ left, top, right, bottom }: Box, visit: (at: number, x: number, y: number) => void): void {
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) visit((y * this.width + x) * 4, x, y);
  }

  private blurLines(lines: number, length: number, step: number, lineStep: number, radius: number): void {
    const line = new Float32Array(length);
    for (let l = 0; l < lines; l++) {
      for (let channel = 0; channel < 4; channel++) {
        const base = l * lineStep + channel;
        const read = (i: number): number => this.pixels[base + (i < 0 ? 0 : i < length ? i : length - 1) * step] ?? 0;
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

function painter(paint: Paint, { left, top, right, bottom }: Box): (x: number, y: number) => Rgba {
  if (typeof paint === 'string') {
    const colour = rgba(paint);
    return () => colour;
  }
  const [wide, high] = [right - left, bottom - top];
  const [dx, dy] = paint.toward;
  const stops = paint.stops.map(([at, colour]) => ({ at, colour: rgba(colour) }));
  return (x, y) => mix(stops, (((x - left) / wide) * dx + ((y - top) / high) * dy) / (dx * dx + dy * dy));
}

function mix(stops: readonly { at: number; colour: Rgba }[], at: number): Rgba {
  let [from, to] = [stops[0], stops[0]];
  for (const stop of stops) {
    from = to;
    to = stop;
    if (stop.at >= at) break;
  }
  if (!from || !to) return [0, 0, 0, 0];
  const way = to.at > from.at ? (at - from.at) / (to.at - from.at) : 1;
  const share = way < 0 ? 0 : way > 1 ? 1 : way;
  const channel = (i: 0 | 1 | 2 | 3): number => from.colour[i] + (to.colour[i] - from.colour[i]) * share;
  return [channel(0), channel(1), channel(2), channel(3)];
}

function rgba(colour: Colour): Rgba {
  const part = (at: number): number => parseInt(colour.slice(at, at + 2), 16) / 255;
  return [part(1), part(3), part(5), colour.length > 7 ? part(7) : 1];
}
