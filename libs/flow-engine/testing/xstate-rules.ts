/**
 * What a flow means, written a second time for the differential test. Nothing here comes from the engine but the reading of
 * what a visitor types (`readAnswer`, `readPhone`) and of expressions (`evaluate`), which have tests of their own.
 */
import { readAnswer } from '../src/answers.js';
import { evaluate } from '../src/expressions.js';
import {
  readPhone,
  type AskNode,
  type Assignment,
  type BranchRow,
  type Condition,
  type Definition,
  type HoursAnswer,
  type Localized,
  type MediaReference,
  type MenuChoice,
  type NodeOf,
  type Schedule,
  type VariableValue,
} from '../src/index.js';

/** The rules that can be got wrong. A test that plants a fault changes one of them. */
export const RULES = {
  /** Nodes that may be entered after one input. */
  nodesInARow: 100,
  variableBytes: 4096,
  /** Whether a door gives back the very question it lay over, or asks it anew. */
  doorRemembers: true,
  /** Whether silence and wrong answers count together. */
  triesCountTogether: true,
  /** Whether a medium that plays keeps the visitor from answering, unless the menu lets them barge in. */
  mediaHoldsBack: true,
  fallbacks: { failed: 'next', holiday: 'closed', emergency: 'closed' } as Record<string, string>,
  isLastTry: (tries: number, retries: number) => tries >= retries,
  holds,
  coerced,
  rendered,
  said,
  opening,
  armFor,
};
export type Rules = typeof RULES;

export type Values = Record<string, VariableValue>;

/** Where the visitor's language has none, the first of the flow's languages that has one is played. */
export function mediaIn(media: Localized<MediaReference> | undefined, { languages }: Definition): boolean {
  return languages.some((tag) => (media?.[tag]?.contentId ?? '') !== '');
}

export function languageFor(wanted: readonly string[], { languages }: Definition): string {
  for (const tag of wanted.map((one) => one.toLowerCase())) {
    const parts = tag.split('-');
    const candidates = parts.map((_, cut) => parts.slice(0, parts.length - cut).join('-')).filter((one) => one !== '');
    for (const candidate of candidates) {
      const exact = languages.find((one) => one.toLowerCase() === candidate);
      if (exact !== undefined) return exact;
    }
    const sister = languages.find((one) => one.toLowerCase().split('-')[0] === parts[0]);
    if (sister !== undefined) return sister;
  }
  return languages[0] ?? 'en';
}

export function countryFor(language: string, definition: Definition, own?: string): string | undefined {
  return own ?? definition.country ?? new Intl.Locale(language).region;
}

/** What is said of a choice: its key or label and nothing else, or one of its phrases among other words. */
function said(
  { key = '', label, phrases = {} }: MenuChoice,
  heard: string,
  language: string,
  { languages }: Definition,
  render: (template: string) => string,
): boolean {
  const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}*#]+/gu) ?? [];
  const text = (texts: Localized<string>) =>
    render([language, ...languages].map((tag) => texts[tag] ?? '').find((one) => one.trim() !== '') ?? '');
  const spoken = words(heard);
  const isSame = (other: string[]) => other.length > 0 && other.join(' ') === spoken.join(' ');
  const isAmong = (phrase: string[]) =>
    phrase.length > 0 && spoken.some((_, at) => phrase.every((word, offset) => spoken[at + offset] === word));
  return [text(label), key].some((one) => isSame(words(one))) || text(phrases).split(',').map(words).some(isAmong);
}

export function answerTo(
  node: AskNode,
  written: string,
  language: string,
  definition: Definition,
): VariableValue | undefined {
  const reading = readAnswer(written, node, language, countryFor(language, definition));
  return 'value' in reading ? reading.value : undefined;
}

export function numberIn(written: string, country: string | undefined): string | undefined {
  const reading = readPhone(written, country);
  return 'number' in reading ? reading.number : undefined;
}

function valueOf(values: Values, name: string): VariableValue {
  return Object.hasOwn(values, name) ? (values[name] ?? null) : null;
}

/** The values after one assignment; an impossible one changes nothing. */
export function assigned(
  values: Values,
  name: string,
  value: VariableValue,
  { variables }: Definition,
  rules: Rules,
): Values {
  const type = Object.hasOwn(variables, name) ? variables[name]?.type : undefined;
  const coerced = type === undefined ? undefined : rules.coerced(value, type);
  if (coerced === undefined) return values;
  if (typeof coerced === 'string' && Buffer.byteLength(coerced) > rules.variableBytes) return values;
  return { ...values, [name]: coerced };
}

/** The values after a set: each assignment sees those before it. */
export function allAssigned(
  assignments: readonly Assignment[],
  before: Values,
  definition: Definition,
  rules: Rules,
): Values {
  return assignments.reduce((values, { variable, value = null, expression }) => {
    if (expression !== undefined) {
      const computed = evaluate(expression, (name) => valueOf(values, name)).value;
      return computed === undefined ? values : assigned(values, variable, computed, definition, rules);
    }
    const given = typeof value === 'string' ? rules.rendered(value, values) : value;
    return assigned(values, variable, given, definition, rules);
  }, before);
}

