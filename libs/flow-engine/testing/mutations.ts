/** Flows with one thing in them changed, whatever it is. */
import fc from 'fast-check';
import { isRecord } from '../src/own.js';

/** Values that stand in the place of others: wrong types, odd ones, and names that objects have by themselves. */
export const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>('', 'end', '{', '{x}', 0, -1, 1.5, 1e300, true, false, null, [], {}, [[]], '24:00', 'main'),
  fc.constantFrom<unknown>('__proto__', 'constructor', 'toString', 'x'.repeat(5000), 'de', 'en-GB', 'text', 'menu'),
  fc.jsonValue({ maxDepth: 2 }),
  fc
    .constantFrom('__proto__', 'constructor', 'prototype', 'en', 'main')
    .chain((key) =>
      fc
        .jsonValue({ maxDepth: 1 })
        .map((value): unknown => JSON.parse(`{${JSON.stringify(key)}:${JSON.stringify(value)}}`)),
    ),
);

export interface Mutation {
  at: number;
  value: unknown;
  how: 'replace' | 'remove' | 'rename' | 'double' | 'swap';
}

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(),
  value: anyValue,
  how: fc.constantFrom<Mutation['how']>('replace', 'replace', 'remove', 'rename', 'double', 'swap'),
});

/** The same JSON with something done at one of its places; the JSON itself stays as it is. */
export function mutated(json: unknown, { at, value, how }: Mutation): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(json));
  const places = placesIn(copy);
  const place = places[at % Math.max(1, places.length)];
  if (place === undefined) return value;
  const { within, key } = place;
  if (how === 'replace') put(within, key, value);
  else if (how === 'remove') {
    if (Array.isArray(within)) within.splice(Number(key), 1);
    else Reflect.deleteProperty(within, key);
  } else if (how === 'double') {
    if (Array.isArray(within)) within.push(within[Number(key)]);
    else put(within, `${key}2`, within[key]);
  } else if (how === 'rename') {
    if (!Array.isArray(within)) {
      const kept = within[key];
      Reflect.deleteProperty(within, key);
      put(within, typeof value === 'string' ? value.slice(0, 80) : `${key}x`, kept);
    }
  } else if (Array.isArray(within)) within.reverse();
  else put(within, key, Object.values(within)[0]);
  return copy;
}

type Container = unknown[] | Record<string, unknown>;

function placesIn(json: unknown): { within: Container; key: string }[] {
  const places: { within: Container; key: string }[] = [];
  const open = [json];
  for (let at = 0; at < open.length; at++) {
    const within = open[at];
    if (!Array.isArray(within) && !isRecord(within)) continue;
    for (const [key, value] of Object.entries(within)) {
      places.push({ within, key });
      open.push(value);
    }
  }
  return places;
}

/** As `JSON.parse` does it: a key named `__proto__` is a key. */
function put(within: Container, key: string, value: unknown): void {
  Object.defineProperty(within, key, { value, enumerable: true, configurable: true, writable: true });
}
