import fc from 'fast-check';
import {
  EngineError,
  kinds,
  LIMITS,
  resume,
  start,
  validate,
  type Definition,
  type Input,
  type State,
} from './index.js';
import { isRecord } from './own.js';
import { fits } from './variables.js';
import {
  anyFamily,
  anyFlow,
  BINDINGS,
  FACTS,
  validFamily,
  validFlow,
  type FlowFamily,
} from '../testing/arbitraries.js';
import { anyTape } from '../testing/inputs.js';
import { PROPERTY_RUNS, PROPERTY_TIMEOUT } from '../testing/bounded.js';
import { deepFreeze, play, throughJson, type Played } from '../testing/play.js';
import { readFlow } from '../testing/testdata.js';

const env = { now: Date.UTC(2026, 6, 1, 10), seed: 'contact-1' };
const trigger = { languages: ['en'] };
const bundle = deepFreeze({ flowId: 'flow-1', definition: readFlow('front-door') });

function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof EngineError) return `${error.code}${error.retryable ? ', retryable' : ''}`;
    throw error;
  }
  return 'no error';
}

function failures(played: Played[]): unknown[] {
  return played
    .flatMap((step) => ('refused' in step ? [] : step.events))
    .filter(({ type }) => type === 'failed')
    .map(({ data }) => data.code);
}

describe('a host that uses the engine wrongly', () => {
  const active = deepFreeze(start(bundle, trigger, env).state);
  const send = (state: State, input: Input) => () => resume(bundle, state, input, env);

  test('is told that an input is not waited for, and may send another', () => {
    const before = JSON.stringify(active);
    expect(codeOf(send(active, { type: 'continue' }))).toBe('input.not-accepted, retryable');
    expect(JSON.stringify(active)).toBe(before);
    expect(send(active, { type: 'skip' })().screen.kind).toBe('menu');
  });

  test('is told that a choice was never offered', () => {
    const menu = send(active, { type: 'skip' })().state;
    expect(codeOf(send(menu, { type: 'choice', choiceId: 'constructor' }))).toBe('input.not-accepted, retryable');
  });

  test('is told that an input has values of the wrong type', () => {
    const text: Input = JSON.parse('{"type":"text","text":5}');
    const key: Input = { type: 'key', key: '12' };
    const phone: Input = JSON.parse('{"type":"phone","number":"+4930123456","name":{}}');
    const door: Input = JSON.parse('{"type":"door","door":"window"}');
    for (const input of [text, key, phone, door]) {
      expect(codeOf(send(active, input))).toBe('input.malformed, retryable');
    }
    expect(codeOf(send(active, JSON.parse('{"type":"toString"}')))).toBe('input.not-accepted, retryable');
  });

  test('cannot resume a session that has ended', () => {
    const { state } = send(active, { type: 'leave' })();
    expect(state).toMatchObject({ status: 'ended', outcome: 'abandoned' });
    expect(codeOf(send(state, { type: 'skip' }))).toBe('session.ended');
  });

  test('cannot send more inputs than a session takes, except that the visitor leaves', () => {
    const full = { ...active, inputs: LIMITS.inputs };
    expect(codeOf(send(full, { type: 'skip' }))).toBe('input.limit');
    expect(send(full, { type: 'leave' })().state.outcome).toBe('abandoned');
    expect(send({ ...active, inputs: LIMITS.inputs - 1 }, { type: 'skip' })().state.inputs).toBe(LIMITS.inputs);
  });

  test('cannot mix states and definitions', () => {
    expect(codeOf(send({ ...active, nodeId: 'constructor' }, { type: 'skip' }))).toBe('state.unreadable');
    expect(codeOf(send({ ...active, nodeId: 'remember' }, { type: 'skip' }))).toBe('state.unreadable');
    const later: State = JSON.parse(JSON.stringify({ ...active, spec: 2 }));
    expect(codeOf(send(later, { type: 'skip' }))).toBe('state.unreadable');
    const newer: Definition = JSON.parse(JSON.stringify({ ...bundle.definition, spec: 2 }));
    expect(codeOf(() => start({ flowId: 'f', definition: newer }, trigger, env))).toBe('definition.unknown-spec');
    expect(codeOf(() => start(bundle, trigger, { now: NaN, seed: '' }))).toBe('environment.unusable');
  });
});

