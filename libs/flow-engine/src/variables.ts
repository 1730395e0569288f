import { isDate } from './calendar.js';
import type { Definition, VariableType, VariableValue } from './definition.js';
import { LIMITS } from './limits.js';

/** A value in the form its declaration asks for; `undefined` when it cannot be one. */
export function coerce(value: VariableValue, type: VariableType): VariableValue | undefined {
  if (value === null) return null;
  if (type === 'text') return typeof value === 'string' ? value : String(value);
  if (typeof value === 'string') {
    const text = value.trim();
    return text === '' ? null : coerceText(text, type);
  }
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  if (type === 'boolean') return typeof value === 'boolean' ? value : undefined;
  return undefined;
}

function coerceText(text: string, type: Exclude<VariableType, 'text'>): VariableValue | undefined {
  switch (type) {
    case 'number':
      return /^[+-]?[0-9]+(\.[0-9]+)?$/.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'date':
      return isDate(text) ? text : undefined;
    case 'email':
      return text.indexOf('@') > 0 ? text : undefined;
    case 'phone':
      return /^\+[1-9][0-9]{7,14}$/.test(text) ? text : undefined;
  }
}

export function fits(value: VariableValue): boolean {
  return typeof value !== 'string' || utf8Length(value) <= LIMITS.variableBytes;
}

function utf8Length(text: string): number {
  if (text.length * 3 <= LIMITS.variableBytes) return text.length;
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

export function shown(value: VariableValue): string {
  return value === null ? '' : String(value);
}

/** What a flow's variables begin with. */
export function initialValues({ variables }: Definition): Record<string, VariableValue> {
  const values: Record<string, VariableValue> = {};
  for (const name of Object.keys(variables)) {
    const initial = variables[name]?.initial;
    if (initial != null) values[name] = initial;
  }
  return values;
}
