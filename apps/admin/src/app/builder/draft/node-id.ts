import type { Definition } from '@calldocker/flow-engine';

const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const LENGTH = 8;

/** Short, so that an exported flow stays readable; unique within the flow, which is all an id has to be. */
export function newNodeId(taken: ReadonlySet<string>): string {
  for (;;) {
    const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
    const id = 'n' + Array.from(bytes, (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
    if (!taken.has(id)) return id;
  }
}

export function takenIds({ nodes, layout }: Definition): Set<string> {
  return new Set([...Object.keys(nodes), ...Object.keys(layout)]);
}

/** Ids of menu choices and branch rows: the smallest free number, so exits read `choice:1`, `choice:2`. */
export function nextLocalId(taken: readonly { id: string }[]): string {
  const ids = new Set(taken.map((one) => one.id));
  let n = taken.length + 1;
  while (ids.has(String(n))) n++;
  return String(n);
}