export function rowFor(rows: readonly BranchRow[], values: Values, rules: Rules): string {
  const row = rows.find(
    ({ all, expression }) =>
      all.every((condition) => rules.holds(condition, valueOf(values, condition.variable))) &&
      (expression === undefined || evaluate(expression, (name) => valueOf(values, name)).value === true),
  );
  return row === undefined ? 'otherwise' : `row:${row.id}`;
}

/** FNV-1a of the two bytes of each character, the low one first, stirred as MurmurHash3 does at its end. */
function armFor({ arms }: NodeOf<'split'>, key: string): string {
  const times = (hash: bigint, factor: bigint) => BigInt.asUintN(32, hash * factor);
  const bytes = Buffer.from(key, 'utf16le');
  let hash = bytes.reduce((sum, byte) => times(sum ^ BigInt(byte), 0x01000193n), 0x811c9dc5n);
  hash = times(hash ^ (hash >> 16n), 0x85ebca6bn);
  hash = times(hash ^ (hash >> 13n), 0xc2b2ae35n);
  hash ^= hash >> 16n;
  const total = arms.reduce((sum, { weight }) => sum + weight, 0);
  const place = Number((hash * BigInt(total)) >> 32n);
  const ends = arms.map((_, index) => arms.slice(0, index + 1).reduce((sum, { weight }) => sum + weight, 0));
  return `arm:${
    arms[
      Math.max(
        0,
        ends.findIndex((end) => place < end),
      )
    ]?.id
  }`;
}

function holds({ operator, value: other = null }: Condition, value: VariableValue): boolean {
  const [empty, otherEmpty] = [value, other].map((one) => one === null || one === '');
  const word = (one: VariableValue) => (one === null ? '' : `${one}`.toLowerCase());
  const numeric = typeof value === 'number' || typeof other === 'number';
  const number = (one: VariableValue) =>
    typeof one === 'boolean' || (typeof one === 'string' && /^\s*$/.test(one)) ? NaN : Number(one);
  const [left, right] = numeric ? [number(value), number(other)] : [word(value), word(other)];
  const same = empty || otherEmpty ? empty === otherEmpty : left === right;
  const ordered = !empty && !otherEmpty;
  switch (operator) {
    case 'isSet':
      return !empty;
    case 'isNotSet':
      return empty === true;
    case 'equals':
      return same;
    case 'notEquals':
      return !same;
    case 'contains':
      return !empty && word(value).includes(word(other));
    case 'startsWith':
      return !empty && word(value).startsWith(word(other));
    case 'lessThan':
      return ordered && left < right;
    case 'atMost':
      return ordered && left <= right;
    case 'greaterThan':
      return ordered && left > right;
    case 'atLeast':
      return ordered && left >= right;
  }
}

function coerced(value: VariableValue, type: string): VariableValue | undefined {
  if (value === null) return null;
  if (type === 'text') return `${value}`;
  if (typeof value === type) return value;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  const fits: Record<string, () => VariableValue | undefined> = {
    number: () => (/^[-+]?\d+(\.\d+)?$/.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined),
    boolean: () => ({ true: true, false: false })[text],
    date: () => (isDay(text) ? text : undefined),
    email: () => (text.includes('@', 1) && !text.startsWith('@') ? text : undefined),
    phone: () => (/^\+[1-9]\d{7,14}$/.test(text) ? text : undefined),
  };
  return text === '' ? null : fits[type]?.();
}

function isDay(text: string): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day >= 1 && day <= (days[month - 1] ?? 0);
}

function rendered(template: string, values: Values): string {
  return template.replace(/\{\{|\}\}|\{\s*([A-Za-z]\w{0,63})\s*\}/g, (found, name?: string) =>
    name === undefined ? found.charAt(0) : `${valueOf(values, name) ?? ''}`,
  );
}

/** Counts in minutes since midnight, those of yesterday's spans past 24 hours: a span past midnight is one span. */
function opening({ timeZone, week, holidays, emergency }: Schedule, now: number): HoursAnswer {
  const [date = '', clock = ''] = clockIn(timeZone, now);
  if (date === '') return 'closed';
  if (emergency !== undefined && !(new Date(emergency.until ?? Infinity).getTime() <= now)) return 'emergency';
  const noon = Date.parse(`${date}T12:00:00Z`);
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  const days = [0, 1].map((ago) => {
    const day = new Date(noon - ago * 86_400_000).toISOString().slice(0, 10);
    const [holiday] = [day, day.slice(5)].flatMap((one) => holidays.filter((other) => other.date === one).slice(0, 1));
    const weekday = (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7;
    const spans = holiday === undefined ? week[weekday] : holiday.spans;
    const at = minutes(clock) + ago * 1440;
    const isOpen = spans?.some(({ from, to }) => {
      const ends = minutes(to) > minutes(from) ? minutes(to) : minutes(to) + 1440;
      return at >= minutes(from) && at < ends;
    });
    return { holiday, isOpen };
  });
  const [today, yesterday] = days;
  if (today?.isOpen) return 'open';
  if (today?.holiday !== undefined) return 'holiday';
  return yesterday?.isOpen ? 'open' : 'closed';
}

function clockIn(timeZone: string, now: number): string[] {
  try {
    return new Date(now).toLocaleString('sv-SE', { timeZone }).split(' ');
  } catch {
    return []; // no such time zone
  }
}
