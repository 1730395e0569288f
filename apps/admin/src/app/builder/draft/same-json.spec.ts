/** @jest-environment node */
import { sameJson } from './same-json';

describe('sameJson', () => {
  it('takes a draft and its copy from the server for the same, whatever the order of its keys', () => {
    const draft = { start: 'a', nodes: { a: { name: 'Hello', note: undefined }, b: { exits: [1, null] } } };
    expect(sameJson(draft, { nodes: { b: { exits: [1, null] }, a: { name: 'Hello' } }, start: 'a' })).toBe(true);
  });

  it('sees what is different anywhere', () => {
    expect(sameJson({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
    expect(sameJson({ a: { b: 1 } }, { a: { b: 1, c: 0 } })).toBe(false);
    expect(sameJson({}, [])).toBe(false);
    expect(sameJson(null, {})).toBe(false);
  });
});
