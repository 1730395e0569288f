/**
 * The texts of an outgoing request. What a visitor said is made fit for the place where it stands, so that it stays a value
 * there: it names no host, ends no header and closes no quotation mark. Secrets stay names; the host fills them in.
 */
import type { Template, VariableValue } from './definition.js';
import { escapes, templateParts, type TemplatePart } from './templates.js';
import { shown } from './variables.js';
import type { Visit } from './visit.js';

export type BodyType = 'json' | 'form' | 'text';
type Place = 'url' | 'header' | BodyType;

/** A text in which secrets of the company are named. They are made fit for the place by whoever puts them in. */
export type RequestText = (string | SecretReference)[];

export interface SecretReference {
  secret: string;
}

/** Why a request cannot be made; `data` says of what, never what it held. */
export interface Refused {
  problem: 'request.url' | 'request.header' | 'request.value' | 'request.too-large';
  data: Record<string, VariableValue>;
}

/** A scheme and a host, and with variables behind them what ends a host: a visitor must not choose where it goes. */
const HOST = /^https?:\/\/[^\s/?#\\]+([/?#]|$)/i;
const HOST_BEFORE_VALUES = /^https?:\/\/[^\s/?#\\]+[/?#]/i;

export function fillUrl(template: Template, visit: Visit): string | Refused {
  const filled = fill(template, 'url', visit);
  if ('problem' in filled) return filled;
  const parts = templateParts(template).parts;
  const first = parts.findIndex((part) => typeof part === 'object' && 'variable' in part);
  const head = fill(parts.slice(0, first < 0 ? parts.length : first), 'url', visit);
  const texts = filled.filter((part) => typeof part === 'string');
  const stays = 'problem' in head || isHost(head.join(''), first >= 0);
  return stays && texts.length === filled.length ? texts.join('') : { problem: 'request.url', data: {} };
}

export function fillHeader(template: Template, visit: Visit): RequestText | Refused {
  const filled = fill(template, 'header', visit);
  if ('problem' in filled || filled.every((part) => typeof part === 'object' || isHeaderText(part))) return filled;
  return { problem: 'request.header', data: {} };
}

export function fillBody(template: Template, type: BodyType, visit: Visit): RequestText | Refused {
  return fill(template, type, visit);
}

/** Whether a header can carry it: https://www.rfc-editor.org/rfc/rfc9110#section-5.5. */
export function isHeaderText(text: string): boolean {
  return escapes.header(text) !== undefined;
}

/** Whether an address keeps its host whatever its variables hold; a value of the company at its beginning is one. */
export function hasFixedHost(template: Template): boolean {
  let head = '';
  for (const part of templateParts(template).parts) {
    if (typeof part === 'string') head += part;
    else if ('variable' in part) return isHost(head, true);
    else head += head === '' ? 'https://host' : 'x';
  }
  return isHost(head, false);
}

/** Whether a body is JSON, whatever its placeholders hold. */
export function isJsonTemplate(template: Template): boolean {
  let json = '';
  const place = new JsonPlace();
  for (const part of templateParts(template, true).parts) {
    if (typeof part === 'string') json += place.pass(part);
    else json += place.quoted ? 'x' : 'null';
  }
  try {
    JSON.parse(json);
    return true;
  } catch {
    // SyntaxError: an author's text.
    return false;
  }
}

function isHost(head: string, variables: boolean): boolean {
  return (variables ? HOST_BEFORE_VALUES : HOST).test(head);
}

function fill(from: Template | TemplatePart[], place: Place, visit: Visit): RequestText | Refused {
  const json = new JsonPlace();
  const filled: RequestText = [];
  let text = '';
  for (const part of typeof from === 'string' ? templateParts(from, place === 'json').parts : from) {
    if (typeof part === 'string') {
      text += place === 'json' ? json.pass(part) : part;
    } else if ('secret' in part) {
      const mark = place === 'json' && !json.quoted ? '"' : '';
      if (text + mark !== '') filled.push(text + mark);
      filled.push(part);
      text = mark;
    } else {
      const value = 'env' in part ? visit.bound(part.env) : visit.read(part.variable);
      if (value === undefined) return { problem: 'request.value', data: { value: 'env' in part ? part.env : null } };
      const fit = place === 'url' && 'env' in part ? shown(value) : made(value, place, json.quoted);
      if (fit === undefined) {
        const data: Refused['data'] = 'env' in part ? { value: part.env } : { variable: part.variable };
        return { problem: place === 'url' ? 'request.url' : 'request.header', data };
      }
      text += fit;
    }
  }
  if (text !== '') filled.push(text);
  return filled;
}

/** A value as it may stand in this place. */
function made(value: VariableValue, place: Place, quoted: boolean): string | undefined {
  // Outside quotation marks a value brings its own, so that a number is a number and a text cannot be more than one.
  if (place === 'json') return quoted ? escapes.json(shown(value)) : JSON.stringify(value);
  return escapes[place](shown(value));
}

/** Reads JSON as it is put together, to know whether the next piece stands within quotation marks. */
class JsonPlace {
  quoted = false;

  pass(text: string): string {
    for (let at = 0; at < text.length; at++) {
      if (text[at] === '"') this.quoted = !this.quoted;
      else if (text[at] === '\\' && this.quoted) at++;
    }
    return text;
  }
}
