import { contrast, nearest } from './contrast.js';

export { contrast } from './contrast.js';

/**
 * What a company may change of the look, and what keeps it readable: the API checks by it, the console shows it while one
 * chooses. Layout, glass and the colour of texts are not a company's to change.
 */

/** System fonts alone but the house's own: nothing is fetched from anywhere. */
export const FONTS = {
  inter: '"Inter Variable", Inter, ui-sans-serif, system-ui, sans-serif',
  system: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  humanist: 'Seravek, "Gill Sans Nova", Ubuntu, Calibri, "DejaVu Sans", source-sans-pro, sans-serif',
  geometric: 'Avenir, Montserrat, Corbel, "URW Gothic", source-sans-pro, sans-serif',
  rounded:
    'ui-rounded, "Hiragino Maru Gothic ProN", Quicksand, Comfortaa, Manjari, "Arial Rounded MT Bold", sans-serif',
  serif: 'Charter, "Bitstream Charter", "Sitka Text", Cambria, serif',
} as const;
export type Font = keyof typeof FONTS;

export const COLOURS = ['lamp', 'buttonLight', 'buttonDark', 'floorLight', 'floorDark', 'launcher'] as const;
export type ColourName = (typeof COLOURS)[number];

/** WCAG 2.2 AA: of text, and of a control against what lies around it. */
const FOR_TEXT = 4.5;
const FOR_CONTROLS = 3;
const WHITE = '#ffffff';
const INK = '#0e1b1f';

interface Rule {
  /** What it is by default. */
  plain: string;
  /** What may be written on it; the best of them is. */
  inks: readonly string[];
  /** The panel that it lies on. */
  panel?: string;
  what: string;
}

/** Inks and panels are those of tokens.css and of the pages' styles. */
export const RULES: Readonly<Record<ColourName, Rule>> = {
  lamp: { plain: '#f3b25a', inks: ['#2a1a02'], what: 'the highlight colour' },
  buttonLight: { plain: INK, inks: [WHITE, INK], panel: '#f6f7f5', what: 'the buttons of the light theme' },
  buttonDark: { plain: WHITE, inks: [WHITE, INK], panel: '#101c20', what: 'the buttons of the dark theme' },
  floorLight: { plain: '#a9c4c2', inks: ['#2b3b40'], what: 'the background of the light theme' },
  floorDark: { plain: '#0b1d22', inks: ['#d8e2e4'], what: 'the background of the dark theme' },
  launcher: { plain: INK, inks: [WHITE, INK], what: 'the launcher' },
};

export interface ColourFault {
  /** The contrast that is too low, and what it has to be. */
  ratio: number;
  least: number;
  /** The nearest colour that will do. */
  suggestion: string;
  message: string;
}

/** What is wrong with a colour (`#rrggbb`) in its place; null: it reads well. */
export function faultOf(name: ColourName, colour: string): ColourFault | null {
  const low = lowOf(name, colour);
  if (!low) return null;
  const suggestion = nearest(colour, (each) => lowOf(name, each) === null) ?? RULES[name].plain;
  const ratio = Math.floor(low.ratio * 10) / 10;
  const { what } = RULES[name];
  const seen = low.text ? `Text on ${what} would be hard to read` : `On a panel, ${what} would be hard to see`;
  const message = `${seen}: ${ratio} to 1, and ${low.least} to 1 is needed. The nearest colour that will do is ${suggestion}.`;
  return { ratio, least: low.least, suggestion, message };
}

function lowOf(name: ColourName, colour: string): { ratio: number; least: number; text: boolean } | null {
  const { inks, panel } = RULES[name];
  const text = Math.max(...inks.map((ink) => contrast(colour, ink)));
  if (text < FOR_TEXT) return { ratio: text, least: FOR_TEXT, text: true };
  const control = panel === undefined ? FOR_CONTROLS : contrast(colour, panel);
  return control < FOR_CONTROLS ? { ratio: control, least: FOR_CONTROLS, text: false } : null;
}

/** What is written on a colour: the ink that reads best. */
export function inkOn(name: ColourName, colour: string): string {
  const [first = INK, ...others] = RULES[name].inks;
  return others.reduce((best, ink) => (contrast(colour, ink) > contrast(colour, best) ? ink : best), first);
}

export type Colours = Partial<Record<Exclude<ColourName, 'lamp'>, string>>;

/** The custom properties of the visitor's page that a company may set, and no others. */
export const VARIABLES = ['--lamp', '--on-lamp', '--font', '--button', '--on-button', '--floor'] as const;
export type Variables = Partial<Record<(typeof VARIABLES)[number], string>>;

/** What a company chose, as custom properties of the visitor's page. What it left alone is left out. */
export function variablesOf(brand: { lamp: string; font: Font; colours: Colours }): Variables {
  const { lamp, font, colours } = brand;
  const of = (name: keyof Colours): string => colours[name] ?? RULES[name].plain;
  const both = (light: string, dark: string): string => `light-dark(${light}, ${dark})`;
  return {
    '--lamp': lamp,
    '--on-lamp': inkOn('lamp', lamp),
    ...(font !== 'inter' && { '--font': FONTS[font] }),
    ...((colours.buttonLight ?? colours.buttonDark) && {
      '--button': both(of('buttonLight'), of('buttonDark')),
      '--on-button': both(inkOn('buttonLight', of('buttonLight')), inkOn('buttonDark', of('buttonDark'))),
    }),
    ...((colours.floorLight ?? colours.floorDark) && { '--floor': both(of('floorLight'), of('floorDark')) }),
  };
}

export interface LauncherLook {
  lamp: string;
  background: string;
  ink: string;
  font: string;
}

/** The same for the button on the company's own page. */
export function launcherLook({ lamp, font, colours }: { lamp: string; font: Font; colours: Colours }): LauncherLook {
  const background = colours.launcher ?? RULES.launcher.plain;
  return { lamp, background, ink: inkOn('launcher', background), font: FONTS[font] };
}

/** What the company says in its own words, by language. */
export interface Words {
  launcher?: string;
  hint?: string;
  greeting?: string;
}

/** The words in the first of these languages that has them: `nl-BE` is served by `nl`; else in the first there is. */
export function wordsIn(wording: Readonly<Record<string, Words>>, languages: readonly string[]): Words {
  const tags = Object.keys(wording);
  for (const language of languages) {
    const found =
      tags.find((tag) => same(tag, language)) ?? tags.find((tag) => same(tag, language.split('-')[0] ?? ''));
    if (found) return wording[found] ?? {};
  }
  return wording[tags[0] ?? ''] ?? {};
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
