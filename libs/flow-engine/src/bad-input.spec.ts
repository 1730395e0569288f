import {
  compare,
  completeness,
  emptyDefinition,
  EngineError,
  executableJson,
  explore,
  LIMITS,
  migrate,
  partsOf,
  SPEC,
  validate,
  type Definition,
} from './index.js';
import { find, finish, flow, say } from '../testing/flows.js';
import { bounded } from '../testing/bounded.js';
import { play } from '../testing/play.js';

/** The errors, as an author reads them. */
function errors(value: unknown): string[] {
  return validate(value)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => `${code}: ${message}`);
}

function refusal(value: unknown): string | undefined {
  try {
    migrate(value);
    return undefined;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

/** As it comes by the door: a key named `__proto__` is a key. */
function parsed(definition: object, ...[from, to]: [string, string]): unknown {
  return JSON.parse(JSON.stringify(definition).replaceAll(from, to));
}

describe('a flow is refused in words', () => {
  test('when it has 2,001 nodes', () => {
    const nodes = Object.fromEntries(Array.from({ length: LIMITS.nodes }, (_, index) => [`n${index}`, say]));
    expect(errors(flow(nodes))).toEqual(['limit.count: “nodes” has more than 2000 entries.']);
    expect(validate(flow(nodes))[0]?.repair).toBe('Take entries out of “nodes”, or divide the flow into subflows.');
  });

  test('when exits lead nowhere, or to what is not there', () => {
    expect(errors(flow({ find: { ...find, exits: { 'choice:a': null, noInput: 'gone', noMatch: 'end' } } }))).toEqual([
      'exit.dangling: Find the order: the This exit leads nowhere.',
      'exit.unknown-node: Find the order: the No input exit leads to a node that is not there.',
    ]);
  });

  test('when a node is of a kind that this version does not have', () => {
    const unknown = parsed(flow({ say }), '"message"', '"teleport"');
    expect(errors(unknown)).toEqual(['structure.kind: Hello: “teleport” is not a kind of node.']);
    expect(refusal(unknown)).toBe('definition.malformed: This is not a flow. validate() tells what is missing.');
  });

  test('when it comes from a later version', () => {
    const newer = { ...emptyDefinition(), spec: SPEC + 1, scenes: [] };
    const sentence =
      'definition.newer-spec: This flow has format 2; this version reads up to 1. Update CallDocker to open it.';
    expect(errors(newer)).toEqual([sentence]);
    expect(refusal(newer)).toBe(sentence);
  });

  test('when a text is 1 MB long', () => {
    const long = flow({ say: { ...say, text: { en: '{ '.repeat(500_000) } } });
    expect(errors(long)[0]).toBe('limit.length: Hello: “text.en” is longer than 4000 characters.');
    expect(errors(flow({ say: { ...say, name: 'x'.repeat(1_000_000) } }))).toEqual([
      `limit.length: ${'x'.repeat(120)}: “name” is longer than 120 characters.`,
    ]);
  });

  test('when brackets stand thousands deep within one another', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    const hidden = { ...flow({ say }), notes: deep };
    expect(errors(hidden)).toEqual(['structure.depth: A flow has at most 32 levels of brackets.']);
    expect(refusal(hidden)).toBe('definition.malformed: Too much stands within one another.');
  });
});

describe('names that objects have by themselves', () => {
  afterEach(() => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('are no ids, languages or variables where they would reach the prototype', () => {
    const base = flow(
      { say: { ...say, text: { en: '{x}' } } },
      { variables: { x: { type: 'text', personal: false } } },
    );
    expect(errors(parsed(base, '"say"', '"__proto__"'))).toContain(
      'structure.type: “nodes.__proto__” is not a name that can be used.',
    );
    expect(errors(parsed(base, '"en"', '"__proto__"'))).toContain(
      'value.form: “languages.0” takes a language tag such as en or pt-BR.',
    );
    expect(errors(parsed(base, '"x"', '"__proto__"'))).toEqual([
      'structure.type: “variables.__proto__” is not a name that can be used.',
    ]);
    expect(errors(parsed(base, '"next"', '"__proto__"'))[0]).toBe(
      'structure.type: Hello: “exits.__proto__” is not a name that can be used.',
    );
  });

  test.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty'])('such as %s are names like others', (name) => {
    const definition: Definition = {
      ...emptyDefinition(),
      start: name,
      nodes: {
        [name]: {
          ...find,
          name,
          choices: [{ id: name, label: { en: `{${name}}` } }],
          exits: { [`choice:${name}`]: 'end', noInput: 'end', noMatch: 'end' },
        },
        end: finish,
      },
      variables: { [name]: { type: 'text', personal: false, initial: 'x' } },
    };
    expect(validate(definition)).toEqual([]);
    expect(migrate(definition)).toBe(definition);
    expect(compare(definition, flow({}))).toHaveLength(3);
    expect(explore({ flowId: 'f', definition }).missed).toEqual([]);
    const [step] = play(definition, { trigger: { languages: ['en'] }, env: { now: 0, seed: '' }, inputs: [] });
    expect(step).toMatchObject({ screen: { choices: [{ label: 'x' }] } });
    // And where nothing has such a name, nothing is found under it.
    const without = flow({ say: { ...say, exits: { next: name }, text: { en: `{${name}}` } } }, { start: 'say' });
    expect(validate(without).map(({ code }) => code)).toEqual([
      'variable.undeclared',
      'exit.unknown-node',
      'node.unreachable',
    ]);
    expect(validate(flow({ say }, { start: name })).map(({ code }) => code)).toEqual(['start.missing']);
  });

  test('as fields that are not part of the format change nothing', () => {
    const text = JSON.stringify(flow({ say })).replace(
      '"kind":"message"',
      '"kind":"message","__proto__":{"polluted":true}',
    );
    const definition = migrate(JSON.parse(text));
    expect(validate(definition).map(({ code }) => code)).toEqual(['structure.unknown']);
    expect(compare(flow({ say }), definition).map(({ message }) => message)).toEqual([
      'Hello: the __proto__ was added.',
    ]);
    expect(executableJson(definition)).toContain('"__proto__":{"polluted":true}');
    expect(completeness(definition)[0]?.percent).toBe(100);
    expect(definition.nodes.say && partsOf(definition.nodes.say).texts).toHaveLength(1);
  });
});

test('what is refused is refused at once, however it was made to take long', () => {
  const hostile: unknown[] = [
    flow({ say: { ...say, text: { en: '{'.repeat(200_000) } } }),
    flow({ say: { ...say, text: { en: '{ '.repeat(100_000) + '}' } } }),
    { ...flow({ say }), languages: Array.from({ length: 100_000 }, () => 'en') },
    {
      ...flow({ say: { ...say, text: { en: '{v1}' } } }),
      variables: Object.fromEntries(
        Array.from({ length: 20_000 }, (_, at) => [`v${at}`, { type: 'text', personal: false }]),
      ),
    },
    flow({
      find: { ...find, choices: Array.from({ length: 50_000 }, () => find.choices[0] ?? { id: 'a', label: {} }) },
    }),
    flow({ say: { ...say, exits: Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`e${at}`, 'end'])) } }),
  ];
  for (const one of hostile) {
    const issues = bounded(() => validate(one), 250);
    expect(issues.some(({ severity }) => severity === 'error')).toBe(true);
  }
});
