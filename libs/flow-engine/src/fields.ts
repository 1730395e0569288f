/**
 * Reads unknown JSON as a type, field by field. A check answers whether the value has the type (`structure.*` issues when
 * not) and reports values that are out of bounds too: those are issues of a well-formed flow.
 */
import type { Localized, MediaReference, Template, VariableValue } from './definition.js';
import { EXPRESSION_LIMITS } from './expressions.js';
import type { Severity } from './issues.js';
import { LIMITS } from './limits.js';
import { isRecord, own } from './own.js';
import type { IssueCode } from './repairs.js';

export type Report = (code: IssueCode, field: string, message: string, severity?: Severity) => void;
export interface Check<T> {
  (value: unknown, field: string, report: Report): value is T;
  readonly shape?: Shape;
  /** The value may be left out. */
  readonly optional?: true;
}

/** What a value is made of. Whoever looks for texts, media or variables in nodes of any kind goes by it (parts.ts). */
export type Shape =
  | { is: PartName }
  | { is: 'object'; fields: Readonly<Record<string, Check<unknown>>> }
  | { is: 'list' | 'record'; of: Check<unknown> };

/** A localized text, localized media, a template, an expression, the name of a variable. */
export type PartName = 'text' | 'media' | 'template' | 'expression' | 'variable';

/** One check for every field of `T`, optional ones too: a field that is added to a type must be added here. */
export type Fields<T> = { readonly [Name in keyof T]-?: Check<T[Name]> };

const ID = /^[A-Za-z0-9_-]{1,64}$/;
const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

export function isId(text: string): boolean {
  return ID.test(text) && text !== '__proto__';
}

export function isLanguage(text: string): boolean {
  return LANGUAGE.test(text) && text.length <= 35;
}

export function text(maxLength: number, minLength = 0): Check<string> {
  return (value, field, report): value is string => {
    if (typeof value !== 'string') return misfit(value, field, report, 'takes a text');
    if (value.length > maxLength) report('limit.length', field, `“${field}” is longer than ${maxLength} characters.`);
    if (value.trim().length < minLength) report('value.empty', field, `“${field}” is empty.`);
    return true;
  };
}

export function integer(min: number, max: number): Check<number> {
  return (value, field, report): value is number => {
    if (typeof value !== 'number') return misfit(value, field, report, 'takes a number');
    if (!Number.isInteger(value) || value < min || value > max) {
      report('value.range', field, `“${field}” takes a whole number from ${min} to ${max}.`);
    }
    return true;
  };
}

export const finite: Check<number> = (value, field, report): value is number =>
  (typeof value === 'number' && Number.isFinite(value)) || misfit(value, field, report, 'takes a number');

/** A share of a whole: 0 to 1. */
export const fraction: Check<number> = (value, field, report): value is number => {
  if (typeof value !== 'number') return misfit(value, field, report, 'takes a number');
  if (!(value >= 0 && value <= 1)) report('value.range', field, `“${field}” takes a number from 0 to 1.`);
  return true;
};

export const flag: Check<boolean> = (value, field, report): value is boolean =>
  typeof value === 'boolean' || misfit(value, field, report, 'is either true or false');

export const id: Check<string> = matching(isId, 'takes up to 64 letters, digits, - and _');

const NAME = /^[a-z][a-z0-9-]{0,63}$/;

/** The name of something the company keeps outside its flows. */
export const bindingName: Check<string> = matching(
  (name) => NAME.test(name),
  'takes small letters, digits and -, beginning with a letter',
);

/** The same while nothing is chosen yet. */
export const chosenName: Check<string> = matching(
  (name) => name === '' || NAME.test(name),
  'takes small letters, digits and -, beginning with a letter',
);

/** The key of another flow, while none is chosen too. */
export const chosenKey: Check<string> = matching(
  (key) => /^([a-z0-9][a-z0-9-]{0,63})?$/.test(key),
  'takes small letters, digits and -',
);

export const plainValue: Check<VariableValue> = (value, field, report): value is VariableValue => {
  if (typeof value === 'string') return text(LIMITS.textLength)(value, field, report);
  if (value === null || typeof value === 'boolean') return true;
  return (
    (typeof value === 'number' && Number.isFinite(value)) ||
    misfit(value, field, report, 'takes a text, a number, true, false or null')
  );
};

/** A text of a certain form. Another form is out of bounds, not another type. */
export function matching(fits: (text: string) => boolean, rule: string): Check<string> {
  return (value, field, report): value is string => {
    if (typeof value !== 'string') return misfit(value, field, report, 'takes a text');
    if (!fits(value)) report('value.form', field, `“${field}” ${rule}.`);
    return true;
  };
}

export function oneOf<T extends string | number>(values: readonly T[]): Check<T> {
  return (value, field, report): value is T =>
    values.some((allowed) => allowed === value) ||
    misfit(value, field, report, values.length === 1 ? `is ${values[0]}` : `is one of ${values.join(', ')}`);
}

