import type { Definition, Language } from './definition.js';
import { exitsOf, kinds } from './kinds.js';
import { pick } from './languages.js';
import { own } from './own.js';
import { partsOf } from './parts.js';

/** More would cost a visitor's data for what is seldom shown. */
const MOST = 4;

/**
 * Content that the screens after a node may show, in the order of its exits: what a player may fetch ahead. Nodes that
 * nobody sees are walked through; subflows are not looked into.
 */
export function contentAhead(definition: Definition, nodeId: string, language: Language): string[] {
  const ahead = new Set<string>();
  const seen = new Set([nodeId]);
  let front = [nodeId];
  while (front.length > 0 && ahead.size < MOST) {
    const next: string[] = [];
    for (const target of front.flatMap((id) => targetsOf(definition, id))) {
      if (seen.has(target)) continue;
      seen.add(target);
      const node = own(definition.nodes, target);
      if (!node) continue;
      for (const { values } of partsOf(node).media) {
        const found = pick(values, language, definition.languages, ({ contentId }) => contentId !== '');
        if (found) ahead.add(found.value.contentId);
      }
      if (!kinds[node.kind].waits) next.push(target);
    }
    front = next;
  }
  return [...ahead].slice(0, MOST);
}

function targetsOf(definition: Definition, nodeId: string): string[] {
  const node = own(definition.nodes, nodeId);
  if (!node) return [];
  return exitsOf(node).flatMap(({ id }) => own(node.exits, id) ?? []);
}
