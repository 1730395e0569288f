/** Reads what a visitor typed or said as the kind of answer that was asked for. */
import { isDate } from './calendar.js';
import type { Language, VariableValue } from './definition.js';
import { LIMITS } from './limits.js';
import { readPhone, type PhoneProblem } from './phone.js';
import type { AnswerType } from './screen.js';

export type AnswerProblem =
  | 'answer.empty'
  | 'text.short'
  | 'text.long'
  | 'digits.form'
  | 'digits.short'
  | 'digits.long'
  | 'number.form'
  | 'email.at'
  | 'email.domain'
  | 'email.form'
  | 'date.form'
  | 'date.unknown'
  | 'rating.range'
  | PhoneProblem;

export interface AnswerRules {
  answer: AnswerType;
  minLength?: number;
  maxLength?: number;
  scale?: number;
  fromZero?: boolean;
}

type Reading = { value: VariableValue } | { problem: AnswerProblem };

const DEFAULT_SCALE = 5;
const DEFAULT_LENGTH = 500;

export function readAnswer(written: string, rules: AnswerRules, language: Language, country?: string): Reading {
  const text = written.trim();
  if (text === '') return { problem: 'answer.empty' };
  if (text.length > LIMITS.variableBytes) return { problem: 'text.long' };
  switch (rules.answer) {
    case 'text':
      return withinLength(text, lengthOf(text), rules, 'text.short', 'text.long');
    case 'digits':
      return readDigits(text, rules);
    case 'number':
      return readNumber(text, language);
    case 'email':
      return readEmail(text);
    case 'phone': {
      const phone = readPhone(text, country);
      return 'number' in phone ? { value: phone.number } : phone;
    }
    case 'date':
      return readDate(text);
    case 'rating':
      return readRating(text, rules);
  }
}

export function scaleOf(rules: AnswerRules): number {
  return rules.scale ?? DEFAULT_SCALE;
}

export function maxLengthOf(rules: AnswerRules): number {
  return rules.maxLength ?? DEFAULT_LENGTH;
}

function withinLength(
  text: string,
  length: number,
  rules: AnswerRules,
  short: AnswerProblem,
  long: AnswerProblem,
): Reading {
  if (length < (rules.minLength ?? 0)) return { problem: short };
  return length > maxLengthOf(rules) ? { problem: long } : { value: text };
}

/** People count characters, not UTF-16 units. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

function readDigits(text: string, rules: AnswerRules): Reading {
  const digits = text.replace(/[\s.-]/g, '');
  if (!/^[0-9]+$/.test(digits)) return { problem: 'digits.form' };
  return withinLength(digits, digits.length, rules, 'digits.short', 'digits.long');
}

/** `1,5` and `1.5` are one and a half; three digits after the language's own thousands mark are thousands. */
function readNumber(text: string, language: Language): Reading {
  const compact = text.replace(/[\s'\u2019\u00a0\u202f]/g, '').replace('\u2212', '-');
  if (!/^[+-]?[0-9]+([.,][0-9]+)*$/.test(compact)) return { problem: 'number.form' };
  const marks = compact.replace(/[^.,]/g, '');
  const last = marks.at(-1);
  const fraction = compact.slice(compact.search(/[.,][0-9]*$/) + 1);
  const thousands =
    marks.length > 1 ? new Set(marks).size === 1 : fraction.length === 3 && last === groupMark(language);
  const plain =
    last === undefined || thousands
      ? compact.replace(/[.,]/g, '')
      : `${compact.slice(0, -fraction.length - 1).replace(/[.,]/g, '')}.${fraction}`;
  const value = Number(plain);
  return Number.isFinite(value) ? { value } : { problem: 'number.form' };
}

const groupMarks = new Map<Language, string>();

function groupMark(language: Language): string {
  let mark = groupMarks.get(language);
  if (mark === undefined) {
    mark = readGroupMark(language);
    if (groupMarks.size > 500) groupMarks.clear();
    groupMarks.set(language, mark);
  }
  return mark;
}

function readGroupMark(language: Language): string {
  try {
    const parts = new Intl.NumberFormat(language).formatToParts(1_234_567);
    return parts.find((part) => part.type === 'group')?.value ?? ',';
  } catch {
    // RangeError: an author's tag that is not a language.
    return ',';
  }
}

function readEmail(text: string): Reading {
  const at = text.lastIndexOf('@');
  if (at < 1) return { problem: 'email.at' };
  const domain = text.slice(at + 1);
  if (!/^[^\s@.]+(\.[^\s@.]+)*\.[^\s@.]{2,}$/.test(domain)) return { problem: 'email.domain' };
  const local = text.slice(0, at);
  if (/[\s@<>(),;:"\\]/.test(local) || local.length > 64 || text.length > 254) return { problem: 'email.form' };
  // A comma would make it two addresses, and a bracket another one.
  if (/[<>(),;:"\\[\]]/.test(domain)) return { problem: 'email.form' };
  return { value: text };
}

/** `2026-03-31`, or day first with dots: `31.3.2026`. Slashes mean different days in different countries. */
function readDate(text: string): Reading {
  const iso = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})$/.exec(text);
  const dotted = iso === null ? /^([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})$/.exec(text) : null;
  const [year, month, day] = iso !== null ? iso.slice(1) : dotted !== null ? dotted.slice(1).reverse() : [];
  if (year === undefined || month === undefined || day === undefined) return { problem: 'date.form' };
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDate(date) ? { value: date } : { problem: 'date.unknown' };
}

function readRating(text: string, rules: AnswerRules): Reading {
  const value = /^[0-9]{1,2}$/.test(text) ? Number(text) : -1;
  const lowest = rules.fromZero ? 0 : 1;
  return value >= lowest && value <= scaleOf(rules) ? { value } : { problem: 'rating.range' };
}
