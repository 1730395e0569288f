/** Takes plain values out of JSON that came from elsewhere. */
import type { VariableValue } from './definition.js';
import { LIMITS } from './limits.js';
import { own } from './own.js';

/** `order.lines.0.price`: names of fields and places in lists, from the outside in. */
export function isAnswerPath(path: string): boolean {
  return path.length <= LIMITS.pathLength && path.split('.').every((part) => part !== '' && part.trim() === part);
}

/** The value at each path, by the name it was asked for; what is not there, or is no plain value, is null. */
export function extract(take: Readonly<Record<string, string>>, json: unknown): Record<string, VariableValue> {
  return Object.fromEntries(Object.entries(take).map(([name, path]) => [name, at(json, path)]));
}

function at(json: unknown, path: string): VariableValue {
  let value = json;
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null) return null;
    value = own(value as Record<string, unknown>, part);
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
