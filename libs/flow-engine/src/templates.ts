/** `{name}` is replaced by the variable's value; `{{` and `}}` are literal braces. Values are never read as templates. */
import type { Template } from './definition.js';

const NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

export function isVariableName(name: string): boolean {
  return NAME.test(name);
}

export function render(template: Template, valueOf: (name: string) => string): string {
  if (!template.includes('{') && !template.includes('}')) return template;
  let rendered = '';
  scan(
    template,
    (text) => (rendered += text),
    (name) => (rendered += valueOf(name)),
  );
  return rendered;
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

function scan(template: Template, onText: (text: string) => unknown, onName: (name: string) => unknown): boolean {
  let balanced = true;
  let from = 0;
  for (let at = 0; at < template.length; at++) {
    const brace = template[at];
    if (brace !== '{' && brace !== '}') continue;
    if (template[at + 1] === brace) {
      onText(template.slice(from, at + 1));
      from = at + 2;
      at++;
      continue;
    }
    const close = brace === '{' ? template.indexOf('}', at) : -1;
    const name = close < 0 ? '' : template.slice(at + 1, close).trim();
    if (!isVariableName(name)) {
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
