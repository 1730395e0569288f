import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  canonicalJson,
  emptyDefinition,
  EngineError,
  executableJson,
  exitsOf,
  kinds,
  LIMITS,
  migrate,
  SPEC,
  validate,
  type Definition,
  type FlowNode,
} from './index.js';
import { bringForward } from './migrate.js';
import { REPAIRS } from './repairs.js';
import { isDefinition } from './structure.js';
import { find, finish, flow, say } from '../testing/flows.js';
import { flowNames, readFlow, readJson } from '../testing/testdata.js';

const page = readFileSync(join(__dirname, '../../../docs/flow-format.md'), 'utf8');
const schema = JSON.parse(readFileSync(join(__dirname, '../schema.json'), 'utf8'));
const ajv = new Ajv2020({ allowUnionTypes: true }).addKeyword('discriminator').addSchema(schema, 'flow');

function accepts(name: string, value: unknown): unknown {
  return ajv.validate(`flow#/$defs/${name}`, value) || ajv.errors;
}

function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof EngineError) return error.code;
    throw error;
  }
  return 'no error';
}

describe('a definition of another version', () => {
  const migrations = {
    1: ({ title, ...rest }: Record<string, unknown>) => ({ ...rest, name: title }),
    2: ({ name, ...rest }: Record<string, unknown>) => ({ ...rest, names: [name] }),
  };

  test('is brought forward one version at a time', () => {
    expect(bringForward({ spec: 1, title: 'x' }, 3, migrations)).toEqual({ spec: 3, names: ['x'] });
    expect(bringForward({ spec: 2, name: 'x' }, 3, migrations)).toEqual({ spec: 3, names: ['x'] });
    expect(bringForward({ spec: 3, names: [] }, 3, migrations)).toEqual({ spec: 3, names: [] });
  });

  test('is refused when it is newer, unknown or no flow', () => {
    expect(codeOf(() => migrate({ ...emptyDefinition(), spec: SPEC + 1 }))).toBe('definition.newer-spec');
    for (const spec of [undefined, 0, '1', 1.5, null]) {
      expect(codeOf(() => migrate({ ...emptyDefinition(), spec }))).toBe('definition.unknown-spec');
    }
    expect(codeOf(() => bringForward({ spec: 1 }, 3, { 2: migrations[2] }))).toBe('definition.unknown-spec');
    expect(codeOf(() => migrate([]))).toBe('definition.malformed');
    expect(codeOf(() => migrate({ spec: 1 }))).toBe('definition.malformed');
  });

  test('is the same when it is current', () => {
    const definition = flow({ say });
    expect(migrate(definition)).toBe(definition);
  });
});

describe('canonical JSON', () => {
  const shuffled: Definition = JSON.parse(
    JSON.stringify(flow({ say }), Object.keys(JSON.parse(JSON.stringify(flat(flow({ say }))))).reverse()),
  );

  test('is the same whatever the order of keys', () => {
    expect(JSON.stringify(shuffled)).not.toBe(JSON.stringify(flow({ say })));
    expect(canonicalJson(shuffled)).toBe(canonicalJson(flow({ say })));
    expect(JSON.parse(canonicalJson(shuffled))).toEqual(flow({ say }));
  });

  test('of what executes leaves out the layout and nothing else', () => {
    const moved = { ...flow({ say }), layout: { say: { x: 1, y: 2 } } };
    expect(executableJson(moved)).toBe(executableJson(flow({ say })));
    const renamed = flow({ say: { ...say, name: 'Hi' } });
    expect(executableJson(renamed)).not.toBe(executableJson(flow({ say })));
  });

  test.each(flowNames())('of %s reads back as the same flow', (name) => {
    expect(JSON.parse(canonicalJson(readFlow(name)))).toEqual(readJson(`${name}.json`));
  });

  function flat(value: unknown): Record<string, true> {
    const keys: Record<string, true> = {};
    JSON.stringify(value, (key, inner: unknown) => {
      if (key !== '') keys[key] = true;
      return inner;
    });
    return keys;
  }
});

