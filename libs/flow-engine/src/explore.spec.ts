import fc from 'fast-check';
import { countPaths } from './explore-paths.js';
import { kinds, type Condition, type Definition, type FlowNode, type NodeOf } from './index.js';
import { anyFlow, validFlow } from '../testing/arbitraries.js';
import { PROPERTY_RUNS } from '../testing/bounded.js';
import { find, finish, flow, say } from '../testing/flows.js';
import { anyInput } from '../testing/inputs.js';
import { play } from '../testing/play.js';
import { readFlow } from '../testing/testdata.js';
import { alone, branch, missed, walk } from '../testing/walks.js';

/** Each goes many ways through one flow. */
const WALKS = PROPERTY_RUNS / 5;

const text: Definition['variables'][string] = { type: 'text', personal: false };
const number: Definition['variables'][string] = { type: 'number', personal: false };
const prompt = { en: 'Please?' };
const media = { en: { contentId: 'clip' } };

describe('a walk through a flow', () => {
  test('comes to every node by every exit, and says how many ways there are', () => {
    const coverage = walk(readFlow('front-door'));
    expect(coverage).toMatchObject({
      nodes: { total: 14, reached: 14 },
      exits: { total: 29, taken: 29 },
      missed: [],
      complete: true,
      failures: [],
    });
    expect(coverage.paths).toBeGreaterThan(10);
    expect(Object.keys(coverage.ends).sort()).toEqual(['abandoned', 'callback', 'served']);
  });

  const exitCases: [FlowNode, string[], Partial<Definition>][] = [
    [{ ...kinds.video.create('en'), media }, ['next', 'failed'], {}],
    [{ ...kinds.audio.create('en'), media, skippable: false }, ['next', 'failed'], {}],
    [{ ...find, media, bargeIn: false, retries: 2 }, ['choice:a', 'noInput', 'noMatch'], {}],
    [{ ...kinds.callback.create('en'), prompt }, ['booked', 'noInput', 'noMatch'], {}],
    [
      { ...kinds.faq.create('en'), prompt, articles: [{ id: '1', question: prompt, answer: prompt }] },
      ['helped', 'notHelped', 'noInput'],
      {},
    ],
    [
      { ...kinds.email.create('en'), prompt, mailbox: 'desk', subject: 'Hi' },
      ['sent', 'noInput', 'noMatch', 'failed'],
      {},
    ],
    [{ ...kinds.queue.create('en'), prompt, queue: 'desk' }, ['answered', 'overflow', 'closed', 'left', 'failed'], {}],
    [{ ...kinds.chat.create('en'), prompt }, ['ended', 'unavailable', 'failed'], {}],
    [{ ...kinds.request.create('en'), url: '{env:shop}/orders' }, ['success', 'notFound', 'failed'], {}],
    [
      {
        ...kinds.survey.create('en'),
        questions: (['csat', 'nps', 'text'] as const).map((type) => ({ id: type, type, question: prompt })),
      },
      ['done', 'unfinished'],
      {},
    ],
    [kinds.split.create('en'), ['arm:a', 'arm:b'], {}],
    [kinds.hours.create('en'), ['open', 'closed', 'holiday', 'emergency'], {}],
    ...(['text', 'digits', 'number', 'email', 'phone', 'date', 'rating'] as const).map(
      (answer): [FlowNode, string[], Partial<Definition>] => [
        { ...kinds.ask.create('en'), name: answer, prompt, answer, variable: 'x', minLength: 4, maxLength: 6 },
        ['next', 'noInput', 'noMatch'],
        { variables: { x: text } },
      ],
    ),
  ];
  test.each(exitCases.map(([node, exits, more]) => [node.name, node, exits, more] as const))(
    'leaves %s by every exit',
    (_name, node, exits, more) => {
      const coverage = walk(alone(node, exits, more));
      expect(missed(coverage)).toEqual([]);
      expect(coverage).toMatchObject({ complete: true, failures: [], paths: exits.length });
    },
  );

  test('goes through subflows, but counts the flow itself', () => {
    const called = flow({
      find: { ...find, exits: { 'choice:a': 'end', noInput: 'bad', noMatch: 'end' } },
      bad: { ...finish, outcome: 'failed' },
    });
    const caller = alone({ ...kinds.subflow.create('en'), flow: 'other' }, ['returned', 'failed']);
    const coverage = walk(caller, {}, { 'other@active': { flowId: 'flow-2', definition: called } });
    expect(coverage).toMatchObject({ nodes: { total: 3, reached: 3 }, exits: { total: 2, taken: 2 }, missed: [] });
    const gone = walk(caller);
    expect(missed(gone)).toEqual(['node returned', 'returned']);
    expect(gone.failures).toEqual([{ nodeId: 'node', code: 'subflow.missing' }]);
  });

  test('tells what a visitor never comes to', () => {
    const set: FlowNode = {
      kind: 'set',
      name: 'One',
      assignments: [{ variable: 'x', value: 1 }],
      exits: { next: 'fork' },
    };
    const fork = branch([['never', [{ variable: 'x', operator: 'equals', value: 2 }]]], {
      'row:never': 'lost',
      otherwise: 'end',
    });
    const coverage = walk(flow({ set, fork, lost: say }, { variables: { x: number } }));
    expect(missed(coverage)).toEqual(['fork row:never', 'lost']);
    expect(coverage).toMatchObject({
      nodes: { total: 4, reached: 3 },
      exits: { total: 4, taken: 2 },
      complete: true,
      paths: 1,
    });
  });

  test('tells the mistakes it met, and not those it made itself', () => {
    const coverage = walk(
      flow({
        find: { ...find, exits: { 'choice:a': null, noInput: 'gone', noMatch: 'say' } },
        say: { ...say, text: { en: '{nobody}' } },
      }),
    );
    expect(coverage.failures).toEqual(
      expect.arrayContaining([
        { nodeId: 'find', code: 'exit.dangling' },
        { nodeId: 'find', code: 'node.missing' },
        { nodeId: 'say', code: 'variable.missing' },
      ]),
    );
    expect(coverage.failures).toHaveLength(3);
    expect(walk({ ...flow({}), start: null })).toMatchObject({
      failures: [{ code: 'start.missing' }],
      paths: 0,
      states: 0,
    });
  });
});

