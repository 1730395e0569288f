/** Contrast by WCAG 2.2, for a company's own highlight colour. Pure; the API checks the same when it is saved. */
export const LEAST_FOR_TEXT = 4.5;
/** What the visitor's page writes on the highlight colour (`--on-lamp`). */
export const ON_LAMP = '#2a1a02';

/** How well that writing reads on a highlight colour; `null` when this is no `#rrggbb`. */
export function lampContrast(lamp: string): number | null {
  const colour = lamp.trim();
  return /^#[0-9a-f]{6}$/i.test(colour) ? contrast(colour, ON_LAMP) : null;
}

export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
