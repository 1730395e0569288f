import fc from 'fast-check';
import { emptyDefinition, isDefinition, LIMITS, migrate, validate } from './index.js';
import { find, finish, flow, say } from '../testing/flows.js';
import { play } from '../testing/play.js';
import { flowNames, readJson } from '../testing/testdata.js';

function found(definition: unknown): string[] {
  return validate(definition).map(({ severity, message }) => `${severity}: ${message}`);
}

function codes(definition: unknown): string[] {
  return validate(definition).map(({ code }) => code);
}

describe('JSON that is not a flow', () => {
  test.each([
    [null, ['structure.type']],
    [[], ['structure.type']],
    ['flow', ['structure.type']],
    [{ ...emptyDefinition(), spec: 2 }, ['definition.newer-spec']],
    [{ ...emptyDefinition(), spec: '2' }, ['structure.type']],
    [{ ...emptyDefinition(), nodes: [] }, ['structure.type']],
    [{ ...emptyDefinition(), languages: [] }, ['value.count', 'start.missing']],
    [{ ...emptyDefinition(), extra: 1 }, ['structure.unknown', 'start.missing']],
    [{ ...emptyDefinition(), nodes: { a: null } }, ['structure.type', 'start.missing']],
    [{ ...emptyDefinition(), nodes: { a: { kind: 'constructor' } } }, ['structure.kind', 'start.missing']],
    [{ ...emptyDefinition(), nodes: { a: { kind: { toString: 1 } } } }, ['structure.kind', 'start.missing']],
    [{ ...emptyDefinition(), nodes: { 'a b': say } }, ['structure.type']],
    [{ ...emptyDefinition(), variables: { '1': { type: 'text', personal: true } } }, ['structure.type']],
  ])('%j has %j', (value, expected) => expect(codes(value)).toEqual(expected));

  test('is named missing or of another type, field by field', () => {
    const { bargeIn: _, ...rest } = find;
    expect(
      found(flow({ find }, { nodes: JSON.parse(JSON.stringify({ find: { ...rest, retries: '2' }, end: finish })) })),
    ).toEqual([
      'error: Find the order: “retries” takes a number.',
      'error: Find the order: “bargeIn” is missing; it is either true or false.',
    ]);
  });

  test('has comments and groups among its places, within bounds', () => {
    const mark = { x: 0, y: 0, width: 200, height: 80, color: 'yellow' };
    const placed = (place: unknown) => codes({ ...emptyDefinition(), layout: { one: place } });
    const fits = ['start.missing'];
    expect(placed({ ...mark, comment: 'Ask the shop.' })).toEqual(fits);
    expect(placed({ ...mark, group: 'After hours' })).toEqual(fits);
    expect(placed({ ...mark, comment: 'x'.repeat(LIMITS.commentLength + 1) })).toEqual(['limit.length', ...fits]);
    expect(placed({ ...mark, group: 'x'.repeat(LIMITS.nameLength + 1) })).toEqual(['limit.length', ...fits]);
    expect(isDefinition({ ...emptyDefinition(), layout: { one: { ...mark, comment: 'x', color: 'red' } } })).toBe(
      false,
    );
    expect(isDefinition({ ...emptyDefinition(), layout: { one: { ...mark, comment: 7 } } })).toBe(false);
    expect(isDefinition({ ...emptyDefinition(), layout: { one: { x: 0, y: 0, comment: 'x' } } })).toBe(false);
  });

  test('may use the names of the prototype', () => {
    const text = JSON.stringify(flow({ say }))
      .replace('"say":', '"__proto__":')
      .replace('"start":"say"', '"start":"__proto__"');
    expect(validate(JSON.parse(text)).some(({ severity }) => severity === 'error')).toBe(true);
    const variables = JSON.parse('{"__proto__":{"type":"text","personal":false}}');
    expect(codes(flow({ say }, { variables }))).toEqual(['structure.type']);
    expect(codes(flow({ constructor: { ...say, exits: { next: 'end' } } }))).toEqual([]);
    expect(codes(flow({ say: { ...say, text: { en: '{constructor}' } } }))).toEqual(['variable.undeclared']);
  });

  test('is not looked into beyond the limit of nodes', () => {
    const nodes = Object.fromEntries(Array.from({ length: LIMITS.nodes + 1 }, (_, index) => [`n${index}`, null]));
    expect(codes({ ...emptyDefinition(), nodes })).toEqual(['limit.count']);
  });

  test('never makes validate throw', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(validate(value).length).toBeGreaterThan(0);
        expect(isDefinition(value)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('never makes validate throw when only a part of a flow is broken, and the engine runs what has its form', () => {
    const broken = fc.tuple(fc.constantFrom(...flowNames()), fc.nat(), breakage());
    const scenario = {
      trigger: { languages: ['de'] },
      env: { now: 0, seed: '' },
      inputs: [{ type: 'mediaEnd' as const }, { type: 'key' as const, key: '1' }, { type: 'timeout' as const }],
    };
    let readable = 0;
    fc.assert(
      fc.property(broken, ([name, at, value]) => {
        const definition = replaceAt(readJson(`${name}.json`), at, value);
        validate(definition, { content: {} });
        if (!isDefinition(definition)) return;
        readable++;
        play(migrate(definition), scenario);
      }),
      { numRuns: 1500 },
    );
    expect(readable).toBeGreaterThan(100);
  });
});

function breakage(): fc.Arbitrary<unknown> {
  const odd = fc.constantFrom<unknown>(
    '',
    'end',
    '{',
    '{x}',
    0,
    -1,
    1.5,
    1e300,
    true,
    null,
    [],
    {},
    [[]],
    '24:00',
    'main',
  );
  return fc.oneof(odd, fc.jsonValue({ maxDepth: 2 }));
}

/** The same JSON with the value at one of its places replaced. */
function replaceAt(json: unknown, place: number, value: unknown): unknown {
  let places = 0;
  JSON.stringify(json, (_key, inner: unknown) => (places++, inner));
  let at = -1;
  const text = JSON.stringify(json, (_key, inner: unknown) => (++at === place % places ? value : inner));
  return JSON.parse(text);
}
