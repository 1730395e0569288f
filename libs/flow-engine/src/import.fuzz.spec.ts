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
import { isRecord } from './own.js';
import { fuzz, FUZZ_CASES, FUZZ_TIMEOUT } from '../testing/bounded.js';
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

interface Taken {
  errors: number;
  definition?: Definition;
}

/** All that an import does with what it is given. */
function take(value: unknown): Taken {
  const errors = validate(value).filter(({ severity }) => severity === 'error').length;
  let definition: Definition;
  try {
    definition = migrate(value);
  } catch (error) {
    // The only way in which anything may say no.
    if (error instanceof EngineError) return { errors };
    throw error;
  }
  const isSame = executableJson(definition) === executableJson(base);
  if ((compare(base, definition).length === 0) !== isSame) throw new Error('A change was not told, or one too many.');
  if (compare(definition, definition).length > 0) throw new Error('A flow differs from itself.');
  completeness(definition);
  Object.values(definition.nodes).forEach(partsOf);
  return { errors, definition };
}

const names = Object.getOwnPropertyNames(Object.prototype);

test(
  `${FUZZ_CASES} things given as flows are taken or refused, each at once, and leave nothing behind`,
  () => {
    const counted = { taken: 0, sound: 0, refused: 0 };
    fuzz(
      anything,
      (value) => take(value),
      ({ errors, definition }, value) => {
        if (definition === undefined) counted.refused++;
        else if (errors === 0) counted.sound++;
        else counted.taken++;
        // What cannot be opened cannot be published either.
        if (definition === undefined && errors === 0) throw new Error('Refused, and nobody was told why.');
        if (definition !== undefined && !isRecord(value)) throw new Error('Taken, and it is no object.');
        if (Object.getOwnPropertyNames(Object.prototype).length !== names.length)
          throw new Error('The prototype was reached.');
      },
    );
    for (const count of Object.values(counted)) expect(count).toBeGreaterThan(FUZZ_CASES / 100);
  },
  FUZZ_TIMEOUT,
);
