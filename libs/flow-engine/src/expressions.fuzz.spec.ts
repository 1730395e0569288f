import fc from 'fast-check';
import { checkExpression, evaluate, type CheckedExpression, type Evaluated } from './expressions.js';
import { held } from './own.js';
import { escapes, inspect, isVariableName, render } from './templates.js';
import { FUZZ_CASES, FUZZ_TIMEOUT, fuzz } from '../testing/bounded.js';
import { anySource, anyTemplate, DECLARED, fittingValues, SAMPLES } from '../testing/expressions.js';

let touched: string[] = [];

function tripwire(what: string): () => never {
  return () => {
    touched.push(what);
    throw new Error(`${what} was reached`);
  };
}

/** What no host should hold, and nothing may look into. */
const STRANGE: readonly unknown[] = [
  new Proxy({}, new Proxy({}, { get: (_, trap) => tripwire(`the trap “${String(trap)}”`) })),
  { toString: tripwire('toString'), valueOf: tripwire('valueOf'), toJSON: tripwire('toJSON'), length: 3 },
  tripwire('a function'),
  [tripwire('a list')],
  Promise.resolve('gold'),
  Symbol('gold'),
  10n ** 40n,
  NaN,
  Infinity,
  undefined,
  'long '.repeat(200_000),
];

/** The names of everything that all code shares. */
function shared(): string {
  const roots = [Object, Array, String, Number, Boolean, Function, Map, Set, RegExp, Promise, Error, BigInt, Symbol];
  return JSON.stringify(
    [globalThis, JSON, Math, Reflect, ...roots.flatMap((root) => [root, root.prototype])].map((one) =>
      Reflect.ownKeys(one).map(String),
    ),
  );
}

let before: string;

beforeAll(() => {
  before = shared();
  // Whoever looks an author's name up on an ordinary object comes upon this.
  const [get, set] = [tripwire('a getter of Object.prototype'), tripwire('a setter of Object.prototype')];
  Object.defineProperty(Object.prototype, 'sentinel', { configurable: true, get, set });
});

beforeEach(() => {
  touched = [];
});

afterEach(() => expect(touched).toEqual([]));

afterAll(() => {
  Reflect.deleteProperty(Object.prototype, 'sentinel');
  expect(shared()).toBe(before);
});

interface Outcome {
  checked: CheckedExpression;
  evaluated: Evaluated;
  asked: string[];
}

/** Spaces at the end make it another source, which has to be read anew. */
function run(source: string, valueOf: (name: string) => unknown, attempt: number): Outcome {
  const asked: string[] = [];
  const again = source + ' '.repeat(attempt);
  const checked = checkExpression(again, DECLARED);
  const evaluated = evaluate(again, (name) => {
    asked.push(name);
    return valueOf(name) as never;
  });
  return { checked, evaluated, asked };
}

const CODE = /^expression\.(length|syntax|forbidden|name|type|number|unset|too-large)$/;

function isOrderly({ checked, evaluated, asked }: Outcome): void {
  const { value, problem } = evaluated;
  holds(
    problem !== undefined || value === null || ['string', 'number', 'boolean'].includes(typeof value),
    'plain value',
  );
  holds(typeof value !== 'number' || Number.isFinite(value), 'finite number');
  holds(problem === undefined || CODE.test(problem), 'coded problem');
  holds(asked.every(isVariableName), 'nothing but variables asked for');
  if (checked.problem === undefined) {
    holds(
      asked.every((name) => checked.names.includes(name)),
      'every variable named',
    );
  } else {
    holds(
      CODE.test(checked.code) && /^at character \d+: .+[.”"]$/su.test(checked.problem),
      'a sentence for its author',
    );
  }
}

/** With values of their declared types, what passed the check can only fail for the values' sake. */
function isSound({ checked, evaluated }: Outcome): void {
  if (checked.problem !== undefined) return;
  const { value, problem } = evaluated;
  holds(problem === undefined || /^expression\.(number|unset|too-large)$/.test(problem), 'no problem of types');
  if (problem === undefined && value !== null) {
    holds(typeof value === (checked.type === 'text' ? 'string' : checked.type), 'the type that was said');
  }
  if (problem === 'expression.unset' && evaluated.variable !== undefined) {
    holds(checked.names.includes(evaluated.variable), 'the variable that has no value is named');
  }
}

/** What no text around it can be taken for. */
function absentFrom(text: string): string {
  let n = 0;
  while (text.includes(`\ue000${n}\ue001`)) n++;
  return `\ue000${n}\ue001`;
}

function holds(condition: boolean, what: string): void {
  if (!condition) throw new Error(`Expected: ${what}`);
}

describe(`in ${FUZZ_CASES} cases`, () => {
  test(
    'expressions, misspelt ones and garbage never throw, never reach outside, and never take long',
    () => {
      const strange = fc.array(fc.nat(STRANGE.length - 1), { minLength: 1, maxLength: 5 });
      fuzz(
        fc.record({ source: anySource, values: fittingValues, strange: fc.option(strange) }),
        ({ source, values, strange }, attempt) => {
          let next = 0;
          const known = (name: string): unknown => held(values, name) ?? null;
          const any = (indexes: number[]): unknown => STRANGE[indexes[next++ % indexes.length] ?? 0];
          return run(source, (name) => (strange === null ? known(name) : any(strange)), attempt);
        },
        (outcome, { strange }) => {
          isOrderly(outcome);
          if (strange === null) isSound(outcome);
        },
        0.9,
      );
    },
    FUZZ_TIMEOUT,
  );

  test(
    'templates within templates neither, and show values as they are',
    () => {
      fuzz(
        fc.record({ template: anyTemplate, text: fc.constantFrom(...SAMPLES.text) }),
        ({ template, text }) => {
          const value = `${text ?? ''}{plan}{{x}}\r\n`;
          const escaped = Object.values(escapes).map((escape) => render(template, () => value, escape));
          return { value, escaped, shown: render(template, () => value), used: inspect(template) };
        },
        ({ value, escaped, shown, used }, { template }) => {
          const mark = absentFrom(template);
          const marked = render(template, () => mark);
          holds(shown === marked.split(mark).join(value), 'values as they are, each once');
          holds(used.names.every(isVariableName), 'names of variables');
          holds(
            escaped.every((one) => typeof one === 'string' || used.names.length > 0),
            'nothing refused for nothing',
          );
        },
        0.1,
      );
    },
    FUZZ_TIMEOUT,
  );
});
