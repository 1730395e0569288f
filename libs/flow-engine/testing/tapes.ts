/** What visitors bring along and do: tapes for the differential test. */
import fc from 'fast-check';
import type { Input, Step } from '../src/index.js';
import { schedule, value, variable } from './rich-flows.js';
import type { Opening } from './xstate-chart.js';

/** How a session begins. */
export const opening: fc.Arbitrary<Opening> = fc.record({
  contact: fc.string(),
  schedules: fc.dictionary(fc.constantFrom('shop', 'office'), schedule, { maxKeys: 2 }),
  languages: fc.constantFrom<string[][]>(['en'], ['de-CH', 'en'], ['fr', 'de'], ['en-GB'], []),
  variables: fc.dictionary(variable, value, { maxKeys: 3 }),
  // Clocks change in the night of 29 March and of 25 October 2026.
  now: fc.oneof(
    fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
    fc.integer({ min: Date.UTC(2026, 2, 28, 20), max: Date.UTC(2026, 2, 29, 8) }),
    fc.constantFrom(Date.UTC(2026, 6, 1, 10), Date.UTC(2026, 6, 2, 1), Date.UTC(2026, 0, 1, 12), Date.UTC(2028, 1, 29)),
  ),
});

const SAID = [
  ...['12', '0', '1234', '1,5', 'Ada', 'a', 'true', '2', '9', 'ada@example.com', 'ada@', '+4930123456', '030 555777'],
  ...['31.3.2026', '2026-02-30', '', '  ', 'ü'.repeat(900), 'y'.repeat(5000)],
];
const HEARD = [
  ...['order', 'A parcel, please.', 'Rechnung', 'invoice', 'repair', 'geht nicht mehr', '2', '12', '', 'Anderes!'],
];
const NUMBERS = ['+4930123456', '0171 5557788', '020 7946 0958', '12', 'call me', ''];
const PLAIN = ['mediaEnd', 'mediaFailed', 'skip', 'continue', 'timeout', 'back', 'leave'] as const;

/** An input that says nothing of the screen; most are refused. */
const wild: fc.Arbitrary<Input> = fc.oneof(
  fc.record({ type: fc.constant('choice' as const), choiceId: fc.constantFrom('c0', 'c3', 'constructor') }),
  fc.record({ type: fc.constant('key' as const), key: fc.constantFrom('0', '1', '2', '9', '#') }),
  fc.record({ type: fc.constant('text' as const), text: fc.constantFrom(...SAID) }),
  fc.record({ type: fc.constant('phone' as const), number: fc.constantFrom(...NUMBERS) }),
  fc.record({ type: fc.constant('speech' as const), text: fc.constantFrom(...HEARD) }),
  fc.record({ type: fc.constant('language' as const), language: fc.constantFrom('en', 'de', 'fr') }),
  fc.constantFrom(...PLAIN.map((type) => ({ type }))),
  fc.constant({ type: 'door' as const, door: 'callback' as const }),
);

/** What a visitor does next, whatever the screen is. */
export interface Move {
  follows: boolean;
  picks: [number, number];
  wild: Input;
}

export const tape: fc.Arbitrary<Move[]> = fc.array(
  fc.record({ follows: fc.nat(9).map((one) => one > 0), picks: fc.tuple(fc.nat(), fc.nat()), wild }),
  { minLength: 5, maxLength: 30, size: 'max' },
);

/** The move as an input; one that follows takes something of what the session waits for. Leaving is rare. */
export function inputFor({ follows, picks: [first, second], wild: other }: Move, { wait, screen }: Step): Input {
  if (!follows) return other;
  const accepts = wait.accepts.filter(
    (type) => type !== 'leave' && (!['door', 'language'].includes(type) || first % 5 === 0),
  );
  const type = accepts[first % accepts.length];
  const one = <T>(from: readonly T[], none: T): T => from[second % from.length] ?? none;
  const choices = screen.kind === 'menu' ? screen.choices : [];
  switch (type) {
    case 'choice':
      return { type, choiceId: one([...choices.map(({ id }) => id), ...choices.map(({ id }) => id), 'c9'], '') };
    case 'key':
      return { type, key: one([...choices.map(({ key }) => key ?? '*'), '1', '9'], '') };
    case 'text':
      return { type, text: one(SAID, '') };
    case 'speech':
      return { type, text: one(HEARD, '') };
    case 'language':
      return { type, language: one(['en', 'de', 'fr'], '') };
    case 'phone':
      return { type, number: one(NUMBERS, '') };
    case 'door':
      return { type, door: 'callback' };
    default:
      return PLAIN.some((plain) => plain === type) ? ({ type } as Input) : other;
  }
}
