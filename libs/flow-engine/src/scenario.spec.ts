import fc from 'fast-check';
import { recordScenario, runScenario, validateScenario, start, resume, type Bundle, type Scenario } from './index.js';
import { validFlow } from '../testing/arbitraries.js';
import { anyInput } from '../testing/inputs.js';
import { readFlow } from '../testing/testdata.js';
import { EngineError } from './errors.js';

const bundle: Bundle = { flowId: 'flow-1', definition: readFlow('front-door') };

/** A visitor who asks for the workshop while it is open. */
const workshop: Scenario = {
  name: 'The workshop is open',
  start: { languages: ['en'], now: '2026-07-01T10:00:00Z' },
  world: { hours: { workshopHours: 'open' } },
  inputs: [{ type: 'skip' }, { type: 'choice', choiceId: 'workshop' }],
  expect: { passes: ['welcome', 'main', 'workshopHours'], avoids: ['callMe'] },
};

function codes(scenario: Scenario): string[] {
  return runScenario(bundle, scenario).failures.map(({ code }) => code);
}

function expecting(expect: Scenario['expect']): string[] {
  return codes({ ...workshop, expect });
}

describe('a scenario', () => {
  test('passes when the visitor goes as expected, and says which way that was', () => {
    const report = runScenario(bundle, workshop);
    expect(report).toMatchObject({ passed: true, failures: [] });
    expect(report.path.slice(0, 3)).toEqual(['welcome', 'main', 'workshopHours']);
    expect(report.exits).toContain('workshopHours open');
  });

  test('puts its own opening hours in the place of the clock', () => {
    const closed = { ...workshop, world: { hours: { workshopHours: 'closed' as const } } };
    expect(runScenario(bundle, closed).exits).toContain('workshopHours closed');
  });

  test('fails by every expectation that is not met', () => {
    expect(expecting({ outcome: 'served' })).toEqual(['outcome']);
    expect(expecting({ at: 'main' })).toEqual(['at']);
    expect(expecting({ passes: ['main', 'welcome'] })).toEqual(['passes']);
    expect(expecting({ avoids: ['main'] })).toEqual(['avoids']);
    expect(expecting({ variables: { topic: 'order', company: 'Another' } })).toEqual(['variable', 'variable']);
    expect(expecting({ says: ['no such words'] })).toEqual(['says']);
    expect(expecting({ effects: ['callback'] })).toEqual(['effects']);
  });

  test('fails where the flow does not take an input, and looks no further', () => {
    const late: Scenario = {
      ...workshop,
      inputs: [{ type: 'phone', number: '+4930123456' }],
      expect: { at: 'nowhere' },
    };
    expect(runScenario(bundle, late).failures).toEqual([
      { code: 'input-refused', message: 'At welcome the flow does not take input 1, phone (input.not-accepted).' },
    ]);
  });

  test('fails for opening hours that nobody asks for', () => {
    expect(codes({ ...workshop, inputs: [], expect: {} })).toEqual(['hours-unused']);
  });

  test('that is not well formed is told field by field', () => {
    const broken = {
      name: ' ',
      inputs: [{ type: 'key', key: 'x' }, { type: 'fly' }, { type: 'result' }],
      expect: { outcome: 'won' },
    };
    const fields = validateScenario(broken).map(({ field }) => field);
    expect(fields).toEqual(['name', 'inputs.0.key', 'inputs.1.type', 'inputs.2.type', 'expect.outcome']);
    expect(validateScenario(workshop)).toEqual([]);
    expect(validateScenario(JSON.parse('{"name":"a","inputs":[],"expect":{"variables":{"__proto__":1}}}'))).not.toEqual(
      [],
    );
  });
});

describe('a scenario recorded from a try', () => {
  test('passes on the flow it was recorded on, whatever was tried', () => {
    fc.assert(
      fc.property(validFlow, fc.array(anyInput, { maxLength: 12 }), (definition, inputs) => {
        const tried = { flowId: 'flow-1', definition };
        const env = { now: Date.UTC(2026, 6, 1, 10), seed: 'recorded' };
        const trigger = { languages: ['de'] };
        // Only what the flow took is recorded, as in the preview.
        let { state } = start(tried, trigger, env);
        const taken = inputs.filter((input) => {
          try {
            ({ state } = resume(tried, state, input, env));
            return true;
          } catch (error) {
            if (error instanceof EngineError) return false;
            throw error;
          }
        });
        const scenario = recordScenario(tried, { name: 'recorded', trigger, now: env.now, inputs: taken });
        const kept: Scenario = JSON.parse(JSON.stringify(scenario));
        expect(validateScenario(kept)).toEqual([]);
        expect(runScenario(tried, kept).failures).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('keeps personal values out of what it expects', () => {
    const inputs = [{ type: 'skip' }, { type: 'choice', choiceId: 'order' }] as const;
    const trigger = { languages: ['en'], variables: { visitorName: 'Ada', plan: 'gold' } };
    const recorded = recordScenario(bundle, { name: 'Ada', trigger, now: Date.UTC(2026, 6, 1), inputs: [...inputs] });
    expect(recorded.expect.variables).toMatchObject({ plan: 'gold' });
    expect(recorded.expect.variables).not.toHaveProperty('visitorName');
  });
});
