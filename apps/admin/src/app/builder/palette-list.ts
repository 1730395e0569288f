import { type Family, type NodeKind, kinds } from '@calldocker/flow-engine';
import { kindLook } from '../ui/kind';

export interface PaletteItem {
  kind: NodeKind;
  label: string;
  /** One sentence for the tooltip. */
  about: string;
}

const FAMILIES: readonly { family: Family; label: string }[] = [
  { family: 'play', label: 'Play' },
  { family: 'ask', label: 'Ask' },
  { family: 'decide', label: 'Decide' },
  { family: 'reach', label: 'Reach' },
  { family: 'system', label: 'System' },
];

/** The kinds of the engine by family, those whose word or sentence holds `query`. */
export function paletteOf(query: string): { label: string; items: PaletteItem[] }[] {
  const wanted = query.trim().toLowerCase();
  const items = Object.values(kinds).map(({ kind, family, about }) => ({
    kind,
    family,
    about,
    label: kindLook(kind).label,
  }));
  const found = items.filter(({ label, about }) => `${label} ${about}`.toLowerCase().includes(wanted));
  return FAMILIES.map(({ family, label }) => ({ label, items: found.filter((item) => item.family === family) })).filter(
    ({ items }) => items.length > 0,
  );
}
