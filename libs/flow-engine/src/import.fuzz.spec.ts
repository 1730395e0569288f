import fc from 'fast-check';
import {
  compare,
  completeness,
  EngineError,
  executableJson,
  migrate,
  partsOf,
  validate,
  type Definition,
} from './index.js';
import { bounded, FUZZ_CASES, FUZZ_TIMEOUT } from '../testing/bounded.js';
import { anyValue, mutated, mutation } from '../testing/mutations.js';
import { flowNames, readFlow, readJson } from '../testing/testdata.js';

const known = flowNames().map((name) => readJson(`${name}.json`));
const base = readFlow('front-door');

/** Flows in which one thing or several are not as they were. */
const broken = fc
  .tuple(fc.constantFrom(...known), fc.array(mutation, { minLength: 1, maxLength: 4 }))
  .map(([known, changes]) => changes.reduce(mutated, known));

/** What may come as a file, or from a partner. */
const anything = fc.oneof(
  { weight: 3, arbitrary: broken },
  { weight: 1, arbitrary: fc.oneof(fc.jsonValue(), anyValue) },
);

const unchanged = executableJson(base);
const names = Object.getOwnPropertyNames(Object.prototype);

/** The current flow, or the only way in which anything may say no. */
function read(value: unknown): Definition | undefined {
  try {
    return migrate(value);
  } catch (error) {
    if (error instanceof EngineError) return undefined;
    throw error;
  }
}

test(
  `${FUZZ_CASES} things given as flows are taken or refused, each at once, and leave nothing behind`,
  () => {
    const counted = { sound: 0, taken: 0, refused: 0 };
    const property = fc.property(anything, (value) => {
      const issues = bounded(() => validate(value));
      const definition = bounded(() => read(value));
      const isSound = issues.every(({ severity }) => severity !== 'error');
      // What cannot be opened cannot be published either.
      if (definition === undefined && isSound) throw new Error('Refused, and nobody was told why.');
      if (Object.getOwnPropertyNames(Object.prototype).length !== names.length)
        throw new Error('The prototype was reached.');
      counted[definition === undefined ? 'refused' : isSound ? 'sound' : 'taken']++;
      if (definition === undefined) return;
      const json = bounded(() => executableJson(definition));
      const changes = bounded(() => compare(base, definition));
      if ((changes.length === 0) !== (json === unchanged)) throw new Error('A change was not told, or one too many.');
      if (bounded(() => compare(definition, definition)).length > 0) throw new Error('A flow differs from itself.');
      bounded(() => completeness(definition));
      bounded(() => Object.values(definition.nodes).map(partsOf));
    });
    fc.assert(property, { numRuns: FUZZ_CASES });
    for (const count of Object.values(counted)) expect(count).toBeGreaterThan(FUZZ_CASES / 100);
  },
  FUZZ_TIMEOUT,
);