describe('a bound on the walk', () => {
  /** A menu whose choices each ask for a number that is compared later: far more situations than nodes. */
  const wide = (): Definition => {
    const ids = Array.from({ length: 12 }, (_, index) => `n${index}`);
    const nodes: Record<string, FlowNode> = {
      menu: {
        ...find,
        choices: ids.map((id) => ({ id, label: { en: id } })),
        exits: { ...Object.fromEntries(ids.map((id) => [`choice:${id}`, id])), noInput: 'fork', noMatch: 'end' },
      },
    };
    for (const id of ids) {
      const exits = { next: 'menu', noInput: 'menu', noMatch: 'menu' };
      nodes[id] = { ...kinds.ask.create('en'), prompt, answer: 'number', variable: id, exits };
    }
    const rows = ids.map((id): [string, Condition[]] => [id, [{ variable: id, operator: 'greaterThan', value: 9 }]]);
    nodes.fork = branch(rows, { ...Object.fromEntries(ids.map((id) => [`row:${id}`, 'end'])), otherwise: 'end' });
    return flow(nodes, { variables: Object.fromEntries(ids.map((id) => [id, number])) });
  };

  test('ends it, and it says so', () => {
    const coverage = walk(wide(), { states: 300 });
    expect(coverage).toMatchObject({ states: 300, complete: false });
    expect(walk(flow({ say }), { inputs: 0 })).toMatchObject({ complete: false, nodes: { reached: 1 } });
  });

  test('leaves what was seen already for what was not', () => {
    const { nodes, ...rest } = wide();
    const chain = Array.from({ length: 60 }, (_, at): [string, FlowNode] => [
      `c${at}`,
      { ...say, exits: { next: at < 59 ? `c${at + 1}` : 'end' } },
    ]);
    const menu = nodes.menu as NodeOf<'menu'>;
    const far = { ...menu, exits: { ...menu.exits, noMatch: 'c0' } };
    const coverage = walk({ ...rest, nodes: { ...nodes, menu: far, ...Object.fromEntries(chain) } }, { states: 600 });
    expect(missed(coverage).filter((one) => one.startsWith('c'))).toEqual([]);
    expect(coverage.complete).toBe(false);
  });

  test('in nodes entered ends it as well', () => {
    const few = walk(wide(), { steps: 1000 });
    expect(few.complete).toBe(false);
    expect(few.states).toBeLessThan(1000);
  });

  test('of ways is not spent on those that come to no end', () => {
    const ids = Array.from({ length: 30 }, (_, at) => `n${at}`);
    const trap = new Map(ids.map((id) => [id, ids]));
    const edges = new Map([...trap, ['start', [...ids, 'end']], ['end', []]]);
    expect(countPaths('start', new Set(['end']), edges, 10)).toBe(1);
  });

  test('of the ways through it is one on counting, too', () => {
    /** Menus that all lead to one another. */
    const tangle = (size: number): Definition => {
      const ids = Array.from({ length: size }, (_, index) => `n${index}`);
      const menu: FlowNode = {
        ...find,
        choices: ids.map((to) => ({ id: to, label: { en: to } })),
        exits: { ...Object.fromEntries(ids.map((to) => [`choice:${to}`, to])), noInput: 'end', noMatch: 'end' },
      };
      return flow(Object.fromEntries(ids.map((id) => [id, menu])));
    };
    // From the first to the end, with any of the others in between, in any order.
    expect([1, 2, 3, 4, 5].map((size) => walk(tangle(size)).paths)).toEqual([1, 2, 5, 16, 65]);
    expect(walk(tangle(12)).paths).toBe(10_000);
  });
});

test('no visitor comes to a node by a way that a whole walk has not found', () => {
  let played = 0;
  fc.assert(
    fc.property(
      validFlow,
      fc.array(anyInput, { maxLength: 40 }),
      fc.integer({ min: 0, max: 4e12 }),
      (definition, inputs, now) => {
        const coverage = walk(definition, { states: 3000 });
        if (!coverage.complete) return;
        played++;
        const notTaken = new Set(missed(coverage));
        for (const step of play(definition, { trigger: { languages: ['en'] }, env: { now, seed: 's' }, inputs })) {
          if ('refused' in step) continue;
          for (const { nodeId, exit, to } of step.segments) {
            expect(notTaken).not.toContain(`${nodeId} ${exit}`);
            expect(notTaken).not.toContain(to);
          }
        }
      },
    ),
    { numRuns: WALKS },
  );
  expect(played).toBeGreaterThan(WALKS * 0.7);
});

test('a walk through any flow at all comes to an end', () => {
  fc.assert(
    fc.property(anyFlow, (definition) => {
      const { nodes, exits, states } = walk(definition, { states: 500 });
      expect(nodes.reached).toBeLessThanOrEqual(nodes.total);
      expect(exits.taken).toBeLessThanOrEqual(exits.total);
      expect(states).toBeLessThanOrEqual(500);
    }),
    { numRuns: WALKS },
  );
});
