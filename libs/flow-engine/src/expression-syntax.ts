/** What is wrong with a source that cannot be read, in words for its author. */
import type { ParseError } from '@marcbachmann/cel-js';
import { Refusal } from './expression-values.js';
import { held } from './own.js';

const HINTS: Record<string, string> = {
  '=': ' Write == to compare.',
  '&': ' Write && for and.',
  '|': ' Write || for or.',
  and: ' Write && for and.',
  or: ' Write || for or.',
};

const SENTENCES: Record<string, string> = {
  unterminated_string: 'the text that begins here has no closing quotation mark.',
  unterminated_triple_quoted_string: 'the text that begins here has no closing quotation marks.',
  newline_in_string: 'a text ends on the line on which it begins. Write \\n for a new line.',
  reserved_identifier: 'this word is reserved and cannot be the name of a variable.',
  invalid_number: 'this number cannot be read.',
  invalid_integer: 'this number cannot be read.',
  invalid_hex_integer: 'this number cannot be read.',
  invalid_exponent: 'this number cannot be read.',
  invalid_macro_argument: 'this function is not one that expressions have.',
};

const MARKS: Record<string, string> = { RPAREN: ')', RBRACKET: ']', RBRACE: '}', COLON: ':', IDENTIFIER: 'a name' };

export function syntaxRefusal(error: ParseError, source: string): Refusal {
  const { start, end } = error.range ?? { start: 0, end: 0 };
  if (error.code === 'limit_exceeded') {
    return new Refusal('expression.length', 'the expression has too many parts. Set a variable on the way.', start);
  }
  return new Refusal('expression.syntax', sentence(error, source, start, end), Math.min(start, source.length));
}

function sentence({ code, summary }: ParseError, source: string, start: number, end: number): string {
  const known = held(SENTENCES, code);
  if (known !== undefined) return known;
  if (code.includes('escape') || code.includes('unicode')) return '\\ begins no known sign here. Write \\\\ for a \\.';
  if (source.trim() === '') return 'the expression is empty.';
  const found = source.slice(start, Math.max(end, start + 1)).slice(0, 40);
  if (/^[“”„‘’«»]/.test(found)) return 'write texts between straight quotation marks: "text".';
  const missing = held(MARKS, /^Expected (\w+)/.exec(summary)?.[1] ?? '');
  const problem = found.trim() === '' ? 'the expression ends too early' : `“${found}” is not expected here`;
  return `${problem}${missing ? `; ${missing} is missing` : ''}.${held(HINTS, found) ?? ''}`;
}
