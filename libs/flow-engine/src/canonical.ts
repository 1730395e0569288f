/** Definitions as text that is the same for the same content: for exports, comparison and hashing. */
import type { Definition } from './definition.js';
import { isRecord } from './own.js';

/** A definition, or what holds one: keys in order, indented for people and diffs. */
export function canonicalJson(value: object): string {
  return `${JSON.stringify(sorted(value), null, 2)}\n`;
}

/** What executes: without the layout, so that tidying the canvas is not a change. */
export function executableJson(definition: Definition): string {
  const { layout: _, ...executable } = definition;
  return JSON.stringify(sorted(executable));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  // From entries, since assigning a key named `__proto__` would set the prototype.
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
