import { type Family, type KindInfo, kinds } from '@calldocker/flow-engine';

/** `about` is the tooltip. */
export type PaletteItem = Pick<KindInfo, 'kind' | 'label' | 'about'>;

const FAMILIES: readonly { family: Family; label: string }[] = [
  { family: 'play', label: 'Play' },
  { family: 'ask', label: 'Ask' },
  { family: 'decide', label: 'Decide' },
  { family: 'reach', label: 'Reach' },
  { family: 'system', label: 'System' },
];

/** The kinds of the engine by family, in its order: those with a word that begins as `query` does. */
export function paletteOf(query: string): { label: string; items: PaletteItem[] }[] {
  const wanted = query.trim().toLowerCase();
  // From the beginning of a word: “end” is not meant to find a recommendation.
  const found = Object.values(kinds).filter(({ label, about }) =>
    ` ${label} ${about}`.toLowerCase().includes(` ${wanted}`),
  );
  return FAMILIES.map(({ family, label }) => ({ label, items: found.filter((item) => item.family === family) })).filter(
    ({ items }) => items.length > 0,
  );
}