describe('the kinds', () => {
  test.each(Object.values(kinds))('make a new $label that can be opened, and tells what is missing', (kind) => {
    const node = kind.create('de');
    expect(node.kind).toBe(kind.kind);
    const definition: Definition = { ...emptyDefinition('de'), start: 'n', nodes: { n: node } };
    expect(isDefinition(definition)).toBe(true);
    expect(accepts('Definition', definition)).toBe(true);
    const issues = validate(definition).filter(({ code }) => code.startsWith('structure'));
    expect(issues).toEqual([]);
  });

  test('label the exits of a menu in the language asked for', () => {
    const node: FlowNode = {
      ...find,
      choices: [
        { id: 'a', label: { en: 'Yes', de: 'Ja' } },
        { id: 'b', label: {} },
      ],
    };
    expect(exitsOf(node, 'de').map(({ label }) => label)).toEqual(['Ja', 'Choice b', 'No input', 'No match']);
    expect(exitsOf(node).map(({ label }) => label)).toEqual(['Yes', 'Choice b', 'No input', 'No match']);
    expect(exitsOf(finish)).toEqual([]);
  });
});

test('the published schema is that of the types', () => {
  const script = join(__dirname, '../../../tools/generate-schema.mjs');
  expect(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })).not.toThrow();
});

describe('the page about the format', () => {
  const blocks = [...page.matchAll(/```json (\w+)\n([\s\S]*?)```/g)].map(([, type = '', text = '']) => ({
    type,
    value: JSON.parse(text),
  }));
  const whole: Definition = blocks.find(({ type }) => type === 'definition')?.value;

  test('shows a whole flow without issues', () => {
    expect(validate(whole)).toEqual([]);
    expect(accepts('Definition', whole)).toBe(true);
  });

  const nodes = blocks.filter(({ type }) => type === 'node').map(({ value }) => value);

  test('shows every kind of node', () => {
    expect(nodes.map(({ kind }) => kind).sort()).toEqual(Object.keys(kinds).sort());
  });

  test.each(nodes)('shows a $kind without issues', (node) => {
    const targets = Object.values<string | null>(node.exits).flatMap((to) => to ?? []);
    const ends = Object.fromEntries(targets.map((to) => [to, whole.nodes.goodbye]));
    const definition = { ...whole, start: 'example', nodes: { ...ends, example: node } };
    // It stands first in its flow, before anything has given its variables values.
    const issues = validate(definition).filter(({ code }) => code !== 'variable.maybe-unset');
    expect(issues).toEqual([]);
    expect(accepts('Definition', definition)).toBe(true);
    const listed = exitsOf(node).map(({ id }) => id);
    expect(Object.keys(node.exits).sort()).toEqual(listed.sort());
  });

  test('shows a screen, a wait and every input as the schema has them', () => {
    for (const { type, value } of blocks) {
      if (type === 'screen') expect(accepts('Screen', value)).toBe(true);
      if (type === 'wait') expect(accepts('Wait', value)).toBe(true);
    }
    const inputs = [...page.matchAll(/`(\{"type": [^`]*\})`/g)].map(([, text = '']) => JSON.parse(text));
    for (const input of inputs) expect(accepts('Input', input)).toBe(true);
    expect(inputs.map(({ type }) => type).sort()).toEqual([...schema.$defs.InputType.enum].sort());
  });

  test('lists every code of an issue and of a failed event', () => {
    const listed = new Set([...page.matchAll(/`([a-z]+\.[a-z-]+)`/g)].map(([, code]) => code));
    const sources = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'),
    );
    const used = new Set<string>(Object.keys(REPAIRS));
    for (const file of sources) {
      const text = readFileSync(join(__dirname, file), 'utf8');
      const calls =
        /\b(?:report|error|warning|fail|failed)\(\s*(?:'(?:error|warning)', |visit, )?'([a-z]+\.[a-z-]+)'|code: '([a-z]+\.[a-z-]+)'/g;
      for (const [, called, written] of text.matchAll(calls)) used.add(called ?? written ?? '');
      for (const [, one, other] of text.matchAll(/\? '([a-z]+\.[a-z-]+)' : '([a-z]+\.[a-z-]+)', \{ variable/g)) {
        used.add(one ?? '').add(other ?? '');
      }
    }
    expect(used.size).toBeGreaterThan(40);
    expect([...used].filter((code) => !listed.has(code))).toEqual([]);
  });

  test('gives the limits that hold', () => {
    const figures = page.slice(page.indexOf('## Limits')).replaceAll(',', '');
    for (const name of [
      'nodes',
      'choices',
      'rows',
      'holidays',
      'textLength',
      'timeoutSeconds',
      'inputs',
      'variableBytes',
    ] as const) {
      expect(figures).toMatch(new RegExp(`\\b${LIMITS[name]}\\b`));
    }
  });
});
