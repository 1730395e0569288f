/** `UPDATE=1 npx nx test flow-engine` rewrites the steps; read the difference before committing it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { exitsOf, kinds, validate, type Definition } from './index.js';
import { play, throughJson, type Played, type Scenario } from '../testing/play.js';
import { flowNames, readFlow, TESTDATA, testdata } from '../testing/testdata.js';

/** A scenario as it is kept: the flows it calls are named. */
interface Golden extends Omit<Scenario, 'subflows'> {
  subflows?: Record<string, string>;
  steps: Played[];
}

const update = process.env.UPDATE === '1';
const schema = JSON.parse(readFileSync(join(__dirname, '../schema.json'), 'utf8'));
const ajv = new Ajv2020({ allowUnionTypes: true }).addKeyword('discriminator').addSchema(schema, 'flow');

function read(file: string): Golden {
  return JSON.parse(readFileSync(join(TESTDATA, file), 'utf8'));
}

function flowsOf({ subflows }: Golden): Record<string, Definition> | undefined {
  if (subflows === undefined) return undefined;
  return Object.fromEntries(Object.entries(subflows).map(([alias, name]) => [alias, readFlow(name)]));
}

function stepsOf(flow: string, golden: Golden): Played[] {
  return play(readFlow(flow), { ...golden, subflows: flowsOf(golden) });
}

/** States were once stored with what is empty in them, and always with a seed. */
function fromOldStates(flow: string, golden: Golden): Played[] {
  const empty = { memory: {}, door: null, outcome: null, seed: golden.env.seed };
  return stepsOf(flow, { ...golden, store: (state) => throughJson({ ...empty, ...state }) });
}

/** A state that has a seed keeps it. */
function withoutSeed(step: Played): Played {
  return 'refused' in step ? step : { ...step, state: { ...step.state, seed: undefined } };
}

describe.each([...new Set(testdata().map(({ flow }) => flow))])('the flow %s', (flow) => {
  const scenarios = testdata().filter((one) => one.flow === flow);

  test.each(scenarios)('goes as written: $scenario', ({ file }) => {
    const golden = read(file);
    const steps = stepsOf(flow, golden);
    if (update) writeFileSync(join(TESTDATA, file), `${JSON.stringify({ ...golden, steps }, null, 2)}\n`);
    else expect(steps).toEqual(golden.steps);
  });

  test.each(scenarios)('goes on as written from old states: $scenario', ({ file }) => {
    const golden = read(file);
    expect(fromOldStates(flow, golden).map(withoutSeed)).toEqual(golden.steps.map(withoutSeed));
  });

  test.each(scenarios)('keeps to the published schema: $scenario', ({ file }) => {
    const { inputs, steps } = read(file);
    for (const input of inputs) expect(ajv.validate('flow#/$defs/Input', input) || ajv.errors).toBe(true);
    for (const step of steps) {
      if ('refused' in step) continue;
      expect(ajv.validate('flow#/$defs/Screen', step.screen) || ajv.errors).toBe(true);
      expect(ajv.validate('flow#/$defs/Wait', step.wait) || ajv.errors).toBe(true);
    }
  });
});

/** Flows as companies have them, with all that they call. */
const WHOLE = ['front-door', 'clinic-reception', 'shop-support', 'after-hours', 'appointment-reminder', 'help-desk'];
const CALLED = {
  'patient-check@3': 'patient-check',
  'pick-a-day@active': 'pick-a-day',
  'identify@active': 'identify',
  'triage@2': 'triage',
};

test.each([...WHOLE, ...Object.values(CALLED)])('the whole flow %s has no issues', (name) => {
  const called = Object.entries(CALLED).map(([alias, file]) => [alias, readFlow(file)]);
  expect(validate(readFlow(name), { subflows: Object.fromEntries(called) })).toEqual([]);
});

test('together the goldens leave every kind by every exit', () => {
  const flows = new Map(flowNames().map((name) => [name, readFlow(name)]));
  const possible = new Set(
    Object.values(kinds).flatMap((kind) => exitsOf(kind.create('en')).map(({ id }) => `${kind.kind} ${plain(id)}`)),
  );
  const taken = new Set<string>();
  for (const { flow, file } of testdata()) {
    const golden = read(file);
    for (const step of golden.steps) {
      for (const { nodeId, flow: alias, exit } of 'refused' in step ? [] : step.segments) {
        const definition = flows.get(alias === undefined ? flow : (golden.subflows?.[alias] ?? ''));
        taken.add(`${definition?.nodes[nodeId]?.kind} ${plain(exit)}`);
      }
    }
  }
  expect([...possible].filter((exit) => !taken.has(exit))).toEqual([]);

  /** `choice:order` is one of many. */
  function plain(exit: string): string {
    return exit.replace(/:.*/, ':');
  }
});
