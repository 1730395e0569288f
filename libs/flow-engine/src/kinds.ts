/** What the rest of the house knows of node kinds. The kinds themselves are the files of `kinds/`. */
import type { FlowNode, Language, NodeKind, NodeOf } from './definition.js';
import type { Exit, Family, Kind } from './kind.types.js';
import { KINDS } from './kinds/index.js';

const FAMILIES: readonly Family[] = ['play', 'ask', 'decide', 'reach', 'system'];

/** What a builder shows of a kind. */
export interface KindInfo<K extends NodeKind = NodeKind> {
  kind: K;
  label: string;
  family: Family;
  icon: string;
  about: string;
  /** False: visitors never see it. */
  waits: boolean;
  create(language: Language): NodeOf<K>;
}

const ALL: { readonly [K in NodeKind]: Kind<NodeOf<K>> } = KINDS;
const BY_NAME: ReadonlyMap<string, Kind> = new Map(Object.entries(inOrder(ALL)));

/** In the order of the palette. */
export const kinds: { readonly [K in NodeKind]: KindInfo<K> } = inOrder(ALL);

/** The kind of a node; `undefined` for one this version does not know. */
export function kindOf(node: FlowNode): Kind | undefined {
  return kindNamed(node.kind);
}

export function kindNamed(name: string): Kind | undefined {
  return BY_NAME.get(name);
}

/** The exits of a node, in the order they are drawn. Labels of choices are given in `language` where there is one. */
export function exitsOf(node: FlowNode, language?: Language): Exit[] {
  return kindOf(node)?.exits(node, language) ?? [];
}

function inOrder<T extends Record<string, { family: Family; place: number }>>(all: T): T {
  const sorted = Object.entries(all).sort(
    ([, a], [, b]) => FAMILIES.indexOf(a.family) - FAMILIES.indexOf(b.family) || a.place - b.place,
  );
  const ordered: unknown = Object.fromEntries(sorted);
  return ordered as T;
}
