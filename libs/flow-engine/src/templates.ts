/** `{name}` is replaced by the variable's value; `{{` and `}}` are literal braces. Values are never read as templates. */
import type { Template } from './definition.js';

const NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;
/** Braces further apart hold no name. */
const APART = 200;

export function isVariableName(name: string): boolean {
  return NAME.test(name);
}

/** Makes a value fit where a template stands; `undefined` refuses it. The template's own text is its author's and stays. */
export type Escape<Refused extends undefined = undefined> = (value: string) => string | Refused;

export const escapes = {
  /** For pages, which show texts and never HTML. */
  text: (value) => value,
  /** For a part of a path or a query. Points alone are refused: they would lead out of the path, however encoded. */
  url: (value) => (/^\.+$/.test(value) ? undefined : encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd'))),
  /** For a name or a value in the body of a form. */
  form: (value) => encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd')),
  /** For the inside of a JSON string, also where JSON is read as JavaScript. */
  json: (value) => JSON.stringify(value).slice(1, -1).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029'),
  /** For an HTTP header. Line ends would begin another one; signs beyond Latin-1 cannot be sent. */
  header: (value) => (/[^\t\x20-\x7e\x80-\xff]/.test(value) ? undefined : value),
} satisfies Record<string, Escape>;

export function render(template: Template, valueOf: (name: string) => string, escape?: Escape<never>): string;
/** `undefined` when `escape` refuses a value. */
export function render(template: Template, valueOf: (name: string) => string, escape: Escape): string | undefined;
export function render(
  template: Template,
  valueOf: (name: string) => string,
  escape: Escape = escapes.text,
): string | undefined {
  if (!template.includes('{') && !template.includes('}')) return template;
  let rendered = '';
  let refused = false;
  scan(
    template,
    (text) => (rendered += text),
    (name) => {
      const value = escape(valueOf(name));
      if (value === undefined) refused = true;
      else rendered += value;
    },
  );
  return refused ? undefined : rendered;
}

/** The variables a template uses, and whether its braces are in order. Braces out of order are shown as they stand. */
export function inspect(template: Template): { names: string[]; balanced: boolean } {
  const names = new Set<string>();
  const balanced = scan(
    template,
    () => undefined,
    (name) => names.add(name),
  );
  return { names: [...names], balanced };
}

/** What texts for other systems are made of: their own words, and what stands in braces. */
export type TemplatePart = string | { variable: string } | { env: string } | { secret: string };

const BOUND = /^(env|secret):([a-z][a-z0-9-]{0,63})$/;

/**
 * The parts of a text for another system, which may name values (`{env:name}`) and secrets (`{secret:name}`) of the company.
 * In JSON every brace that holds no name is itself, doubled or not.
 */
export function templateParts(template: Template, json = false): { parts: TemplatePart[]; balanced: boolean } {
  const parts: TemplatePart[] = [];
  const balanced = scan(
    template,
    (text) => text !== '' && parts.push(text),
    (name) => {
      const [, kind, bound] = BOUND.exec(name) ?? [];
      if (bound === undefined) parts.push({ variable: name });
      else parts.push(kind === 'env' ? { env: bound } : { secret: bound });
    },
    { isName: (name) => isVariableName(name) || BOUND.test(name), doubling: !json },
  );
  return { parts, balanced };
}

function scan(
  template: Template,
  onText: (text: string) => unknown,
  onName: (name: string) => unknown,
  { isName = isVariableName, doubling = true } = {},
): boolean {
  let balanced = true;
  let from = 0;
  let close = -1;
  for (let at = 0; at < template.length; at++) {
    const brace = template[at];
    if (brace !== '{' && brace !== '}') continue;
    if (doubling && template[at + 1] === brace) {
      onText(template.slice(from, at + 1));
      from = at + 2;
      at++;
      continue;
    }
    // Looked for once, however many braces open before it.
    if (close < at) close = nextClose(template, at);
    const named = brace === '{' && close - at < APART;
    const name = named ? template.slice(at + 1, close).trim() : '';
    if (!isName(name)) {
      balanced = false;
      continue;
    }
    onText(template.slice(from, at));
    onName(name);
    from = close + 1;
    at = close;
  }
  onText(template.slice(from));
  return balanced;
}

function nextClose(template: Template, from: number): number {
  const found = template.indexOf('}', from);
  return found < 0 ? Infinity : found;
}
