import { DOORS, LIMITS, type Input } from '@calldocker/flow-engine';
import type { PipeTransform } from '@nestjs/common';
import { isId } from '../platform/ids.js';
import { isMoment } from '../platform/position.js';
import { Problem } from '../platform/problem.js';

export interface SendInput {
  inputId: string;
  seq: number;
  input: Input;
}

interface Fault {
  field: string;
  message: string;
}

const MAX = {
  text: 2_000,
  message: LIMITS.messageLength,
  number: 64,
  address: LIMITS.addressLength,
  language: 35,
  name: LIMITS.callbackName,
  about: LIMITS.callbackAbout,
  id: LIMITS.idLength,
  moment: 40,
  zone: 64,
};
// Tab and line breaks may stay. A lone half of a surrogate pair is no text: PostgreSQL would refuse it.
// eslint-disable-next-line no-control-regex -- the point is to keep control characters out
const NO_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\p{Surrogate}]/u;

/**
 * Reads the body of a visitor's step. By hand, since every step pays for it: the same refusals as the general validator
 * in 0.2 microseconds instead of 7. Fields are written in one order, so that equal inputs are equal as text.
 */
export class InputPipe implements PipeTransform<unknown, SendInput> {
  transform(body: unknown): SendInput {
    const faults: Fault[] = [];
    const sent = readSent(body, faults);
    if (!sent || faults.length > 0) throw new Problem('request.invalid', { errors: faults });
    return sent;
  }
}

function readSent(body: unknown, faults: Fault[]): SendInput | undefined {
  if (!isRecord(body)) return fail(faults, 'body', 'body must be an object');
  onlyKnown(body, ['inputId', 'seq', 'input'], '', faults);
  const { inputId, seq, input } = body;
  if (!isId(inputId)) return fail(faults, 'inputId', 'inputId must be a UUID');
  if (typeof seq !== 'number' || !Number.isInteger(seq) || seq < 1 || seq > 2 ** 31 - 1)
    return fail(faults, 'seq', 'seq must be a whole number above 0');
  const read = readInput(input, faults);
  return read && { inputId: inputId.toLowerCase(), seq, input: read };
}

function readInput(input: unknown, faults: Fault[]): Input | undefined {
  if (!isRecord(input)) return fail(faults, 'input', 'input must be an object');
  const text = (name: string, max: number): string => {
    const value = input[name];
    if (isText(value, max)) return value;
    fail(faults, `input.${name}`, `${name} must be a text of at most ${max} characters`);
    return '';
  };
  const known = (...names: string[]): void => onlyKnown(input, ['type', ...names], 'input.', faults);
  switch (input.type) {
    case 'choice':
      known('choiceId');
      return { type: 'choice', choiceId: text('choiceId', MAX.id) };
    case 'key':
      known('key');
      if (typeof input.key === 'string' && /^[0-9*#]$/.test(input.key)) return { type: 'key', key: input.key };
      return fail(faults, 'input.key', 'key must be one of 0 to 9, * or #');
    case 'text':
      known('text');
      return { type: 'text', text: text('text', MAX.text) };
    case 'speech':
      known('text');
      return { type: 'speech', text: text('text', MAX.text) };
    case 'language':
      known('language');
      return { type: 'language', language: text('language', MAX.language) };
    case 'phone':
      known('number', 'name', 'about', 'email', 'at', 'timeZone');
      if (input.email !== undefined && !/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(text('email', MAX.address)))
        return fail(faults, 'input.email', 'email must be an address');
      if (input.at !== undefined && !isMoment(text('at', MAX.moment)))
        return fail(faults, 'input.at', 'at must be a moment such as 2026-12-24T18:00:00.000Z');
      return {
        type: 'phone',
        number: text('number', MAX.number),
        ...(input.name !== undefined && { name: text('name', MAX.name) }),
        ...(input.about !== undefined && { about: text('about', MAX.about) }),
        ...(input.email !== undefined && { email: text('email', MAX.address) }),
        ...(input.at !== undefined && { at: text('at', MAX.moment) }),
        ...(input.timeZone !== undefined && { timeZone: text('timeZone', MAX.zone) }),
      };
    case 'email':
      known('address', 'text', 'name');
      return {
        type: 'email',
        address: text('address', MAX.address),
        text: text('text', MAX.message),
        ...(input.name !== undefined && { name: text('name', MAX.name) }),
      };
    case 'feedback':
      known('helpful', 'articleId');
      if (typeof input.helpful !== 'boolean') return fail(faults, 'input.helpful', 'helpful must be true or false');
      return {
        type: 'feedback',
        helpful: input.helpful,
        ...(input.articleId !== undefined && { articleId: text('articleId', MAX.id) }),
      };
    case 'door':
      known('door');
      for (const door of DOORS) if (input.door === door) return { type: 'door', door };
      return fail(faults, 'input.door', `door must be one of ${DOORS.join(', ')}`);
    case 'mediaEnd':
    case 'mediaFailed':
    case 'skip':
    case 'continue':
    case 'timeout':
    case 'back':
    case 'leave':
      known();
      return { type: input.type };
    // What became of an effect is ours to say: `result` is no visitor's input.
    default:
      return fail(faults, 'input.type', 'type must be one of the inputs in `wait.accepts`');
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown, max: number): value is string {
  return typeof value === 'string' && value.length <= max && !NO_TEXT.test(value);
}

function onlyKnown(value: Record<string, unknown>, known: string[], path: string, faults: Fault[]): void {
  for (const name of Object.keys(value))
    if (!known.includes(name)) fail(faults, path + name.slice(0, 64), `property ${name.slice(0, 64)} should not exist`);
}

function fail(faults: Fault[], field: string, message: string): undefined {
  faults.push({ field, message });
}
