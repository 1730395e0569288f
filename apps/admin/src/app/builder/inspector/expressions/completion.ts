/** What may come next in an expression, where the cursor stands. Pure. */
import { EXPRESSION_FUNCTIONS, type ExpressionType, type VariableDeclaration } from '@calldocker/flow-engine';

export interface Suggestion {
  /** As it is listed, and what it begins with. */
  name: string;
  /** What it gives: `number`. Empty for operators. */
  type: string;
  about: string;
  text: string;
  /** Where the cursor goes, from the end of `text`. */
  back: number;
}

export interface Completion {
  /** What a suggestion takes the place of. */
  from: number;
  to: number;
  suggestions: Suggestion[];
}

export const TYPE_WORDS: Record<ExpressionType, string> = {
  text: 'text',
  number: 'number',
  boolean: 'yes or no',
  null: 'nothing',
};

export const FUNCTION_WORDS: Record<string, string> = {
  size: 'How many characters a text has.',
  contains: 'Whether a text has another one in it.',
  startsWith: 'Whether a text begins with another one.',
  endsWith: 'Whether a text ends with another one.',
  lower: 'The text in small letters, to compare without regard to capitals.',
  upper: 'The text in capitals.',
  trim: 'The text without spaces at its ends.',
  int: 'A text or number as a whole number: what stands after the point is dropped.',
  double: 'A text or number as a number.',
  string: 'A number, or yes and no, as a text.',
  isSet: 'Whether there is a value, and not an empty text.',
};

const OPERATORS: readonly (readonly [sign: string, about: string, text?: string, back?: number])[] = [
  ['==', 'Is equal to.'],
  ['!=', 'Is not equal to.'],
  ['<', 'Is less than; of dates: earlier.'],
  ['<=', 'Is at most.'],
  ['>', 'Is more than; of dates: later.'],
  ['>=', 'Is at least.'],
  ['&&', 'And: both have to hold.'],
  ['||', 'Or: one of both has to hold.'],
  ['in', 'Is one of a list: plan in ["gold", "silver"].', 'in [""]', 2],
  ['+', 'Adds numbers, joins texts.'],
  ['-', 'Takes one number from another.'],
  ['*', 'Multiplies.'],
  ['/', 'Divides.'],
  ['%', 'What is left after dividing.'],
  ['?', 'Chooses: score > 8 ? "good" : "poor".', '?  : ', 3],
];

const VALUES: readonly Suggestion[] = [
  { name: 'true', type: TYPE_WORDS.boolean, about: 'Yes.', text: 'true', back: 0 },
  { name: 'false', type: TYPE_WORDS.boolean, about: 'No.', text: 'false', back: 0 },
  {
    name: 'null',
    type: TYPE_WORDS.null,
    about: 'No value: plan == null asks whether there is none.',
    text: 'null',
    back: 0,
  },
];

const TOKEN = /"(?:\\.|[^"\\])*("|$)|'(?:\\.|[^'\\])*('|$)|[\p{L}_][\p{L}\p{N}_]*|\d[\d.]*|[=!<>&|+\-*/%?:]+|\S/gu;

/** `asked`: by key, so that an empty place is answered with all there is. */
export function complete(
  source: string,
  caret: number,
  variables: Readonly<Record<string, Pick<VariableDeclaration, 'type'>>>,
  asked: boolean,
): Completion | null {
  const tokens = [...source.slice(0, caret).matchAll(TOKEN)];
  const last = tokens.at(-1);
  if (last && /^["']/.test(last[0]) && (last[1] ?? last[2]) === '') return null;
  // What is being written touches the cursor.
  const written = last && last.index + last[0].length === caret && isWord(last[0]) ? last : undefined;
  const before = (written ? tokens.at(-2) : last)?.[0];
  const typed = written?.[0] ?? '';
  const fitting =
    before === '.'
      ? methods()
      : before === undefined || !isOperand(before) || isOperator(typed)
        ? isOperator(typed)
          ? operators()
          : [...named(variables), ...functions(), ...VALUES]
        : operators();
  if (typed === '' && before !== '.' && !asked) return null;
  const suggestions = found(fitting, typed);
  return suggestions.length > 0 ? { from: caret - typed.length, to: caret, suggestions } : null;
}

/** Those that begin so, then those that have it in them. */
function found(suggestions: readonly Suggestion[], typed: string): Suggestion[] {
  const wanted = typed.toLowerCase();
  const at = ({ name }: Suggestion) => name.toLowerCase().indexOf(wanted);
  const some = suggestions.filter((one) => (isOperator(typed) ? at(one) === 0 : at(one) >= 0));
  return some.filter((one) => at(one) === 0).concat(some.filter((one) => at(one) > 0));
}

function named(variables: Readonly<Record<string, Pick<VariableDeclaration, 'type'>>>): Suggestion[] {
  return Object.entries(variables).map(([name, { type }]) => ({
    name,
    type: type === 'boolean' ? TYPE_WORDS.boolean : type,
    about: type === 'date' ? 'A variable of the flow, as in 2026-12-24.' : 'A variable of the flow.',
    text: name,
    back: 0,
  }));
}

function functions(): Suggestion[] {
  return EXPRESSION_FUNCTIONS.map(({ name, gives }) => ({
    name,
    type: TYPE_WORDS[gives],
    about: FUNCTION_WORDS[name] ?? '',
    text: `${name}()`,
    back: 1,
  }));
}

/** After a point the first value stands already: `name.contains("part")`. */
function methods(): Suggestion[] {
  return EXPRESSION_FUNCTIONS.map(({ name, takes, gives }) => ({
    name,
    type: TYPE_WORDS[gives],
    about: FUNCTION_WORDS[name] ?? '',
    text: takes.length > 1 ? `${name}("")` : `${name}()`,
    back: takes.length > 1 ? 2 : 0,
  }));
}

function operators(): Suggestion[] {
  return OPERATORS.map(([name, about, text = `${name} `, back = 0]) => ({ name, type: '', about, text, back }));
}

function isWord(token: string): boolean {
  return /^[\p{L}_]/u.test(token) || isOperator(token);
}

function isOperator(token: string): boolean {
  return /^[=!<>&|+\-*/%?:]+$/.test(token);
}

/** Whether a value ends here: then an operator follows. */
function isOperand(token: string): boolean {
  return token !== 'in' && /^[\p{L}\p{N}_"')\]]/u.test(token);
}
