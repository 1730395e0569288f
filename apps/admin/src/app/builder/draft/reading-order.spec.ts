/** @jest-environment node */
import { type Definition, type FlowNode, emptyDefinition, kinds } from '@calldocker/flow-engine';
import { outlineLines } from '../outline/outline-lines';
import { neighbour, outlineOf } from './reading-order';

/** start -> menu; its first choice -> a, its second -> b; a and b -> end; `lost` is led to by nobody. */
function draft(): Definition {
  const node = (kind: 'message' | 'menu' | 'end', name: string, exits: Record<string, string>): FlowNode => ({
    ...kinds[kind].create('en'),
    name,
    exits,
  });
  return {
    ...emptyDefinition(),
    start: 'start',
    nodes: {
      lost: node('message', 'Lost', { next: 'menu' }),
      end: node('end', 'End', {}),
      b: node('message', 'B', { next: 'end' }),
      a: node('message', 'A', { next: 'end' }),
      menu: node('menu', 'Menu', { 'choice:1': 'a', 'choice:2': 'b', noInput: 'menu' }),
      start: node('message', 'Start', { next: 'menu' }),
    },
    layout: {
      start: { x: 0, y: 0 },
      menu: { x: 226, y: 0 },
      a: { x: 452, y: 0 },
      b: { x: 452, y: 200 },
      end: { x: 678, y: 0 },
      lost: { x: 0, y: 400 },
    },
  };
}

describe('reading order', () => {
  it('goes from the start along the exits, each node once, what nothing leads to last', () => {
    expect(outlineOf(draft()).map(({ id }) => id)).toEqual(['start', 'menu', 'a', 'end', 'b', 'lost']);
  });

  it('puts each exit of the outline in its place: into its node, to a name elsewhere, or nowhere', () => {
    const lines = outlineLines(draft(), 'en').map((line) =>
      line.type === 'node' ? `${line.depth} ${line.id}` : `${line.depth} ${line.via.label} > ${line.to}`,
    );
    expect(lines).toEqual([
      '1 start',
      '2 menu',
      '3 a',
      '4 end',
      '3 b',
      '4 Next > end',
      '3 No input > menu',
      '3 No match > null',
      '1 lost',
      '2 Next > menu',
    ]);
  });

  it('says which exit is taken instead of an open one', () => {
    const alone: Definition = { ...emptyDefinition(), start: 'v', nodes: { v: kinds.video.create('en') }, layout: {} };
    expect(outlineLines(alone, 'en').at(-1)).toMatchObject({ to: null, fallback: 'Next' });
  });
});

describe('arrow keys', () => {
  it('go right along the first exit and left to who leads here', () => {
    expect(neighbour(draft(), 'menu', 'right')).toBe('a');
    expect(neighbour(draft(), 'menu', 'left')).toBe('start');
    expect(neighbour(draft(), 'a', 'left')).toBe('menu');
  });

  it('go up and down among the siblings', () => {
    expect(neighbour(draft(), 'a', 'down')).toBe('b');
    expect(neighbour(draft(), 'b', 'up')).toBe('a');
  });

  it('go to the nearest card where no edge leads', () => {
    expect(neighbour(draft(), 'start', 'down')).toBe('lost');
    expect(neighbour(draft(), 'end', 'right')).toBeNull();
  });
});
