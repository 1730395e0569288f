/** Values worth trying: those that a flow compares with, and their neighbours. */
import { isDate } from './calendar.js';
import type {
  Definition,
  FlowNode,
  VariableDeclaration,
  VariableType,
  VariableSource,
  VariableValue,
} from './definition.js';
import { checkExpression } from './expressions.js';
import { kindOf } from './kinds.js';
import { own } from './own.js';
import { partsOf } from './parts.js';
import { inspect } from './templates.js';
import { coerce } from './variables.js';

/** For one variable; more would only tell the same. */
const VALUES = 12;
/** For several variables at once. */
const TOGETHER = 120;
/** Above all that a flow might compare a number with. */
const FAR = 1_000_000;

const USUAL: Readonly<Record<VariableType, VariableValue>> = {
  text: 'Ada',
  number: 5,
  boolean: true,
  date: '2026-03-31',
  email: 'ada@example.com',
  phone: '+4930123456',
};

/** What some flows compare their variables with. One name is one variable in all of them: to try too much does no harm. */
export class Values {
  /** Variables that decide where a visitor goes, or are made into such ones. */
  readonly deciding = new Set<string>();
  private readonly compared = new Map<string, Set<VariableValue>>();
  private readonly copies: [from: string, to: string][] = [];

  constructor(definitions: readonly Definition[]) {
    for (const definition of definitions)
      for (const node of Object.values(definition.nodes)) this.read(definition, node);
    // A value that is copied on is compared later under another name.
    for (let round = 0; round < this.copies.length && round < 3; round++) {
      for (const [from, to] of this.copies) for (const value of this.compared.get(to) ?? []) this.add(from, value);
    }
  }

  /** A usual value, then those near what the variable is compared with. */
  of(name: string, { type }: Pick<VariableDeclaration, 'type'>): VariableValue[] {
    const compared = [...(this.compared.get(name) ?? [])];
    const far = type === 'number' && this.deciding.has(name) ? [0, FAR] : [];
    const fitting = [USUAL[type], ...far, ...compared.flatMap(neighbours)].map((value) => coerce(value, type) ?? null);
    return [...new Set(fitting)].filter((value) => value !== null).slice(0, VALUES);
  }

  /** Values for several variables: those that decide nothing have a usual one, the others meet in pairs. */
  together(names: Iterable<string>, { variables }: Definition): Record<string, VariableValue>[] {
    const usual: Record<string, VariableValue> = {};
    const choices: [name: string, values: VariableValue[]][] = [];
    for (const name of new Set(names)) {
      const declaration = own(variables, name);
      const values = declaration === undefined ? [] : this.of(name, declaration);
      if (values[0] !== undefined) usual[name] = values[0];
      if (this.deciding.has(name) && values.length > 1) choices.push([name, values]);
    }
    const together = [usual];
    for (const [index, [name, values]] of choices.entries()) {
      for (const value of values.slice(1)) together.push({ ...usual, [name]: value });
      for (const [other, others] of choices.slice(index + 1)) {
        for (const one of values.slice(1)) {
          for (const two of others.slice(1)) together.push({ ...usual, [name]: one, [other]: two });
        }
      }
    }
    return together.slice(0, TOGETHER);
  }

  /** What a session may begin with: nothing, or what the page and the widget give. */
  starts(definition: Definition): Record<string, VariableValue>[] {
    const given = [...givenFromOutside(definition)].filter((name) => this.deciding.has(name));
    return given.length === 0 ? [{}] : [{}, ...this.together(given, definition)];
  }

  private read(definition: Definition, node: FlowNode): void {
    const { variables, expressions, templates } = partsOf(node);
    const kind = kindOf(node);
    const written = new Set(kind?.writes?.(node).map(({ variable }) => variable));
    for (const { name } of variables) if (!written.has(name)) this.deciding.add(name);
    for (const { expression } of expressions) {
      const checked = checkExpression(expression, definition.variables);
      if (checked.problem !== undefined) continue;
      for (const name of checked.names) {
        this.deciding.add(name);
        for (const value of literalsIn(expression)) this.add(name, value);
      }
    }
    // Where the visitor stops, a template is only shown or sent.
    if (kind?.waits === false) {
      for (const { template } of templates) for (const name of inspect(template).names) this.deciding.add(name);
    }
    if (node.kind === 'branch') {
      for (const { variable, value } of node.rows.flatMap(({ all }) => all))
        if (value != null) this.add(variable, value);
    } else if (node.kind === 'set') {
      for (const { variable, value, expression } of node.assignments) {
        for (const source of sourcesOf(value, expression, definition)) this.copies.push([source, variable]);
      }
    } else if (node.kind === 'subflow') {
      for (const { from } of node.outputs) this.deciding.add(from);
    }
  }

  private add(name: string, value: VariableValue): void {
    const values = this.compared.get(name);
    if (values === undefined) this.compared.set(name, new Set([value]));
    else values.add(value);
  }
}

/** What a value is copied from, or computed of. */
function sourcesOf(
  value: VariableValue | undefined,
  expression: string | undefined,
  { variables }: Definition,
): string[] {
  if (expression !== undefined) {
    const checked = checkExpression(expression, variables);
    return checked.problem === undefined ? checked.names : [];
  }
  const [source] = typeof value === 'string' ? inspect(value).names : [];
  return source !== undefined && value === `{${source}}` ? [source] : [];
}

const OUTSIDE = new Set<VariableSource | undefined>(['url', 'attribute', 'identity']);

/** Variables that the page or the widget gives, or that nothing in the flow does. */
function givenFromOutside({ variables, nodes }: Definition): Set<string> {
  const written = new Set<string>();
  for (const node of Object.values(nodes)) {
    for (const { variable } of kindOf(node)?.writes?.(node) ?? []) written.add(variable);
  }
  const given = Object.entries(variables).filter(
    ([name, { source }]) => OUTSIDE.has(source) || (source === undefined && !written.has(name)),
  );
  return new Set(given.map(([name]) => name));
}

function neighbours(value: VariableValue): VariableValue[] {
  if (typeof value === 'boolean') return [true, false];
  if (typeof value === 'number') return [value, value - 1, value + 1];
  if (typeof value !== 'string') return [];
  if (isDate(value)) return [value, '1900-01-01', '2999-12-31'];
  return [value];
}

/** Texts and numbers that stand in an expression. */
function literalsIn(expression: string): VariableValue[] {
  const literals: VariableValue[] = [];
  for (const [found] of expression.matchAll(/"[^"\\]*"|'[^'\\]*'|\b[0-9]+(\.[0-9]+)?\b/g)) {
    literals.push(/^["']/.test(found) ? found.slice(1, -1) : Number(found));
  }
  return literals;
}
