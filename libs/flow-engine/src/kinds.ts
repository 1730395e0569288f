/** All node kinds. A new one is added here and to `FlowNode`; nothing else lists them. */
import type { FlowNode, Language, NodeKind, NodeOf } from './definition.js';
import type { Exit, Family, Kind } from './kind.types.js';
import { ask } from './kinds/ask.js';
import { audio } from './kinds/audio.js';
import { branch } from './kinds/branch.js';
import { callback } from './kinds/callback.js';
import { end } from './kinds/end.js';
import { hours } from './kinds/hours.js';
import { menu } from './kinds/menu.js';
import { message } from './kinds/message.js';
import { set } from './kinds/set.js';
import { video } from './kinds/video.js';
import { own } from './own.js';

/** In the order of the palette. */
const KINDS: { readonly [K in NodeKind]: Kind<NodeOf<K>> } = {
  video,
  audio,
  message,
  menu,
  ask,
  branch,
  hours,
  set,
  callback,
  end,
};

/** What a builder shows of a kind. */
export interface KindInfo<K extends NodeKind = NodeKind> {
  kind: K;
  label: string;
  family: Family;
  about: string;
  /** False: visitors never see it. */
  waits: boolean;
  create(language: Language): NodeOf<K>;
}

export const kinds: { readonly [K in NodeKind]: KindInfo<K> } = KINDS;

/** The kind of a node; `undefined` for one this version does not know. */
export function kindOf(node: FlowNode): Kind | undefined {
  return kindNamed(node.kind);
}

export function kindNamed(name: string): Kind | undefined {
  return own<Kind>(KINDS, name);
}

/** The exits of a node, in the order they are drawn. Labels of choices are given in `language` where there is one. */
export function exitsOf(node: FlowNode, language?: Language): Exit[] {
  return kindOf(node)?.exits(node, language) ?? [];
}