export function optional<T>(check: Check<T>): Check<T | undefined> {
  const either = (value: unknown, field: string, report: Report): value is T | undefined =>
    value === undefined || check(value, field, report);
  return Object.assign(either, { shape: check.shape, optional: true as const });
}

export function nullable<T>(check: Check<T>): Check<T | null> {
  const either = (value: unknown, field: string, report: Report): value is T | null =>
    value === null || check(value, field, report);
  return Object.assign(either, { shape: check.shape });
}

/** Says what the values of a check are. */
export function marked<T>(is: PartName, check: Check<T>): Check<T> {
  const same = (value: unknown, field: string, report: Report): value is T => check(value, field, report);
  return Object.assign(same, { shape: { is } });
}

export function list<T>(check: Check<T>, max: number, min = 0): Check<T[]> {
  const all = (value: unknown, field: string, report: Report): value is T[] => {
    if (!Array.isArray(value)) return misfit(value, field, report, 'is a list');
    if (value.length > max) report('limit.count', field, `“${field}” has more than ${max} entries.`);
    if (value.length < min) report('value.count', field, `“${field}” needs ${min} or more entries.`);
    // Not `every`: all entries are to be looked at. Beyond the limit a few are enough.
    let fits = true;
    for (const [index, entry] of value.slice(0, max + 1).entries()) {
      fits = check(entry, `${field}.${index}`, report) && fits;
    }
    return fits;
  };
  return Object.assign(all, { shape: { is: 'list' as const, of: check } });
}

export function record<T>(check: Check<T>, isKey: (key: string) => boolean, max: number): Check<Record<string, T>> {
  const all = (value: unknown, field: string, report: Report): value is Record<string, T> => {
    if (!isRecord(value)) return misfit(value, field, report, 'is an object');
    const keys = Object.keys(value);
    if (keys.length > max) report('limit.count', field, `“${field}” has more than ${max} entries.`);
    let fits = true;
    for (const key of keys.slice(0, max + 1)) {
      const path = `${field}.${key.slice(0, LIMITS.idLength)}`;
      if (!isKey(key)) fits = misfit(key, path, report, 'is not a name that can be used');
      else fits = check(value[key], path, report) && fits;
    }
    return fits;
  };
  return Object.assign(all, { shape: { is: 'record' as const, of: check } });
}

export function object<T>(fields: Fields<T>): Check<T> {
  const all = (value: unknown, field: string, report: Report): value is T => {
    if (!isRecord(value)) return misfit(value, field, report, 'is an object');
    const within = (name: string): string => (field === '' ? name : `${field}.${name}`);
    let fits = true;
    for (const name in fields) fits = fields[name](own(value, name), within(name), report) && fits;
    for (const name of Object.keys(value)) {
      if (Object.hasOwn(fields, name)) continue;
      const path = within(name.slice(0, LIMITS.idLength));
      report('structure.unknown', path, `“${path}” is not part of the format and does nothing.`, 'warning');
    }
    return fits;
  };
  return Object.assign(all, { shape: { is: 'object' as const, fields } });
}

export const localizedText: Check<Localized<Template>> = marked(
  'text',
  record(text(LIMITS.textLength), isLanguage, 100),
);

export const localizedMedia: Check<Localized<MediaReference>> = marked(
  'media',
  record(object<MediaReference>({ contentId: text(LIMITS.idLength) }), isLanguage, 100),
);

/** A text that visitors do not read and that quotes variables: the same in every language. */
export const template: Check<Template> = marked('template', text(LIMITS.textLength));

/** A template, or another plain value that is taken as it is. */
export const templateOrValue: Check<Template | VariableValue> = marked('template', plainValue);

/** A condition or a computed value in the Common Expression Language. */
export const expression: Check<string> = marked('expression', text(EXPRESSION_LIMITS.length));

export const variableName: Check<string> = marked('variable', text(LIMITS.idLength));

/** The fields that every node has. */
export function nodeFields<Kind extends string>(
  kind: Kind,
): Fields<{ kind: Kind; name: string; exits: Record<string, string | null>; background?: 'silent' }> {
  return {
    kind: oneOf([kind]),
    name: text(LIMITS.nameLength),
    exits: record(nullable(id), (key) => key.length <= 80 && key !== '__proto__', 200),
    background: optional(oneOf(['silent'])),
  };
}

export const waitFields = {
  timeoutSeconds: integer(1, LIMITS.timeoutSeconds),
  retries: integer(0, LIMITS.retries),
};

function misfit(value: unknown, field: string, report: Report, rule: string): false {
  if (value === undefined) report('structure.missing', field, `“${field}” is missing; it ${rule}.`);
  else report('structure.type', field, `“${field}” ${rule}.`);
  return false;
}
