import fc from 'fast-check';
import { EngineError, LIMITS, resume, start, validate, type Definition, type Input, type State } from './index.js';
import { anyFlow, anyInput, validFlow } from '../testing/arbitraries.js';
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
    const door: Input = JSON.parse('{"type":"door","door":"chat"}');
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
  const inputs = fc.array(anyInput, { maxLength: 60 });
  const languages = fc.constantFrom<string[][]>(['en'], ['de-CH'], [], ['', 'x', '-']);
  const scenario = fc.record({
    trigger: fc.record({ languages }),
    env: fc.record({ now: fc.integer({ min: 0, max: 4e12 }), seed: fc.constant('s') }),
    inputs,
  });

  test('the flows called valid have no errors', () => {
    fc.assert(
      fc.property(validFlow, (definition) => {
        expect(validate(definition).filter(({ severity }) => severity === 'error')).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('a valid flow waits or ends after every input, and fails only where media do', () => {
    fc.assert(
      fc.property(validFlow, scenario, (definition, how) => {
        const played = play(definition, how);
        const codes = new Set(failures(played));
        // Two answers put together may grow past a variable's bytes: the visitor's doing.
        codes.delete('media.failed');
        codes.delete('media.timeout');
        codes.delete('variable.too-large');
        expect([...codes]).toEqual([]);
        for (const step of played) {
          if ('refused' in step) continue;
          expect(step.wait.accepts.length > 0).toBe(step.state.status === 'active');
          expect(step.events.filter(({ type }) => type === 'entered').length).toBeLessThanOrEqual(LIMITS.steps);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('an unfinished flow never makes the engine throw anything but a refusal', () => {
    fc.assert(
      fc.property(anyFlow, scenario, (definition, how) => {
        const refusals = new Set(play(definition, how).flatMap((step) => ('refused' in step ? [step.refused] : [])));
        for (const refusal of refusals) expect(['input.not-accepted', 'session.ended']).toContain(refusal);
      }),
      { numRuns: 500 },
    );
  });

  test('a flow rewired at random never ends as failed while validate finds no error', () => {
    const rewired = fc
      .tuple(validFlow, fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { minLength: 1, maxLength: 3 }))
      .map(([definition, changes]) => changes.reduce(rewire, definition));
    let sound = 0;
    fc.assert(
      fc.property(rewired, scenario, (definition, how) => {
        if (validate(definition).some(({ severity }) => severity === 'error')) return;
        sound++;
        for (const step of play(definition, how)) expect(step).not.toMatchObject({ state: { outcome: 'failed' } });
      }),
      { numRuns: 400 },
    );
    expect(sound).toBeGreaterThan(50);
  });

  test('every segment of a step leads to the node that is entered next', () => {
    fc.assert(
      fc.property(validFlow, scenario, (definition, how) => {
        for (const step of play(definition, how)) {
          if ('refused' in step) continue;
          const entered = step.events.filter(({ type }) => type === 'entered').map(({ nodeId }) => nodeId);
          const walked = step.segments.map(({ to }) => to);
          expect(step.events.some(({ type }) => type === 'started') ? entered.slice(1) : entered).toEqual(walked);
        }
      }),
    );
  });
});

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
