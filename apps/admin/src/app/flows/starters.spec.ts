import { validate } from '@calldocker/flow-engine';
import { fileName, nameFrom, readDefinition } from './flow-file';
import { fit } from './flow-shape';
import { STARTERS } from './starters';

describe('starters', () => {
  it.each(STARTERS)('$name can be published as it is', ({ definition }) => {
    expect(validate(definition)).toEqual([]);
  });

  it.each(STARTERS)('$name has a place for each node and says how many there are', ({ definition, about }) => {
    const nodes = Object.keys(definition.nodes);
    expect(Object.keys(definition.layout).sort()).toEqual([...nodes].sort());
    expect(about).toContain(`${nodes.length} nodes.`);
  });
});

describe('flow files', () => {
  it('carry the flow’s name there and back', () => {
    expect(fileName('Front door / Über')).toBe('front-door-u-ber.flow.json');
    expect(nameFrom('front-door.flow.json')).toBe('Front door');
    expect(nameFrom('.json')).toBe('Imported flow');
  });

  it('may hold the definition alone or an answer around it', () => {
    expect(readDefinition('{"nodes":{}}')).toEqual({ nodes: {} });
    expect(readDefinition('{"revision":3,"definition":{"nodes":{}}}')).toEqual({ nodes: {} });
    expect(() => readDefinition('<xml/>')).toThrow(SyntaxError);
  });
});

describe('fit', () => {
  it('spreads a layout over the thumbnail, and centres what has no spread', () => {
    expect([100, 200, 300].map(fit([100, 300, 200], 40))).toEqual([0, 20, 40]);
    expect(fit([7, 7], 40)(7)).toBe(20);
  });
});
