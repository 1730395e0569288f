/** @jest-environment node */
import { type Definition, emptyDefinition, kinds } from '@calldocker/flow-engine';
import { addNode, connect } from '../draft/edits';
import { outlineLines } from './outline-lines';
import { rowsOf, step } from './outline-tree';

/** Welcome -> Menu (1 -> Bye, 2 open, no input, no match), and a loose End. */
function flow(): Definition {
  let draft = emptyDefinition();
  for (const [id, kind] of [
    ['hi', 'message'],
    ['menu', 'menu'],
    ['bye', 'end'],
    ['loose', 'end'],
  ] as const)
    draft = addNode(draft, id, kinds[kind].create('en'), { x: 0, y: 0 });
  draft = connect(draft, { nodeId: 'hi', exit: 'next' }, 'menu');
  return connect(draft, { nodeId: 'menu', exit: 'choice:1' }, 'bye');
}

const rows = (...collapsed: string[]) => rowsOf(outlineLines(flow(), 'en'), new Set(collapsed));
const keys = (...collapsed: string[]) => rows(...collapsed).map(({ line }) => line.key);

describe('the outline as a tree', () => {
  it('hides what stands within a closed row', () => {
    expect(keys()).toEqual(['hi', 'menu', 'bye', 'menu choice:2', 'menu noInput', 'menu noMatch', 'loose']);
    expect(keys('menu')).toEqual(['hi', 'menu', 'loose']);
    expect(keys('hi')).toEqual(['hi', 'loose']);
  });

  it('tells of each row its place among its siblings, and whether it is open', () => {
    expect(rows('menu').map(({ position, siblings, expanded }) => [position, siblings, expanded])).toEqual([
      [1, 2, true],
      [1, 1, false],
      [2, 2, null],
    ]);
    expect(
      rows()
        .filter(({ line }) => line.depth === 3)
        .map(({ position, siblings }) => [position, siblings]),
    ).toEqual([
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
    ]);
  });

  it('goes by the arrows as trees do: right opens, then enters; left closes, then leaves', () => {
    expect(step(rows('menu'), 1, 'ArrowRight')).toEqual({ open: true });
    expect(step(rows(), 1, 'ArrowRight')).toEqual({ to: 2 });
    expect(step(rows(), 2, 'ArrowRight')).toBeNull();
    expect(step(rows(), 1, 'ArrowLeft')).toEqual({ open: false });
    expect(step(rows('menu'), 1, 'ArrowLeft')).toEqual({ to: 0 });
    expect(step(rows(), 5, 'ArrowLeft')).toEqual({ to: 1 });
    expect(step(rows(), 6, 'ArrowDown')).toEqual({ to: 6 });
    expect(step(rows(), 6, 'Home')).toEqual({ to: 0 });
  });
});
