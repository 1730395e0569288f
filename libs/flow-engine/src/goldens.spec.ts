/** `UPDATE=1 npx nx test flow-engine` rewrites the steps; read the difference before committing it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { play, type Played, type Scenario } from '../testing/play.js';
import { readFlow, TESTDATA, testdata } from '../testing/testdata.js';

interface Golden extends Scenario {
  steps: Played[];
}

const update = process.env.UPDATE === '1';
const schema = JSON.parse(readFileSync(join(__dirname, '../schema.json'), 'utf8'));
const ajv = new Ajv2020({ allowUnionTypes: true }).addKeyword('discriminator').addSchema(schema, 'flow');

function read(file: string): Golden {
  return JSON.parse(readFileSync(join(TESTDATA, file), 'utf8'));
}

describe.each([...new Set(testdata().map(({ flow }) => flow))])('the flow %s', (flow) => {
  const scenarios = testdata().filter((one) => one.flow === flow);

  test.each(scenarios)('goes as written: $scenario', ({ file }) => {
    const golden = read(file);
    const steps = play(readFlow(flow), golden);
    if (update) {
      const { trigger, env, inputs } = golden;
      writeFileSync(join(TESTDATA, file), `${JSON.stringify({ trigger, env, inputs, steps }, null, 2)}\n`);
    } else {
      expect(steps).toEqual(golden.steps);
    }
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
