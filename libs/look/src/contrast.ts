/** Contrast of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** WCAG 2.2, "relative luminance". */
export function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = linear(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const STEPS = 256;

/**
 * The colour of the same hue that fits and differs least in how light it is; the colour itself when it fits, null when
 * nothing from black to white does. In linear light, so that the hue stays what it was.
 */
export function nearest(colour: string, fits: (colour: string) => boolean): string | null {
  if (fits(colour)) return colour;
  const from = luminance(colour);
  const parts = linear(colour);
  const shades = Array.from({ length: STEPS }, (_, step) => {
    const share = (step + 1) / STEPS;
    return [mixed(parts, 0, share), mixed(parts, 1, share)];
  }).flat();
  return (
    shades
      .filter(fits)
      .map((shade) => ({ shade, far: Math.abs(luminance(shade) - from) }))
      .sort((a, b) => a.far - b.far)[0]?.shade ?? null
  );
}

function linear(hex: string): number[] {
  return [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
}

/** Towards black (0) or white (1). */
function mixed(parts: readonly number[], towards: 0 | 1, share: number): string {
  const hex = parts.map((part) => {
    const mix = part + (towards - part) * share;
    const channel = mix <= 0.0031308 ? mix * 12.92 : 1.055 * mix ** (1 / 2.4) - 0.055;
    return Math.round(channel * 255)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${hex.join('')}`;
}
