/** @jest-environment node */
import { type Definition, emptyDefinition, kinds } from '@calldocker/flow-engine';
import ELK from 'elkjs/lib/elk.bundled.js';
import fc from 'fast-check';
import { addNode, connect, move } from '../draft/edits';
import { isGroup, setMark } from '../draft/marks';
import { graphOf, laidOut } from './auto-layout';
import { boxOf, boxesById, boxesOf, contains, roomAround } from './boxes';
import { GRID, boundsOf, overlaps } from './geometry';

const engine = new ELK();

/** Menus that lead anywhere, in circles too. */
const flows = fc
  .array(fc.array(fc.option(fc.nat(11)), { maxLength: 4 }), { minLength: 2, maxLength: 12 })
  .map((leads) => {
    let flow = emptyDefinition();
    for (const index of leads.keys()) flow = addNode(flow, `n${index}`, kinds.menu.create('en'), { x: 37, y: 51 });
    const exits = ['choice:1', 'choice:2', 'noInput', 'noMatch'];
    for (const [index, targets] of leads.entries())
      for (const [at, to] of targets.entries())
        if (to !== null) flow = connect(flow, { nodeId: `n${index}`, exit: exits[at] ?? '' }, `n${to}`);
    return flow;
  });

async function layOut(flow: Definition, ids = Object.keys(flow.nodes)): Promise<Definition> {
  return laidOut(await engine.layout(graphOf(flow, ids)), flow);
}

describe('a layout', () => {
  it('puts no card over another, all of them on the dots, whatever the flow', async () => {
    await fc.assert(
      fc.asyncProperty(flows, async (flow) => {
        const boxes = boxesOf(await layOut(flow));
        expect(boxes.filter((box, i) => boxes.some((other, j) => i < j && overlaps(box, other)))).toEqual([]);
        expect(boxes.every(({ x, y }) => x % GRID === 0 && y % GRID === 0)).toBe(true);
        expect(Math.min(...boxes.map(({ x }) => x))).toBe(44);
      }),
      { numRuns: 15 },
    );
  }, 30_000);

  it('keeps what a group holds in it, and all else out, one group in another too', async () => {
    const color = 'blue' as const;
    const spread = flows.map((flow) => {
      const ids = Object.keys(flow.nodes);
      return move(flow, Object.fromEntries(ids.map((id, index) => [id, { x: (index % 3) * 300, y: index * 400 }])));
    });
    const around = (flow: Definition, id: string, held: string[]): Definition => {
      const bounds = boundsOf(boxesById(flow, held).map(([, box]) => box));
      return bounds ? setMark(flow, id, { ...roomAround(bounds), color, group: id }) : flow;
    };
    const heldBy = (flow: Definition, id: string): string[] => {
      const box = boxOf(flow, id);
      return box
        ? boxesById(flow, Object.keys(flow.nodes)).flatMap(([one, at]) => (contains(box, at) ? [one] : []))
        : [];
    };
    await fc.assert(
      fc.asyncProperty(spread, fc.nat(3), async (flow, count) => {
        const ids = Object.keys(flow.nodes);
        const inner = around(flow, 'inner', ids.slice(0, count + 1));
        const both = around(inner, 'outer', ids.slice(0, count + 2));
        const note = { ...roomAround({ x: 10, y: 10, width: 20, height: 20 }), color, comment: 'Why' };
        const noted = setMark(both, 'note', note);
        const after = await layOut(noted);
        for (const group of ['inner', 'outer'])
          if (isGroup(after.layout[group])) expect(heldBy(after, group)).toEqual(heldBy(noted, group));
        const boxes = boxesOf(after);
        expect(boxes.filter((box, i) => boxes.some((other, j) => i < j && overlaps(box, other)))).toEqual([]);
      }),
      { numRuns: 15 },
    );
  }, 30_000);

  it('leads from left to right, exits in their order from top to bottom', async () => {
    let flow = emptyDefinition();
    for (const [id, kind] of [
      ['a', 'menu'],
      ['c', 'end'],
      ['b', 'end'],
    ] as const)
      flow = addNode(flow, id, kinds[kind].create('en'), { x: 0, y: 0 });
    flow = connect(flow, { nodeId: 'a', exit: 'choice:1' }, 'b');
    flow = connect(flow, { nodeId: 'a', exit: 'choice:2' }, 'c');
    const { layout } = await layOut(flow, ['a', 'b', 'c']);
    expect(layout['a']?.x).toBe(0);
    expect(layout['b']?.x).toBeGreaterThan(180);
    expect(layout['b']?.y).toBeLessThan(layout['c']?.y ?? 0);
  });

  it('begins at the left with the start, whatever leads back to it', async () => {
    let flow = emptyDefinition();
    for (const id of ['a', 'b', 'c']) flow = addNode(flow, id, kinds.message.create('en'), { x: 0, y: 0 });
    for (const [from, to] of [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
    ] as const)
      flow = connect(flow, { nodeId: from, exit: 'next' }, to);
    const { layout } = await layOut(flow, ['a', 'b', 'c']);
    const xs = ['a', 'b', 'c'].map((id) => layout[id]?.x ?? 0);
    expect(xs).toEqual(xs.toSorted((a, b) => a - b));
    expect(new Set(xs).size).toBe(3);
  });

  it('leaves what was not chosen where it is', async () => {
    let flow = emptyDefinition();
    for (const id of ['a', 'b', 'c']) flow = addNode(flow, id, kinds.end.create('en'), { x: 300, y: 300 });
    expect((await layOut(flow, ['a', 'b'])).layout['c']).toEqual({ x: 300, y: 300 });
  });
});
