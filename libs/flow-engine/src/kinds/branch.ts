import type { NodeBase, VariableValue } from '../definition.js';
import { evaluate } from '../expressions.js';
import {
  expression,
  id,
  list,
  nodeFields,
  object,
  oneOf,
  optional,
  plainValue,
  text,
  variableName,
} from '../fields.js';
import type { Inspection, PassingKind } from '../kind.types.js';
import { assuredByRows, readByRows } from '../known.js';
import { LIMITS } from '../limits.js';
import { shown } from '../variables.js';
import type { Visit } from '../visit.js';

/** Takes the first row whose conditions and expression all hold. Exits: `row:<id>` for each row, `otherwise`. */
export interface BranchNode extends NodeBase<'branch'> {
  rows: BranchRow[];
}

export interface BranchRow {
  id: string;
  name: string;
  /** May be empty where there is an expression. */
  all: Condition[];
  /** Must be true as well, in the Common Expression Language: `score >= 9 && plan == "gold"`. */
  expression?: string;
}

/** Texts are compared without regard to case, numbers as numbers, days by the calendar. */
export interface Condition {
  variable: string;
  operator: Operator;
  /** Not used by `isSet` and `isNotSet`. */
  value?: VariableValue;
}

export type Operator =
  | 'equals'
  | 'notEquals'
  | 'lessThan'
  | 'atMost'
  | 'greaterThan'
  | 'atLeast'
  | 'contains'
  | 'startsWith'
  | 'isSet'
  | 'isNotSet';

export const branch: PassingKind<BranchNode> = {
  kind: 'branch',
  label: 'Branch',
  family: 'decide',
  icon: 'branch',
  place: 1,
  about: 'Chooses a way by the values of variables.',
  waits: false,
  structure: object<BranchNode>({
    ...nodeFields('branch'),
    rows: list(
      object<BranchRow>({
        id,
        name: text(LIMITS.nameLength),
        all: list(
          object<Condition>({
            variable: variableName,
            operator: oneOf([
              'equals',
              'notEquals',
              'lessThan',
              'atMost',
              'greaterThan',
              'atLeast',
              'contains',
              'startsWith',
              'isSet',
              'isNotSet',
            ]),
            value: optional(plainValue),
          }),
          LIMITS.conditions,
        ),
        expression: optional(expression),
      }),
      LIMITS.rows,
      1,
    ),
  }),
  create: () => ({ kind: 'branch', name: 'Branch', exits: {}, rows: [{ id: '1', name: '', all: [] }] }),
  exits: (node) => [
    ...node.rows.map((row, index) => ({ id: `row:${row.id}`, label: row.name || `Row ${index + 1}` })),
    { id: 'otherwise', label: 'Otherwise' },
  ],
  check,
  reads: ({ rows }, quoted) => readByRows(rows, quoted),
  assures: ({ rows }) => assuredByRows(rows),
  enter(node, visit) {
    const row = node.rows.find((one) => rowHolds(one, visit));
    return { exit: row === undefined ? 'otherwise' : `row:${row.id}` };
  },
};

function rowHolds({ id: rowId, all, expression: source }: BranchRow, visit: Visit): boolean {
  if (!all.every((condition) => holds(condition, visit))) return false;
  if (source === undefined) return true;
  const result = evaluate(source, (name) => visit.read(name));
  if (result.problem === undefined && typeof result.value === 'boolean') return result.value;
  const { problem = 'expression.type', variable = null } = result.problem === undefined ? {} : result;
  visit.fail(problem, { row: rowId, ...(variable !== null && { variable }) });
  return false;
}

function holds(condition: Condition, visit: Visit): boolean {
  const value = visit.read(condition.variable);
  const other = condition.value ?? null;
  switch (condition.operator) {
    case 'isSet':
      return isSet(value);
    case 'isNotSet':
      return !isSet(value);
    case 'equals':
      return compare(value, other) === 0;
    case 'notEquals':
      return compare(value, other) !== 0;
    case 'contains':
      return isSet(value) && folded(value).includes(folded(other));
    case 'startsWith':
      return isSet(value) && folded(value).startsWith(folded(other));
    default:
      return isSet(value) && isSet(other) && inOrder(compare(value, other), condition.operator);
  }
}

function inOrder(order: number, operator: 'lessThan' | 'atMost' | 'greaterThan' | 'atLeast'): boolean {
  switch (operator) {
    case 'lessThan':
      return order < 0;
    case 'atMost':
      return order <= 0;
    case 'greaterThan':
      return order > 0;
    case 'atLeast':
      return order >= 0;
  }
}

/** Below, above or 0; not a number when the two cannot be compared, which is in no order and not equal. */
function compare(value: VariableValue, other: VariableValue): number {
  if (!isSet(value) || !isSet(other)) return isSet(value) === isSet(other) ? 0 : NaN;
  if (typeof value === 'number' || typeof other === 'number') return asNumber(value) - asNumber(other);
  const [left, right] = [folded(value), folded(other)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function asNumber(value: VariableValue): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
}

function isSet(value: VariableValue): boolean {
  return value !== null && value !== '';
}

function folded(value: VariableValue): string {
  return shown(value).toLowerCase();
}

function check(node: BranchNode, inspection: Inspection): void {
  const ids = new Set<string>();
  for (const [index, row] of node.rows.entries()) {
    if (ids.has(row.id)) {
      inspection.error('row.duplicate', `two rows have the id “${row.id}”.`, { field: `rows.${index}.id` });
    }
    ids.add(row.id);
    if (row.expression !== undefined) inspection.expression(row.expression, `rows.${index}.expression`, 'boolean');
    else if (row.all.length === 0) {
      inspection.error('row.empty', `row ${index + 1} says nothing about when it is taken.`, {
        field: `rows.${index}.all`,
        repair: 'Add a condition or an expression, or remove the row.',
      });
    }
    for (const [at, { variable, operator, value }] of row.all.entries()) {
      const field = `rows.${index}.all.${at}`;
      inspection.variable(variable, `${field}.variable`);
      const needsValue = operator !== 'isSet' && operator !== 'isNotSet';
      if (needsValue && !isSet(value ?? null)) {
        inspection.error('condition.no-value', `row ${index + 1} compares ${variable || 'a variable'} with nothing.`, {
          field: `${field}.value`,
        });
      }
    }
  }
}
