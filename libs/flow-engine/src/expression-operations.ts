/**
 * The operators and functions that take values of certain types and give a value, or a fault. This is the whole list:
 * what is not here cannot be called. Every text is bounded on its way, so no operation works on more than that.
 */
import type { VariableValue } from './definition.js';
import { Fault, NO_NUMBER, TOO_LARGE, UNSET, WORDS, type ExpressionType } from './expression-values.js';
import { LIMITS } from './limits.js';
import { coerce } from './variables.js';

export interface Operation {
  /** Types of each operand. */
  takes: readonly (readonly ExpressionType[])[];
  /** Both operands have the same one of the types. */
  alike?: true;
  /** `same` as the first operand. */
  gives: ExpressionType | 'same';
  /** Gets operands of these types, and nothing else. */
  apply(first: never, second: never): VariableValue | Fault;
}

/** Longer ones make a search slow. */
const NEEDLE = 256;

const TEXT = ['text'] as const;
const NUMBER = ['number'] as const;
const ORDERED = ['number', 'text'] as const;

const arithmetic = (apply: (a: number, b: number) => number): Operation => ({
  takes: [NUMBER, NUMBER],
  gives: 'number',
  apply: (a: number, b: number) => finite(apply(a, b)),
});

/** Texts in the order of their characters' codes, which is the order of dates too. */
const order = (apply: <T extends string | number>(a: T, b: T) => boolean): Operation => ({
  takes: [ORDERED, ORDERED],
  alike: true,
  gives: 'boolean',
  apply,
});

const textTest = (apply: (text: string, part: string) => boolean): Operation => ({
  takes: [TEXT, TEXT],
  gives: 'boolean',
  apply,
});

const textChange = (apply: (text: string) => string): Operation => ({
  takes: [TEXT],
  gives: 'text',
  apply: (text: string) => bounded(apply(text)),
});

export const OPERATORS: Record<string, Operation> = {
  '+': {
    takes: [ORDERED, ORDERED],
    alike: true,
    gives: 'same',
    apply: (a: string | number, b: string | number) =>
      typeof a === 'number' && typeof b === 'number' ? finite(a + b) : bounded(`${a}${b}`),
  },
  '-': arithmetic((a, b) => a - b),
  '*': arithmetic((a, b) => a * b),
  '/': arithmetic((a, b) => a / b),
  '%': arithmetic((a, b) => a % b),
  '<': order((a, b) => a < b),
  '<=': order((a, b) => a <= b),
  '>': order((a, b) => a > b),
  '>=': order((a, b) => a >= b),
  '-_': { takes: [NUMBER], gives: 'number', apply: (a: number) => finite(-a) },
  '!_': { takes: [['boolean']], gives: 'boolean', apply: (a: boolean) => !a },
};

export const FUNCTIONS: Record<string, Operation> = {
  size: { takes: [TEXT], gives: 'number', apply: (text: string) => characters(text) },
  contains: {
    ...textTest((text, part) => text.includes(part)),
    apply: (text: string, part: string) => (part.length > NEEDLE ? TOO_LARGE : text.includes(part)),
  },
  startsWith: textTest((text, part) => text.startsWith(part)),
  endsWith: textTest((text, part) => text.endsWith(part)),
  lower: textChange((text) => text.toLowerCase()),
  upper: textChange((text) => text.toUpperCase()),
  trim: textChange((text) => text.trim()),
  int: { takes: [ORDERED], gives: 'number', apply: (value: string | number) => whole(number(value)) },
  double: { takes: [ORDERED], gives: 'number', apply: (value: string | number) => number(value) },
  string: { takes: [['text', 'number', 'boolean']], gives: 'text', apply: (value: VariableValue) => String(value) },
};

/** What it takes, in words; operands that are alike are numbers or texts. */
export function expected({ takes, alike }: Operation): string {
  if (alike) return 'two numbers or two texts';
  return takes.map((types) => types.map((type) => WORDS[type]).join(' or ')).join(' and ');
}

/** Neither infinite nor undefined, and never -0, which JSON does not keep. */
function finite(value: number): number | Fault {
  return Number.isFinite(value) ? value + 0 : NO_NUMBER;
}

function bounded(text: string): string | Fault {
  return text.length > LIMITS.variableBytes ? TOO_LARGE : text;
}

/** Reads a text as an answer to a number variable is read. */
function number(value: string | number): number | Fault {
  const read = coerce(value, 'number');
  if (typeof read === 'number') return read;
  return read === null ? UNSET : NO_NUMBER;
}

function whole(value: number | Fault): number | Fault {
  return value instanceof Fault ? value : finite(Math.trunc(value));
}

function characters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
