/** @jest-environment node */
import { emptyDefinition, kinds } from '@calldocker/flow-engine';
import { differences, sameJson } from './differences';

describe('differences', () => {
  const base = {
    ...emptyDefinition(),
    start: 'a',
    nodes: { a: kinds.video.create('en'), b: { ...kinds.end.create('en'), name: 'Goodbye' } },
    layout: { a: { x: 0, y: 0 }, b: { x: 226, y: 0 } },
  };

  it('names what only one side has, what both have differently, and counts what lies elsewhere', () => {
    const theirs = {
      ...base,
      languages: ['en', 'de'],
      nodes: { b: { ...base.nodes.b, name: 'Farewell' }, c: { ...kinds.message.create('en'), name: 'Sales' } },
      layout: { b: { x: 300, y: 0 }, c: { x: 0, y: 0 } },
    };
    expect(differences(base, theirs)).toEqual({
      added: ['Sales'],
      removed: ['Video'],
      changed: ['Farewell'],
      moved: 1,
      settings: true,
    });
  });

  it('finds none between a draft and its copy from the server, whatever the order of its keys', () => {
    const { layout, nodes, ...rest } = structuredClone(base);
    const copy = { layout, nodes: { b: nodes.b, a: nodes.a }, ...rest };
    expect(sameJson(base, copy)).toBe(true);
    expect(differences(base, copy)).toEqual({ added: [], removed: [], changed: [], moved: 0, settings: false });
  });
});
