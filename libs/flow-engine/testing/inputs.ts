/** Random inputs: any at all, and those that a wait accepts. */
import fc from 'fast-check';
import { DOORS, type Input, type ResultInput, type Step, type VariableValue } from '../src/index.js';

/** In the place of an effect's id: that of the effect the session stands for. */
export const AWAITED = '*';

/** Stands for an input that is accepted where it comes: which of them, by its number. */
export interface Fitting {
  fitting: number;
}

/** What visitors may send. */
export const anyInput: fc.Arbitrary<Input> = fc.oneof(
  fc.record({ type: fc.constant('choice' as const), choiceId: fc.constantFrom('c0', 'c1', 'c2', '__proto__') }),
  fc.record({ type: fc.constant('key' as const), key: fc.constantFrom('0', '1', '2', '9', '#') }),
  fc.record({
    type: fc.constant('text' as const),
    text: fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('12', '+4930123456', 'ada@example.com', '2026-03-31', 'é'.repeat(400), 'x'.repeat(4000)),
    ),
  }),
  ...(['mediaEnd', 'mediaFailed', 'skip', 'continue', 'timeout', 'back', 'leave'] as const).map((type) =>
    fc.constant({ type }),
  ),
  fc.record({ type: fc.constant('phone' as const), number: fc.constantFrom('+4930123456', '12', 'call me', '') }),
  fc.record({ type: fc.constant('door' as const), door: fc.constantFrom(...DOORS) }),
  fc.record({ type: fc.constant('speech' as const), text: fc.constantFrom('choice 0', 'Choice 1!', 'twelve', '12') }),
  fc.record({ type: fc.constant('language' as const), language: fc.constantFrom('de', 'en', 'fr', '__proto__') }),
  fc.record({
    type: fc.constant('email' as const),
    address: fc.constantFrom('ada@example.com', 'ada', ''),
    text: fc.constantFrom('Hello\nthere', ' '),
  }),
  fc.record({
    type: fc.constant('feedback' as const),
    helpful: fc.boolean(),
    articleId: fc.constantFrom(undefined, 'q0', 'q2', 'constructor'),
  }),
);

/** What a host may send: answers to what is asked for now, was asked for once, or never. */
export const anyResult: fc.Arbitrary<Input> = fc.record({
  type: fc.constant('result' as const),
  effectId: fc.constantFrom(AWAITED, AWAITED, AWAITED, '0-1', 'none'),
  status: fc.constantFrom('ok' as const, 'failed' as const),
  code: fc.constantFrom(undefined, 'queue.full', 'queue.closed', 'chat.unavailable', 'request.network'),
  httpStatus: fc.constantFrom(undefined, 200, 404, 500),
  values: fc.constantFrom<(Record<string, VariableValue> | undefined)[]>(
    undefined,
    {},
    { text: 'a', number: 7, day: '2026-03-31' },
    { text: 'é'.repeat(4000), number: 'many', day: 'soon', secret: 'mine', nobody: 1 },
  ),
});

/** Mostly what is accepted, or else nothing would ever come far. */
export const anyTape: fc.Arbitrary<(Input | Fitting)[]> = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.record({ fitting: fc.noBias(fc.nat({ max: 10_000 })) }) },
    { weight: 1, arbitrary: anyInput },
    { weight: 1, arbitrary: anyResult },
  ),
  { maxLength: 40 },
);

function results(all: Omit<ResultInput, 'type' | 'effectId'>[]): ResultInput[] {
  return all.map((result) => ({ type: 'result', effectId: AWAITED, ...result }));
}

const RESULTS = results([
  { status: 'ok', httpStatus: 200, values: { text: 'a', number: 7, day: '2026-03-31' } },
  { status: 'ok', values: { number: 'many', day: 'soon' } },
  { status: 'begun' },
  { status: 'failed', httpStatus: 404 },
  { status: 'failed', code: 'queue.full' },
  { status: 'failed', code: 'queue.closed' },
  { status: 'failed', code: 'chat.unavailable' },
  { status: 'failed' },
]);
const TEXTS = ['12', 'a', '5', '+4930123456', 'ada@example.com', '2026-03-31', '..', 'Łódź', ''];

export function fittingInput({ fitting }: Fitting, { wait: { accepts }, screen }: Step): Input {
  // Leaving ends it all, so it comes seldom.
  const types = fitting % 20 === 0 ? accepts : accepts.filter((type) => type !== 'leave');
  const type = types[fitting % types.length] ?? 'leave';
  const nth = Math.floor(fitting / 20);
  const one = <T>(all: readonly [T, ...T[]] | readonly T[]): T => all[nth % all.length] as T;
  switch (type) {
    case 'choice':
      return { type, choiceId: one('choices' in screen ? screen.choices.map(({ id }) => id) : ['']) };
    case 'key':
      return { type, key: one(['0', '1', '2', '9', '#']) };
    case 'text':
    case 'speech':
      return { type, text: one(TEXTS) };
    case 'phone':
      return { type, number: one(['+4930123456', 'call me']) };
    case 'email':
      return { type, address: one(['ada@example.com', 'ada']), text: one(['Hello', 'Hi', ' ']) };
    case 'feedback':
      return { type, helpful: one([true, false]) };
    case 'door':
      return { type, door: one(DOORS) };
    case 'language':
      return { type, language: one(['de', 'en']) };
    case 'result':
      return one(RESULTS);
    default:
      return { type };
  }
}
