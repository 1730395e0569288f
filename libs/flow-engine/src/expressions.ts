/**
 * Conditions and computed values that authors write, in the Common Expression Language: `score >= 9 && plan == "gold"`.
 * Nothing here throws, whatever the source and the values, and nothing takes long: sources are bounded, and so is what
 * they may say (expression-parts.ts).
 */
import { Environment, ParseError, type ASTNode } from '@marcbachmann/cel-js';
import type { VariableType, VariableValue } from './definition.js';
import { FUNCTIONS } from './expression-operations.js';
import { compile } from './expression-parts.js';
import {
  Fault,
  Refusal,
  type ExpressionProblem,
  type ExpressionType,
  WORDS,
  type Part,
  type ValueOf,
} from './expression-values.js';
import { held } from './own.js';
import { syntaxRefusal } from './expression-syntax.js';
import { fits } from './variables.js';

export type { ExpressionProblem, ExpressionType };

export const EXPRESSION_LIMITS = {
  /** Characters of the source. */
  length: 1000,
  /** Values, names, operators and calls in it. */
  parts: 200,
  /** Brackets within one another. */
  brackets: 32,
  listItems: 100,
} as const;

export interface ExpressionFunction {
  name: string;
  /** Types of each value it takes. */
  takes: readonly (readonly ExpressionType[])[];
  gives: ExpressionType;
}

const ANY: readonly ExpressionType[] = ['text', 'number', 'boolean'];

/** All that an expression can call, for those who help to write one. */
export const EXPRESSION_FUNCTIONS: readonly ExpressionFunction[] = [
  ...Object.entries(FUNCTIONS).map(([name, { takes, gives }]) => ({
    name,
    takes,
    gives: gives === 'same' ? (takes[0]?.[0] ?? 'text') : gives,
  })),
  { name: 'isSet', takes: [ANY], gives: 'boolean' },
];

export type CheckedExpression =
  | { problem: string; code: ExpressionProblem; at: number }
  | {
      problem?: undefined;
      names: string[];
      /** Those of the names whose lack of a value may make the expression fail, and that it never asks about. */
      needs: string[];
      type: ExpressionType;
    };

export type Evaluated =
  { value: VariableValue; problem?: undefined } | { problem: ExpressionProblem; variable?: string; value?: undefined };

interface Program {
  part: Part;
  names: readonly string[];
  needs: readonly string[];
}

/** Whether it can be read, uses declared variables alone, and gives what is wanted; `problem` is a sentence for its author. */
export function checkExpression(
  source: string,
  declarations: Readonly<Record<string, { type: VariableType }>>,
  wants?: VariableType,
): CheckedExpression {
  const program = read(source);
  if (program instanceof Refusal) return problemOf(program);
  try {
    const type = program.part.type((name, at) => {
      const declared = held(declarations, name);
      if (declared === undefined) throw new Refusal('expression.name', `the flow has no variable named ${name}.`, at);
      return typeFor(declared.type);
    });
    const wanted = wants && typeFor(wants);
    if (wanted === undefined || type === wanted || (type === 'null' && wanted !== 'boolean')) {
      return { names: [...program.names], needs: [...program.needs], type };
    }
    const hint = wanted === 'text' ? ' Write string( ) around it.' : '';
    return problemOf(
      new Refusal('expression.type', `it gives ${WORDS[type]}, and ${WORDS[wanted]} is needed.${hint}`, 0),
    );
  } catch (error) {
    if (error instanceof Refusal) return problemOf(error);
    throw error;
  }
}

/** Its value, or the code of what went wrong; `variable` says where a value was missing or did not fit. */
export function evaluate(source: string, valueOf: ValueOf): Evaluated {
  const program = read(source);
  if (program instanceof Refusal) return { problem: program.code };
  const value = program.part.run(valueOf);
  if (value instanceof Fault) {
    return value.variable === undefined ? { problem: value.code } : { problem: value.code, variable: value.variable };
  }
  return fits(value) ? { value } : { problem: 'expression.too-large' };
}

function typeFor(type: VariableType): ExpressionType {
  return type === 'number' || type === 'boolean' ? type : 'text';
}

function problemOf({ code, message, at }: Refusal): CheckedExpression {
  return { problem: `at character ${at + 1}: ${message}`, code, at };
}

/** Programs in use. When the newer half is full it becomes the older one, and what nobody asked for since is dropped. */
const HALF = 250;
let newer = new Map<string, Program | Refusal>();
let older = new Map<string, Program | Refusal>();

function read(source: string): Program | Refusal {
  if (typeof source !== 'string') return new Refusal('expression.syntax', 'an expression is a text.', 0);
  const { length } = EXPRESSION_LIMITS;
  if (source.length > length) {
    return new Refusal('expression.length', `an expression has at most ${length} characters.`, length);
  }
  const known = newer.get(source);
  if (known !== undefined) return known;
  const program = older.get(source) ?? translate(source);
  if (newer.size >= HALF) {
    older = newer;
    newer = new Map();
  }
  newer.set(source, program);
  return program;
}

function translate(source: string): Program | Refusal {
  try {
    const uses = { all: new Set<string>(), needed: new Set<string>(), tested: new Set<string>() };
    const part = compile(parse(source), uses);
    return { part, names: [...uses.all], needs: [...uses.needed].filter((name) => !uses.tested.has(name)) };
  } catch (error) {
    if (error instanceof Refusal) return error;
    if (error instanceof ParseError) return syntaxRefusal(error, source);
    return new Refusal('expression.syntax', 'the expression cannot be read.', 0);
  }
}

/** The library remembers every name of a function it has ever read, so its memory is thrown away from time to time. */
const PARSES = 500;
let reader: Environment | undefined;
let parses = 0;

function parse(source: string): ASTNode {
  if (reader === undefined || parses++ >= PARSES) {
    parses = 0;
    reader = new Environment({
      limits: {
        maxAstNodes: EXPRESSION_LIMITS.parts,
        maxDepth: EXPRESSION_LIMITS.brackets,
        maxListElements: EXPRESSION_LIMITS.listItems,
      },
      // A function of its own gives it a memory of its own, apart from the library's.
    }).registerFunction('isSet(dyn): bool', () => true);
  }
  return reader.parse(source).ast;
}
