/** @jest-environment node */
import { type Definition, LIMITS, emptyDefinition, isDefinition, kinds } from '@calldocker/flow-engine';
import fc from 'fast-check';
import { ClippingRefused, clip, paste, readClipping, textOf } from './clipping';
import { addNode, connect } from './edits';

const here = { x: 0, y: 0 };

/** Welcome -> Ask -> Bye, where Ask writes {order} and Bye quotes it and {shop}. */
function shop(): Definition {
  let flow = emptyDefinition();
  flow = { ...flow, variables: { order: { type: 'text', personal: false }, spare: { type: 'text', personal: false } } };
  flow = addNode(flow, 'welcome', { ...kinds.message.create('en'), name: 'Welcome' }, { x: 0, y: 0 });
  flow = addNode(flow, 'ask', { ...kinds.ask.create('en'), name: 'Ask', variable: 'order' }, { x: 226, y: 0 });
  const bye = { ...kinds.end.create('en'), name: 'Bye', text: { en: '{order} at {shop}' } };
  flow = addNode(flow, 'bye', bye, { x: 452, y: 10 });
  flow = connect(flow, { nodeId: 'welcome', exit: 'next' }, 'ask');
  return connect(flow, { nodeId: 'ask', exit: 'valid' }, 'bye');
}

describe('a clipping', () => {
  it('holds what was chosen, the exits within and the variables it names; other exits lead nowhere', () => {
    const clipping = clip(shop(), ['ask', 'bye']);
    expect(Object.keys(clipping.nodes)).toEqual(['ask', 'bye']);
    expect(clipping.nodes['ask']?.exits['valid']).toBe('bye');
    expect(Object.keys(clipping.variables)).toEqual(['order']);
    expect(clip(shop(), ['welcome']).nodes['welcome']?.exits).toEqual({ next: null });
  });

  it('comes into another flow under new ids, with its exits and its variables, and says what is missing there', () => {
    const { definition, ids, declared, missing } = paste(emptyDefinition(), clip(shop(), ['ask', 'bye']), here);
    const [ask, bye] = ids;
    expect(definition.nodes[ask ?? '']?.exits['valid']).toBe(bye);
    expect(ids).not.toContain('ask');
    expect(definition.start).toBe(ask);
    expect(declared).toEqual(['order']);
    expect(missing).toEqual(['shop']);
    expect(definition.variables).toEqual({ order: { type: 'text', personal: false } });
  });

  it('keeps what is there: the start, the names and the variables of the flow it comes into', () => {
    const flow = shop();
    const clipping = clip(flow, ['ask', 'bye']);
    const other: Definition = { ...flow, variables: { order: { type: 'number', personal: true } } };
    const { definition, ids, missing, differing } = paste(other, clipping, { x: 44, y: 44 });
    expect(definition.start).toBe('welcome');
    expect(definition.variables).toBe(other.variables);
    expect(missing).toEqual(['shop']);
    expect(differing).toEqual(['order']);
    expect(ids.map((id) => definition.nodes[id]?.name)).toEqual(['Ask 2', 'Bye 2']);
    expect(ids.map((id) => definition.layout[id])).toEqual([
      { x: 270, y: 44 },
      { x: 496, y: 54 },
    ]);
    expect(definition.nodes['ask']).toBe(flow.nodes['ask']);
  });

  it('takes comments and groups along', () => {
    const group = { x: -20, y: -20, width: 500, height: 200, color: 'blue' as const, group: 'Greeting' };
    const flow: Definition = { ...shop(), layout: { ...shop().layout, g: group } };
    const { definition, ids } = paste(flow, clip(flow, ['welcome', 'g']), { x: 10, y: 10 });
    expect(definition.layout[ids[1] ?? '']).toEqual({ ...group, x: -10, y: -10 });
  });

  it('is refused where there is no room for it', () => {
    const nodes = Object.fromEntries(Array.from({ length: LIMITS.nodes }, (_, i) => [`n${i}`, kinds.end.create('en')]));
    expect(() => paste({ ...emptyDefinition(), nodes }, clip(shop(), ['bye']), here)).toThrow(ClippingRefused);
  });
});

describe('text on the clipboard', () => {
  it('brings back what was copied', () => {
    const clipping = clip(shop(), ['welcome', 'ask']);
    expect(readClipping(textOf(clipping))).toEqual(clipping);
  });

  it('is left alone when it is none of ours', () => {
    for (const text of ['', 'hello', '{', '[]', '{"calldocker":"flow"}', '{"nodes":{}}', 'null'])
      expect(readClipping(text)).toBeNull();
  });

  it('is refused when it says it is ours and is not', () => {
    const good = clip(shop(), ['welcome']);
    const bad = [
      { calldocker: 'nodes' },
      { calldocker: 'nodes', flow: { ...good, nodes: { welcome: { kind: 'script' } } } },
      { calldocker: 'nodes', flow: { ...good, nodes: { 'a b': good.nodes['welcome'] } } },
      { calldocker: 'nodes', flow: { ...good, layout: { welcome: { x: '0', y: 0 } } } },
      { calldocker: 'nodes', flow: { ...good, spec: 99 } },
    ];
    for (const value of bad) expect(() => readClipping(JSON.stringify(value))).toThrow(ClippingRefused);
  });

  it('never harms the draft, whatever it is', () => {
    const ids = fc.constantFrom('a', 'b', 'constructor', '__proto__', 'toString', 'x y', '');
    const node = fc.oneof(fc.constant(kinds.message.create('en')), fc.constant(kinds.end.create('en')), fc.jsonValue());
    const place = fc.oneof(
      fc.record({ x: fc.integer(), y: fc.integer() }),
      fc.record({ x: fc.integer(), y: fc.integer(), width: fc.nat(), comment: fc.string() }),
      fc.jsonValue(),
    );
    const flow = fc.record({
      ...{ spec: fc.constantFrom(1, 2, '1'), start: fc.option(ids), languages: fc.constant(['en']) },
      ...{ nodes: fc.dictionary(ids, node), layout: fc.dictionary(ids, place), variables: fc.constant({}) },
    });
    fc.assert(
      fc.property(flow, (value) => {
        let clipping: Definition | null;
        try {
          clipping = readClipping(JSON.stringify({ calldocker: 'nodes', flow: value }));
        } catch (caught) {
          return expect(caught).toBeInstanceOf(ClippingRefused);
        }
        if (!clipping) return;
        const before = shop();
        const { definition, ids: fresh } = paste(before, clipping, here);
        expect(isDefinition(JSON.parse(JSON.stringify(definition)))).toBe(true);
        for (const id of Object.keys(before.nodes)) expect(definition.nodes[id]).toBe(before.nodes[id]);
        const targets = fresh.flatMap((id) => Object.values(definition.nodes[id]?.exits ?? {}));
        expect(targets.every((to) => to === null || fresh.includes(to))).toBe(true);
      }),
    );
  });
});
