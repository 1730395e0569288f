/** The flow as a person reads it: from the start along the exits, then what nothing leads to. */
import { type Definition, exitsOf } from '@calldocker/flow-engine';
import type { ExitRef } from './edits';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** One line of the outline: a node where it is first met, with the exit that led to it. */
export interface Line {
  id: string;
  depth: number;
  via: ExitRef | null;
}

/** Each node once, depth first from the start; what the start does not reach follows at the end. */
export function outlineOf(draft: Definition): Line[] {
  const lines: Line[] = [];
  const seen = new Set<string>();
  const roots = draft.start === null ? [] : [draft.start];
  for (const root of [...roots, ...unled(draft), ...Object.keys(draft.nodes)]) {
    const stack: Line[] = [{ id: root, depth: 0, via: null }];
    for (let line = stack.pop(); line; line = stack.pop()) {
      const node = draft.nodes[line.id];
      if (!node || seen.has(line.id)) continue;
      seen.add(line.id);
      lines.push(line);
      for (const exit of exitsOf(node).toReversed()) {
        const to = node.exits[exit.id];
        if (to && !seen.has(to)) stack.push({ id: to, depth: line.depth + 1, via: { nodeId: line.id, exit: exit.id } });
      }
    }
  }
  return lines;
}

/** Where an arrow key leads: right along an exit, left back to who leads here, up and down among the siblings. */
export function neighbour(draft: Definition, id: string, direction: Direction): string | null {
  const node = draft.nodes[id];
  if (!node) return null;
  switch (direction) {
    case 'right':
      return targetsOf(draft, id).find((target) => target !== id) ?? nearest(draft, id, direction);
    case 'left':
      return leadsTo(draft, id)[0] ?? nearest(draft, id, direction);
    default: {
      const siblings = leadsTo(draft, id).flatMap((parent) => targetsOf(draft, parent));
      const at = siblings.indexOf(id);
      return siblings[direction === 'up' ? at - 1 : at + 1] ?? nearest(draft, id, direction);
    }
  }
}

/** Targets in the order of the exits, each once. */
function targetsOf(draft: Definition, id: string): string[] {
  const node = draft.nodes[id];
  if (!node) return [];
  const targets = exitsOf(node).map((exit) => node.exits[exit.id]);
  return [...new Set(targets.filter((target): target is string => !!target && !!draft.nodes[target]))];
}

/** In reading order: back is where a visitor came from first. */
function leadsTo(draft: Definition, id: string): string[] {
  const from = outlineOf(draft).map((line) => line.id);
  return from.filter((one) => one !== id && Object.values(draft.nodes[one]?.exits ?? {}).includes(id));
}

function unled(draft: Definition): string[] {
  const led = new Set(Object.values(draft.nodes).flatMap((node) => Object.values(node.exits)));
  return Object.keys(draft.nodes).filter((id) => !led.has(id));
}

/** The closest card on that side, what lies straight ahead before what lies aside. */
function nearest(draft: Definition, id: string, direction: Direction): string | null {
  const here = draft.layout[id];
  if (!here) return null;
  const sign = direction === 'left' || direction === 'up' ? -1 : 1;
  const horizontal = direction === 'left' || direction === 'right';
  let best: { id: string; cost: number } | null = null;
  for (const [other, at] of Object.entries(draft.layout)) {
    const ahead = sign * (horizontal ? at.x - here.x : at.y - here.y);
    const aside = Math.abs(horizontal ? at.y - here.y : at.x - here.x);
    if (other === id || ahead < 8 || !draft.nodes[other]) continue;
    const cost = ahead + 2 * aside;
    if (!best || cost < best.cost) best = { id: other, cost };
  }
  return best?.id ?? null;
}
