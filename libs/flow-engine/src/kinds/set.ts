import type { NodeBase, Template, VariableType, VariableValue } from '../definition.js';
import { evaluate } from '../expressions.js';
import { expression, list, nodeFields, object, optional, templateOrValue, variableName } from '../fields.js';
import type { Inspection, PassingKind } from '../kind.types.js';
import { LIMITS } from '../limits.js';
import { inspect } from '../templates.js';
import { coerce, fits } from '../variables.js';
import type { Visit } from '../visit.js';

/** Gives variables values, in order. Exit: `next`. */
export interface SetNode extends NodeBase<'set'> {
  assignments: Assignment[];
}

export interface Assignment {
  variable: string;
  /** A string is a template; other values are taken as they are. */
  value?: Template | VariableValue;
  /** Computes the value instead, in the Common Expression Language: `visits + 1`. */
  expression?: string;
}

export const set: PassingKind<SetNode> = {
  kind: 'set',
  label: 'Set value',
  family: 'decide',
  icon: 'set',
  place: 4,
  about: 'Gives variables values.',
  waits: false,
  structure: object<SetNode>({
    ...nodeFields('set'),
    assignments: list(
      object<Assignment>({
        variable: variableName,
        value: optional(templateOrValue),
        expression: optional(expression),
      }),
      LIMITS.assignments,
      1,
    ),
  }),
  create: () => ({ kind: 'set', name: 'Set', exits: {}, assignments: [{ variable: '', value: '' }] }),
  exits: () => [{ id: 'next', label: 'Next' }],
  check,
  writes: ({ assignments }) =>
    assignments.map(({ variable, value }) => ({ variable, ...(value === null && { cleared: true as const }) })),
  // In order: a value may be made of those given before it.
  reads: ({ assignments }, quoted) =>
    quoted.filter(({ variable, field }) => {
      const index = assignments.findIndex((one) => one.variable === variable && one.value !== null);
      return index < 0 || index >= Number(field.split('.')[1]);
    }),
  enter(node, visit) {
    for (const assignment of node.assignments) {
      const { variable } = assignment;
      const result = valueFor(assignment, visit);
      if ('problem' in result) {
        visit.fail(result.problem, { variable, ...(result.variable !== undefined && { of: result.variable }) });
      } else if (visit.assign(variable, result.value)) {
        const personal = result.personal || visit.isPersonal(variable);
        visit.event('set', personal ? { variable } : { variable, value: visit.value(variable) });
      }
    }
    return { exit: 'next' };
  },
};

type Result = { value: VariableValue; personal: boolean } | { problem: string; variable?: string };

function valueFor({ value = null, expression: source }: Assignment, visit: Visit): Result {
  if (source === undefined) {
    if (typeof value !== 'string') return { value, personal: false };
    return { value: visit.render(value), personal: visit.quotesPersonal(value) };
  }
  let personal = false;
  const result = evaluate(source, (name) => {
    personal ||= visit.isPersonal(name);
    return visit.read(name);
  });
  if (result.problem !== undefined) return result;
  return { value: result.value, personal: personal && typeof result.value !== 'boolean' };
}

function check(node: SetNode, inspection: Inspection): void {
  for (const [index, { variable, value, expression: source }] of node.assignments.entries()) {
    const at = `assignments.${index}`;
    const target = inspection.variable(variable, `${at}.variable`);
    const field = `${at}.${source === undefined ? 'value' : 'expression'}`;
    const quoted = source === undefined ? namesIn(value) : inspection.expression(source, field, target?.type);
    if (value === undefined && source === undefined) {
      inspection.error('assignment.empty', `nothing says what ${variable || 'the variable'} becomes.`, {
        field,
        repair: 'Give a value or an expression, or remove the row.',
      });
    }
    if (typeof value === 'string' && source === undefined) inspection.template(value, field);
    if (target === undefined) continue;
    if (source === undefined) checkValue(variable, value ?? null, target.type, quoted.length > 0, field, inspection);
    const personal = quoted.find((name) => inspection.isPersonal(name));
    // Whether a name is known, or a person of age, does not say who it is.
    const oneBit = source !== undefined && target.type === 'boolean';
    if (personal !== undefined && !target.personal && !oneBit) {
      inspection.error(
        'variable.not-personal',
        `${variable} takes the personal ${personal}, so mark it personal too.`,
        {
          field,
          name: variable,
        },
      );
    }
  }
}

function namesIn(value: Assignment['value']): readonly string[] {
  return typeof value === 'string' ? inspect(value).names : [];
}

function checkValue(
  variable: string,
  value: VariableValue,
  type: VariableType,
  quotes: boolean,
  field: string,
  inspection: Inspection,
): void {
  if (!quotes && coerce(value, type) === undefined) {
    inspection.error('variable.wrong-type', `${variable} is a ${type} and cannot be “${value}”.`, { field });
  }
  if (!fits(value)) {
    inspection.error('limit.variable-bytes', `${variable} gets more than ${LIMITS.variableBytes} bytes.`, { field });
  }
}