describe('a flow', () => {
  test('without a first node ends as failed, with a sentence for the visitor', () => {
    const { state, screen, events } = start(
      { flowId: 'f', definition: { ...bundle.definition, start: null } },
      { languages: ['nl-BE'] },
      env,
    );
    expect(state).toMatchObject({ status: 'ended', outcome: 'failed', nodeId: '' });
    expect(screen).toMatchObject({ kind: 'end', outcome: 'failed', text: expect.stringContaining('fault is ours') });
    expect(events.map(({ type }) => type)).toEqual(['started', 'failed', 'ended']);
  });

  test('keeps personal values and telephone numbers out of its events', () => {
    const definition = readFlow('questions');
    const inputs: Input[] = ['Ada', '1234', '5', 'ada@secret.example', '+4930555777'].map((text) => ({
      type: 'text',
      text,
    }));
    inputs.push({ type: 'text', text: '2026-03-31' }, { type: 'text', text: '3' }, { type: 'text', text: 'swordfish' });
    const played = play(definition, { trigger, env, inputs });
    const events = JSON.stringify(played.flatMap((step) => ('refused' in step ? [] : step.events)));
    expect(played.at(-1)).toMatchObject({ state: { outcome: 'served', variables: { phone: '+4930555777' } } });
    expect(events).toContain('"1234"');
    for (const secret of ['ada@secret', '555777', 'swordfish']) expect(events).not.toContain(secret);
  });

  test('gives the same step for the same arguments', () => {
    const { state } = start(bundle, trigger, env);
    const input: Input = { type: 'skip' };
    expect(resume(bundle, throughJson(state), input, env)).toEqual(resume(bundle, state, input, env));
  });
});

