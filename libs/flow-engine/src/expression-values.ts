/** What the parts of an expression give one another: a value of a flow's variables, or what went wrong. */
import type { VariableValue } from './definition.js';

/** Dates, addresses and telephone numbers are texts to an expression. */
export type ExpressionType = 'text' | 'number' | 'boolean' | 'null';

export type ExpressionProblem =
  | 'expression.length'
  | 'expression.syntax'
  | 'expression.forbidden'
  | 'expression.name'
  | 'expression.type'
  | 'expression.number'
  | 'expression.unset'
  | 'expression.too-large';

/** Why there is no value. Made once with the program and passed along like a value: nothing is thrown while it runs. */
export class Fault {
  constructor(
    readonly code: ExpressionProblem,
    readonly variable?: string,
  ) {}
}

/** Why a source is no program. `at` counts characters from 0. */
export class Refusal extends Error {
  constructor(
    readonly code: ExpressionProblem,
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

export type ValueOf = (name: string) => VariableValue;
export type TypeOf = (name: string, at: number) => ExpressionType;

export interface Part {
  /** Where it begins in the source. */
  at: number;
  run(valueOf: ValueOf): VariableValue | Fault;
  /** The type its value will have; throws a `Refusal` where types do not go together. */
  type(declared: TypeOf): ExpressionType;
  /** What went wrong when its value is needed and missing. */
  unset: Fault;
}

export const WRONG_TYPE = new Fault('expression.type');
export const NO_NUMBER = new Fault('expression.number');
export const TOO_LARGE = new Fault('expression.too-large');
export const UNSET = new Fault('expression.unset');

export const WORDS: Record<ExpressionType, string> = {
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
};

export function typeOf(value: VariableValue): ExpressionType {
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    default:
      return 'null';
  }
}

/** `null` goes with everything. */
export function areComparable(one: VariableValue, other: VariableValue): boolean {
  return one === null || other === null || typeof one === typeof other;
}

export function misfit(message: string, at: number): Refusal {
  return new Refusal('expression.type', message, at);
}
