import fc from 'fast-check';
import {
  differenceOf,
  replay,
  resume,
  start,
  type Bundle,
  type Definition,
  type Input,
  type Recorded,
} from './index.js';
import { validFlow } from '../testing/arbitraries.js';
import { anyInput } from '../testing/inputs.js';
import { readFlow } from '../testing/testdata.js';
import { EngineError } from './errors.js';

const definition = readFlow('front-door');
const bundle: Bundle = { flowId: 'flow-1', definition };
const at = Date.UTC(2026, 6, 1, 10);

function recorded(inputs: Input[], hours?: Recorded['hours']): Recorded {
  return {
    trigger: { languages: ['en'] },
    seed: 'session-1',
    startedAt: at,
    inputs: inputs.map((input, index) => ({ at: at + index * 1000, input })),
    ...(hours && { hours }),
  };
}

function changed(change: (copy: Definition) => void): Bundle {
  const copy: Definition = JSON.parse(JSON.stringify(definition));
  change(copy);
  return { flowId: 'flow-1', definition: copy };
}

const toWorkshop: Input[] = [{ type: 'skip' }, { type: 'choice', choiceId: 'workshop' }];

describe('a replay', () => {
  test('of an unchanged flow finds no difference, whatever the visitors did', () => {
    fc.assert(
      fc.property(validFlow, fc.array(anyInput, { maxLength: 15 }), (any, inputs) => {
        const one = { flowId: 'flow-1', definition: any };
        let { state } = start(one, { languages: ['en'] }, { now: at, seed: 'session-1' });
        const taken = inputs.filter((input) => {
          try {
            ({ state } = resume(one, state, input, { now: at, seed: 'session-1' }));
            return true;
          } catch (error) {
            if (error instanceof EngineError) return false;
            throw error;
          }
        });
        const again = replay(one, recorded(taken));
        expect(again.at).toBe(state.nodeId);
        expect(again.outcome).toBe(state.outcome ?? null);
        expect(differenceOf(again, replay(one, recorded(taken))).divergence).toBeNull();
      }),
      { numRuns: 200 },
    );
  });

  test('names the node where a session would have gone otherwise, and how', () => {
    const other = changed((copy) => {
      const main = copy.nodes.main;
      if (main) main.exits['choice:workshop'] = 'callMe';
    });
    const record = recorded(toWorkshop, { workshopHours: 'open' });
    const { divergence } = differenceOf(replay(bundle, record), replay(other, record));
    expect(divergence).toMatchObject({ node: 'main', name: 'How can we help?', before: 'Workshop hours' });
  });

  test('tells of an input that the other version does not take', () => {
    const other = changed((copy) => {
      const main = copy.nodes.main;
      if (main?.kind === 'menu') main.choices = main.choices.filter(({ id }) => id !== 'workshop');
    });
    const record = recorded(toWorkshop, { workshopHours: 'open' });
    expect(differenceOf(replay(bundle, record), replay(other, record))).toMatchObject({
      refused: { index: 1, input: 'choice', code: 'input.not-accepted' },
      divergence: { node: 'welcome' },
    });
  });

  test('takes what the clock said then, not what it would say now', () => {
    const open = replay(bundle, recorded(toWorkshop, { workshopHours: 'open' }));
    const closed = replay(bundle, recorded(toWorkshop, { workshopHours: 'closed' }));
    expect(differenceOf(open, closed).divergence).toMatchObject({
      node: 'workshopHours',
      before: 'open',
      after: 'closed',
    });
  });
});
