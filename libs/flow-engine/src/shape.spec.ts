import { kinds, LIMITS, validate, type Definition, type FlowNode } from './index.js';
import { depthFirst } from './graph.js';
import { find, flow, say } from '../testing/flows.js';
import { play } from '../testing/play.js';

const variables: Definition['variables'] = { name: { type: 'text', personal: false } };

function found(definition: unknown): string[] {
  return validate(definition).map(({ severity, message }) => `${severity}: ${message}`);
}

function codes(definition: unknown): string[] {
  return validate(definition).map(({ code }) => code);
}

describe('an author is told', () => {
  test('that nobody can get to a node', () => {
    expect(found(flow({ say, lost: { ...say, name: 'Lost' } }))).toEqual(['error: Lost: no visitor can get here.']);
    // Before there is a start, that is all there is to say.
    expect(codes(flow({ say, lost: say }, { start: null }))).toEqual(['start.missing']);
  });

  test('once of nodes that lead to no End and to no person, by their names', () => {
    const round = (id: string, next: string): FlowNode => ({ ...say, name: `Step ${id}`, exits: { next } });
    const choose: FlowNode = { ...find, exits: { ...find.exits, noInput: 'a', noMatch: 'd' } };
    const trapped = flow({
      find: choose,
      a: round('a', 'b'),
      b: round('b', 'c'),
      c: round('c', 'a'),
      d: round('d', 'd'),
    });
    expect(found(trapped)).toEqual([
      'error: Step a: no way leads on from here to an End or to a person (Step a, Step b, Step c).',
      'error: Step d: no way leads on from here to an End or to a person.',
    ]);
    const many = Array.from({ length: 500 }, (_, index) => [`n${index}`, round(`${index}`, `n${(index + 1) % 500}`)]);
    expect(
      codes(flow({ find: { ...choose, exits: { ...find.exits, noMatch: 'n0' } }, ...Object.fromEntries(many) })),
    ).toEqual(['flow.trap']);
  });

  test('of no trap where a way leads to a person, or is still to be made', () => {
    const exits = { answered: 'line', overflow: 'line', failed: 'line' };
    const line: FlowNode = { ...kinds.queue.create('en'), queue: 'sales', prompt: { en: 'Please wait.' }, exits };
    expect(codes(flow({ line, end: line }))).toEqual(['node.unreachable']);
    expect(codes(flow({ find: { ...find, exits: { 'choice:a': 'find', noInput: 'find' } } }))).not.toContain(
      'flow.trap',
    );
  });

  test('of an exit for what fails, where a node asks others for something', () => {
    for (const { kind, create } of [kinds.request, kinds.queue, kinds.chat, kinds.email, kinds.subflow]) {
      const missing = validate(flow({ node: create('en') })).filter(({ exit }) => exit === 'failed');
      expect([kind, ...missing.map(({ code }) => code)]).toEqual([kind, 'exit.dangling']);
    }
  });

  test('that nodes go round in a circle without a stop', () => {
    const set = (next: string): FlowNode => ({
      kind: 'set',
      name: `To ${next}`,
      assignments: [{ variable: 'name', value: 'x' }],
      exits: { next },
    });
    expect(found(flow({ a: set('b'), b: set('c'), c: set('b') }, { variables }))).toContain(
      'error: To c: goes round in a circle without a stop (To c, To b).',
    );
    const ring = Array.from({ length: LIMITS.steps + 20 }, (_, index) => `n${index}`);
    const round = ring.map((id, index) => [id, set(ring[(index + 1) % ring.length] ?? '')] as const);
    expect(codes(flow(Object.fromEntries(round), { variables }))).toEqual([
      'node.unreachable',
      'flow.trap',
      'flow.circle',
    ]);
    expect(found(flow({ a: set('a') }, { variables }))).toContain('error: To a: leads to itself without a stop.');
    expect(codes(flow({ a: set('b'), b: { ...say, exits: { next: 'a' } } }, { variables }))).not.toContain(
      'flow.circle',
    );
  });

  test('of some of the circles, when 2,000 nodes all lead to one another', () => {
    const ids = Array.from({ length: 2000 }, (_, index) => `n${index}`);
    const tangled = ids.map((id, index): [string, FlowNode] => {
      const rows = Array.from({ length: 50 }, (_, row) => ({ id: `${row}`, name: '', all: [] }));
      const exits = rows.map((row, at) => [`row:${row.id}`, ids[(index * 7 + at * 41 + 1) % 2000] ?? null]);
      const otherwise = ids[(index + 1) % 2000] ?? null;
      return [id, { kind: 'branch', name: id, rows, exits: { ...Object.fromEntries(exits), otherwise } }];
    });
    const circles = codes({ ...flow({}), start: 'n0', nodes: Object.fromEntries(tangled) });
    expect(circles.filter((code) => code === 'flow.circle')).toHaveLength(20);
    const back = new Map(ids.map((id, at) => [id, [...ids.slice(at + 1, at + 2), ...ids.slice(0, 9)]]));
    const { cycles } = depthFirst(ids, back);
    expect(cycles.reduce((sum, cycle) => sum + cycle.length, 0)).toBeLessThan(30_000);
  });

  test('that too many nodes follow each other without a stop, exactly when the engine would give up', () => {
    const chain = (length: number): Definition => {
      const nodes: Record<string, FlowNode> = {};
      for (let i = 0; i < length; i++) {
        const next = i === length - 1 ? 'end' : `n${i + 1}`;
        nodes[`n${i}`] = {
          kind: 'set',
          name: `N${i}`,
          assignments: [{ variable: 'name', value: 'x' }],
          exits: { next },
        };
      }
      return flow(nodes, { variables });
    };
    const outcome = (definition: Definition): unknown =>
      play(definition, { trigger: { languages: [] }, env: { now: 0, seed: '' }, inputs: [] })[0];
    expect(codes(chain(LIMITS.steps - 1))).toEqual([]);
    expect(outcome(chain(LIMITS.steps - 1))).toMatchObject({ state: { outcome: 'served' } });
    expect(found(chain(LIMITS.steps))).toEqual(['error: N0: more than 99 nodes in a row without a stop.']);
    expect(outcome(chain(LIMITS.steps))).toMatchObject({ state: { outcome: 'failed' } });
  });
});
