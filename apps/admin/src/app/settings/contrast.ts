/** Contrast by WCAG 2.2, for a company's own highlight colour. Pure. */
export const LEAST_FOR_TEXT = 4.5;
/** The two inks of the visitor's page; it takes the one that reads better. */
const INKS = ['#2a1a02', '#ffffff'] as const;

export interface LampInk {
  ink: string;
  ratio: number;
}

/** The ink a highlight colour carries and how well it reads; `null` when this is no `#rrggbb`. */
export function lampInk(lamp: string): LampInk | null {
  const colour = lamp.trim();
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return null;
  const [dark, white] = INKS.map((ink) => ({ ink, ratio: contrast(colour, ink) }));
  if (!dark || !white) return null;
  return dark.ratio >= white.ratio ? dark : white;
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
