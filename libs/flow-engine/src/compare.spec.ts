import fc from 'fast-check';
import {
  canonicalJson,
  compare,
  executableJson,
  isDefinition,
  kinds,
  type Change,
  type Definition,
  type FlowNode,
  type MenuNode,
} from './index.js';
import { validFlow } from '../testing/arbitraries.js';
import { PROPERTY_RUNS } from '../testing/bounded.js';
import { find, finish, flow, say } from '../testing/flows.js';
import { mutated, mutation } from '../testing/mutations.js';
import { flowNames, readJson } from '../testing/testdata.js';

const menu: MenuNode = {
  ...find,
  choices: [
    { id: 'a', key: '1', label: { en: 'Orders', de: 'Bestellungen' } },
    { id: 'b', key: '2', label: { en: 'Repairs' } },
  ],
};
const base = flow({ say: { ...say, exits: { next: 'find' } }, find: menu });

function withNode(id: string, change: Partial<FlowNode>): Definition {
  return { ...base, nodes: { ...base.nodes, [id]: { ...base.nodes[id], ...change } as FlowNode } };
}

function told(after: Definition, before = base): string[] {
  return compare(before, after).map(({ message }) => message);
}

/** Of one change. */
function only(after: Definition, before = base): Change | undefined {
  const changes = compare(before, after);
  expect(changes).toHaveLength(1);
  return changes[0];
}