describe('property', () => {
  const languages = fc.constantFrom<string[][]>(['en'], ['de-CH'], [], ['', 'x', '-']);
  const scenario = fc.record({
    trigger: fc.record({ languages, contact: fc.constantFrom(undefined, 'ada', 'carl') }),
    env: fc.record({
      now: fc.integer({ min: 0, max: 4e12 }),
      seed: fc.constantFrom('s', 't'),
      bindings: fc.constant(BINDINGS),
    }),
    inputs: anyTape,
  });
  const often = { numRuns: PROPERTY_RUNS };

  function errors({ definition, subflows }: FlowFamily): unknown[] {
    return validate(definition, { ...FACTS, subflows }).filter(({ severity }) => severity === 'error');
  }

  test(
    'what is generated comes by every kind, and by all that may happen at one',
    () => {
      const seen = new Set<string>();
      fc.assert(
        fc.property(validFamily, scenario, ({ definition, subflows }, how) => {
          for (const step of play(definition, { ...how, subflows })) {
            for (const { type, flow, nodeId } of 'refused' in step ? [] : step.events) {
              seen.add(type);
              if (type === 'entered')
                seen.add((flow === undefined ? definition : subflows[flow])?.nodes[nodeId]?.kind ?? '');
            }
          }
        }),
        often,
      );
      const wanted = ['answered', 'no-input', 'no-match', 'door-opened', 'door-closed', 'language', 'set', 'requested'];
      wanted.push('result', 'called', 'returned', 'failed', 'ended', ...Object.keys(kinds));
      expect(wanted.filter((one) => !seen.has(one))).toEqual([]);
    },
    PROPERTY_TIMEOUT,
  );

  test(
    'the flows called valid have no errors, nor have those that they call',
    () => {
      fc.assert(
        fc.property(validFlow, validFamily, (definition, family) => {
          expect(errors({ definition, subflows: {} })).toEqual([]);
          expect(errors(family)).toEqual([]);
          for (const called of Object.values(family.subflows)) {
            expect(errors({ ...family, definition: called })).toEqual([]);
          }
        }),
        { numRuns: PROPERTY_RUNS / 2 },
      );
    },
    PROPERTY_TIMEOUT,
  );

  /** What visitors, their browsers and other systems bring about, whatever the flow. */
  const OTHERS = [
    'media.failed',
    'media.timeout',
    'request.timeout',
    'request.url',
    'request.header',
    'request.too-large',
    // Two answers put together may grow past a variable's bytes, and an answer from elsewhere may be of another type.
    'variable.too-large',
    'variable.wrong-type',
  ];

  test.each([
    ['flow', validFlow.map((definition): FlowFamily => ({ definition, subflows: {} }))],
    ['family of flows', validFamily],
  ])(
    'a valid %s waits or ends after every input, within limits, and fails only where others do',
    (_name, families) => {
      fc.assert(
        fc.property(families, scenario, ({ definition, subflows }, how) => {
          const played = play(definition, { ...how, subflows });
          const codes = new Set(failures(played));
          expect([...codes].filter((code) => !OTHERS.includes(String(code)))).toEqual([]);
          for (const step of played) {
            if ('refused' in step) {
              expect(['input.not-accepted', 'session.ended']).toContain(step.refused);
              continue;
            }
            const active = step.state.status === 'active';
            expect(step.wait.accepts.length > 0).toBe(active);
            expect(step.wait.accepts.includes('timeout')).toBe(active);
            expect(step.wait.timeoutSeconds >= 1 && step.wait.timeoutSeconds <= LIMITS.serviceSeconds).toBe(active);
            expect(step.events.filter(({ type }) => type === 'entered').length).toBeLessThanOrEqual(LIMITS.steps);
            expect((step.state.stack ?? []).length).toBeLessThanOrEqual(LIMITS.depth);
            for (const value of Object.values(step.state.variables)) expect(fits(value)).toBe(true);
          }
        }),
        often,
      );
    },
    PROPERTY_TIMEOUT,
  );

  test(
    'a state that was written down and read again goes on as one that was not',
    () => {
      fc.assert(
        fc.property(validFamily, scenario, ({ definition, subflows }, how) => {
          const kept = play(definition, { ...how, subflows });
          expect(play(definition, { ...how, subflows, store: (state) => state })).toEqual(kept);
          // As a database gives it back: with its keys in another order.
          expect(play(definition, { ...how, subflows, store: shuffled })).toEqual(kept);
        }),
        often,
      );
    },
    PROPERTY_TIMEOUT,
  );

  test(
    'the same version and the same inputs come out the same, whatever was played in between',
    () => {
      fc.assert(
        fc.property(validFamily, anyFamily, scenario, scenario, ({ definition, subflows }, other, how, otherwise) => {
          const before = play(definition, { ...how, subflows });
          play(other.definition, { ...otherwise, subflows: other.subflows });
          // The definitions, too, go through the database.
          expect(play(throughJson(definition), { ...throughJson(how), subflows: throughJson(subflows) })).toEqual(
            before,
          );
        }),
        often,
      );
    },
    PROPERTY_TIMEOUT,
  );

  test.each([
    ['flow', anyFlow.map((definition): FlowFamily => ({ definition, subflows: {} }))],
    ['family of flows', anyFamily],
  ])(
    'an unfinished %s never makes the engine throw anything but a refusal',
    (_name, families) => {
      fc.assert(
        fc.property(families, scenario, ({ definition, subflows }, how) => {
          const played = play(definition, { ...how, subflows });
          const refusals = new Set(played.flatMap((step) => ('refused' in step ? [step.refused] : [])));
          for (const refusal of refusals) expect(['input.not-accepted', 'session.ended']).toContain(refusal);
        }),
        often,
      );
    },
    PROPERTY_TIMEOUT,
  );

  test(
    'a flow rewired at random never ends as failed while validate finds no error',
    () => {
      const rewired = fc
        .tuple(validFamily, fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { minLength: 1, maxLength: 3 }))
        .map(([{ definition, subflows }, changes]) => ({ definition: changes.reduce(rewire, definition), subflows }));
      let sound = 0;
      fc.assert(
        fc.property(rewired, scenario, (family, how) => {
          if (errors(family).length > 0) return;
          sound++;
          for (const step of play(family.definition, { ...how, subflows: family.subflows })) {
            expect(step).not.toMatchObject({ state: { outcome: 'failed' } });
          }
        }),
        often,
      );
      expect(sound).toBeGreaterThan(PROPERTY_RUNS / 10);
    },
    PROPERTY_TIMEOUT,
  );

  test(
    'every segment of a step leads to the node that is entered next',
    () => {
      fc.assert(
        fc.property(validFlow, scenario, (definition, how) => {
          for (const step of play(definition, how)) {
            if ('refused' in step) continue;
            const entered = step.events.filter(({ type }) => type === 'entered').map(({ nodeId }) => nodeId);
            const walked = step.segments.map(({ to }) => to);
            expect(step.events.some(({ type }) => type === 'started') ? entered.slice(1) : entered).toEqual(walked);
          }
        }),
        often,
      );
    },
    PROPERTY_TIMEOUT,
  );
});

function shuffled<T>(value: T): T {
  const copy: T = JSON.parse(JSON.stringify(value), (_key, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).reverse()) : inner,
  );
  return copy;
}

/** One exit leads elsewhere, to a node or nowhere. */
function rewire(definition: Definition, [at, exit, to]: [number, number, number]): Definition {
  const ids = Object.keys(definition.nodes);
  const id = ids[at % ids.length] ?? '';
  const node = definition.nodes[id];
  const exits = Object.keys(node?.exits ?? {});
  const chosen = exits[exit % exits.length];
  if (node === undefined || chosen === undefined) return definition;
  const target = ids[to % (ids.length + 1)] ?? null;
  return {
    ...definition,
    nodes: { ...definition.nodes, [id]: { ...node, exits: { ...node.exits, [chosen]: target } } },
  };
}
