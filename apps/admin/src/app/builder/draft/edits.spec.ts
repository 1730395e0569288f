import { type Definition, emptyDefinition, kinds } from '@calldocker/flow-engine';
import fc from 'fast-check';
import { addNode, connect, remove, setBackground, setSilent } from './edits';

const EXITS = ['choice:1', 'choice:2', 'noInput', 'noMatch'];

/** Menus, each with where its exits lead by number. */
function flowOf(leads: readonly (readonly (number | null)[])[]): Definition {
  let flow = emptyDefinition();
  for (const index of leads.keys()) flow = addNode(flow, `n${index}`, kinds.menu.create('en'), { x: 0, y: 0 });
  for (const [index, targets] of leads.entries())
    for (const [at, to] of targets.entries())
      if (to !== null) flow = connect(flow, { nodeId: `n${index}`, exit: EXITS[at] ?? '' }, `n${to}`);
  return flow;
}
const leadOf = (flow: Definition, from: number, exit = 'choice:1'): string | null | undefined =>
  flow.nodes[`n${from}`]?.exits[exit];

describe('deleting', () => {
  it('a node in a chain joins its neighbours, several at once too', () => {
    const chain = flowOf([[1], [2], [3], []]);
    expect(leadOf(remove(chain, ['n1']), 0)).toBe('n2');
    expect(leadOf(remove(chain, ['n1', 'n2']), 0)).toBe('n3');
  });

  it('a node with two ways on, or none, leaves what led to it open', () => {
    expect(leadOf(remove(flowOf([[1], [2, 3], [], []]), ['n1']), 0)).toBeNull();
    expect(leadOf(remove(flowOf([[1], []]), ['n1']), 0)).toBeNull();
  });

  it('one of two that lead to each other leaves no node that leads to itself', () => {
    expect(leadOf(remove(flowOf([[1], [0]]), ['n1']), 0)).toBeNull();
  });

  it('ends in a circle of deleted nodes', () => {
    expect(leadOf(remove(flowOf([[1], [2], [1]]), ['n1', 'n2']), 0)).toBeNull();
  });

  it('never leaves an edge to what is gone, and touches no other edge', () => {
    const leads = fc.array(fc.array(fc.option(fc.nat(7)), { maxLength: 4 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(leads, fc.subarray(Array.from({ length: 8 }, (_, index) => `n${index}`)), (targets, gone) => {
        const before = flowOf(targets);
        const after = remove(before, gone);
        for (const [id, { exits }] of Object.entries(after.nodes))
          for (const [exit, to] of Object.entries(exits)) {
            const was = before.nodes[id]?.exits[exit] ?? null;
            expect(to === null || after.nodes[to] !== undefined).toBe(true);
            if (was === null || !gone.includes(was)) expect(to).toBe(was);
            else expect(to).not.toBe(id);
          }
      }),
    );
  });
});

describe('a background sound', () => {
  const flow = flowOf([[], []]);
  const waves = { media: { en: { contentId: 'waves' } }, volume: 40 };

  it('comes and goes without a trace, and leaves the nodes as they are', () => {
    const sounding = setBackground(flow, waves);
    expect([sounding.background, sounding.nodes]).toEqual([waves, flow.nodes]);
    expect(setBackground(sounding, waves)).toBe(sounding);
    expect(setBackground(sounding, undefined)).toEqual(flow);
  });

  it('is not heard at a node that is silent, and at no other', () => {
    const silent = setSilent(flow, 'n1', true);
    expect(silent.nodes['n1']?.background).toBe('silent');
    expect(silent.nodes['n0']).toBe(flow.nodes['n0']);
    expect(setSilent(silent, 'n1', true)).toBe(silent);
    expect(setSilent(silent, 'n1', false)).toEqual(flow);
  });
});