describe('two versions of a flow differ', () => {
  test('by nodes that came, went, changed their name or became another kind', () => {
    const { end, ...others } = base.nodes;
    expect(told({ ...base, nodes: { ...others, end: finish, more: say } })).toEqual(['Message “Hello” was added.']);
    expect(told({ ...base, nodes: others })).toEqual(['End “Goodbye” was removed.']);
    expect(end).toBeDefined();
    expect(only(withNode('find', { name: 'Main' }))).toEqual({
      what: 'node.renamed',
      nodeId: 'find',
      nodeName: 'Main',
      field: 'name',
      before: 'Find the order',
      after: 'Main',
      message: '“Find the order” is now called “Main”.',
    });
    const message = { ...say, name: 'Find the order', exits: menu.exits };
    expect(told({ ...base, nodes: { ...base.nodes, find: message } })).toEqual([
      '“Find the order” is now of the kind Message; it was Menu.',
    ]);
  });

  test('by where exits lead, by the names of the nodes', () => {
    const rewired = withNode('find', { exits: { ...menu.exits, 'choice:a': 'say', noInput: null, noMatch: 'gone' } });
    expect(told(rewired)).toEqual([
      'Find the order: the Orders exit leads to “Hello” instead of to “Goodbye”.',
      'Find the order: the No input exit leads nowhere instead of to “Goodbye”.',
      'Find the order: the No match exit leads to a node that is not there instead of to “Goodbye”.',
    ]);
    const unsaid = withNode('say', { exits: {} });
    expect(told(unsaid, withNode('say', { exits: { next: null } }))).toEqual([
      'Hello: the Next exit leads nowhere, as before, and only says so otherwise.',
    ]);
    const twin = {
      ...base,
      nodes: { ...base.nodes, twin: finish, find: { ...menu, exits: { ...menu.exits, noInput: 'twin' } } },
    };
    expect(told(twin)).toContain('Find the order: the No input exit leads to “Goodbye”, another one of that name.');
    expect(compare(base, rewired)[0]).toMatchObject({
      exit: 'choice:a',
      before: 'end',
      after: 'say',
      what: 'exit.rewired',
    });
  });

  test('by texts and media, each in its language', () => {
    const choices = [
      { ...menu.choices[0], label: { en: 'My orders' } },
      { ...menu.choices[1], label: { en: 'Repairs', nl: 'Reparaties' } },
    ];
    const after = withNode('find', { prompt: { en: 'Which one?' }, choices } as Partial<FlowNode>);
    expect(told(after)).toEqual([
      'Find the order: the prompt in English changed from “Which?” to “Which one?”.',
      'Find the order: the label of the choice “My orders” in English changed from “Orders” to “My orders”.',
      'Find the order: the label of the choice “My orders” in German was removed.',
      'Find the order: the label of the choice “Repairs” in Dutch was added: “Reparaties”.',
    ]);
    expect(compare(base, after)[2]).toEqual({
      what: 'text.changed',
      nodeId: 'find',
      nodeName: 'Find the order',
      field: 'choices.0.label.de',
      language: 'de',
      before: 'Bestellungen',
      message: expect.any(String),
    });
    const video = (contentId: string): Definition =>
      flow({ video: { ...kinds.video.create('en'), media: { en: { contentId } }, exits: { next: 'end' } } });
    expect(only(video('two'), video('one'))).toMatchObject({
      what: 'media.changed',
      language: 'en',
      message: 'Video: the media in English changed from “one” to “two”.',
    });
  });

  test('by settings, and entries of lists are the same entries wherever they stand', () => {
    expect(told(withNode('find', { timeoutSeconds: 25, bargeIn: false } as Partial<FlowNode>))).toEqual([
      'Find the order: the barge in changed from true to false.',
      'Find the order: the timeout seconds changed from 10 to 25.',
    ]);
    const [a, b] = menu.choices;
    const choices = [{ id: 'c', label: { en: 'More' } }, { ...b, key: '3' }, a];
    expect(told(withNode('find', { choices } as Partial<FlowNode>))).toEqual([
      'Find the order: the choice “More” was added.',
      'Find the order: the key of the choice “Repairs” changed from “2” to “3”.',
      'Find the order: the choices are in another order.',
    ]);
    expect(told(withNode('find', { choices: [b] } as Partial<FlowNode>))).toEqual([
      'Find the order: the choice “Orders” was removed.',
    ]);
  });

  test('by entries without ids, which are known by their place', () => {
    const set = (...values: string[]): Definition =>
      flow({
        set: { kind: 'set', name: 'Set', assignments: values.map((value) => ({ variable: 'x', value })), exits: {} },
      });
    expect(told(set('0', '1', '2', '3'), set('1', '2', '3'))).toEqual(['Set: the assignment 1 was added.']);
    expect(told(set('1', '3'), set('1', '2', '3'))).toEqual(['Set: the assignment 2 was removed.']);
    expect(only(set('1', '9', '3'), set('1', '2', '3'))).toMatchObject({
      field: 'assignments.1.value',
      message: 'Set: the value of the assignment 2 changed from “2” to “9”.',
    });
    const hours = (...names: string[]): Definition =>
      flow({ hours: { ...kinds.hours.create('en'), holidays: names.map((name) => ({ name, date: '12-25' })) } });
    expect(told(hours('New Year', 'Christmas'), hours('Christmas'))).toEqual([
      'Opening hours: the holiday “New Year” was added.',
    ]);
  });

  test('by variables, languages, the start and what else a flow says', () => {
    const before = {
      ...base,
      variables: { name: { type: 'text', personal: false }, old: { type: 'text', personal: false } },
    } as const;
    const after = {
      ...base,
      variables: { name: { type: 'text', personal: true }, age: { type: 'number', personal: false } },
    } as const;
    expect(told(after, before)).toEqual([
      'The variable name: personal changed from false to true.',
      'The variable age was added.',
      'The variable old was removed.',
    ]);
    expect(told({ ...base, languages: ['en', 'de'] })).toEqual(['German was added.']);
    expect(told({ ...base, languages: ['de', 'en'] }, { ...base, languages: ['en', 'de'] })).toEqual([
      'Languages are tried in the order German, English instead of English, German.',
    ]);
    expect(told({ ...base, languages: ['de', 'en'] })).toHaveLength(2);
    expect(told({ ...base, start: 'find' })).toEqual([
      'The flow begins with “Find the order” instead of with “Hello”.',
    ]);
    expect(told({ ...base, country: 'AT' })).toEqual(['The flow’s country was added: “AT”.']);
  });

  test('not by where cards lie, nor by the order in which JSON has its keys', () => {
    expect(compare(base, { ...base, layout: { say: { x: 1, y: 2 } } })).toEqual([]);
    expect(compare(base, JSON.parse(canonicalJson(base)) as Definition)).toEqual([]);
  });
});

test('there are changes exactly when something else executes', () => {
  let different = 0;
  let alike = 0;
  const flows = fc.oneof(
    validFlow,
    fc.constantFrom(...flowNames()).map((name) => readJson(`${name}.json`)),
  );
  fc.assert(
    fc.property(flows, fc.array(mutation, { minLength: 1, maxLength: 3 }), (before, changes) => {
      const after = changes.reduce(mutated, before);
      if (!isDefinition(before) || !isDefinition(after)) return;
      const isSame = executableJson(before) === executableJson(after);
      if (isSame) alike++;
      else different++;
      expect(compare(before, after).length === 0).toBe(isSame);
      expect(compare(after, before).length === 0).toBe(isSame);
      expect(compare(after, structuredClone(after))).toEqual([]);
    }),
    { numRuns: 3 * PROPERTY_RUNS },
  );
  expect(Math.min(different, alike)).toBeGreaterThan(PROPERTY_RUNS / 20);
});
