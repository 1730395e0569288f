import type { CDPSession, Page } from 'playwright-core';
import { drawn, faultsOf } from './looks.js';

/** How a page may have to look: its window, and what the system or the visitor asks for. */
interface Face {
  width: number;
  theme: 'light' | 'dark';
  transparency?: 'reduce';
  mirrored?: true;
  large?: true;
  /** Rules that may come out differently from the faces before; all by default. */
  rules?: string[];
}

const HEIGHT: Record<number, number> = { 320: 700, 390: 844, 768: 1024, 1440: 900, 1920: 1080 };
/** A theme changes colours alone, a width the places alone. */
const COLOURS = ['color-contrast'];
const PLACES = ['color-contrast', 'scrollable-region-focusable', 'region', 'target-size'];

const FACES: Face[] = [
  { width: 390, theme: 'light' },
  { width: 1440, theme: 'light' },
  ...[320, 768, 1920].map((width): Face => ({ width, theme: 'light', rules: PLACES })),
  ...[390, 1440].map((width): Face => ({ width, theme: 'dark', rules: COLOURS })),
  ...(['light', 'dark'] as const).map((theme): Face => ({ width: 390, theme, transparency: 'reduce', rules: COLOURS })),
  ...[320, 1440].map((width): Face => ({ width, theme: 'light', mirrored: true, rules: PLACES })),
  ...[390, 1440].map((width): Face => ({ width, theme: 'light', large: true, rules: PLACES })),
];

const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** What axe finds in any face of what the page shows now, and where it is wider than its window. Leaves it as it was. */
export async function faultsOfEveryFace(page: Page, name: string): Promise<string[]> {
  const faults: string[] = [];
  for (const face of FACES) {
    await wear(page, face);
    const { width, theme, rules, ...special } = face;
    faults.push(...(await faultsOf(page, [name, theme, width, ...Object.keys(special)].join(' '), rules)));
  }
  await wear(page, { width: 390, theme: 'light' });
  return faults;
}

async function wear(page: Page, { width, theme, transparency, mirrored, large }: Face): Promise<void> {
  let devtools = sessions.get(page);
  if (!devtools) sessions.set(page, (devtools = page.context().newCDPSession(page)));
  await (
    await devtools
  ).send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'prefers-color-scheme', value: theme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
      { name: 'prefers-reduced-transparency', value: transparency ?? 'no-preference' },
    ],
  });
  await page.setViewportSize({ width, height: HEIGHT[width] ?? 900 });
  await page.evaluate(
    ({ dir, fontSize }) => {
      document.documentElement.dir = dir;
      document.documentElement.style.fontSize = fontSize;
    },
    { dir: mirrored ? 'rtl' : 'ltr', fontSize: large ? '200%' : '' },
  );
  // A colour reaches what inherits it one level a frame, and an icon lies some levels deep.
  await page.evaluate(drawn, 12);
}
