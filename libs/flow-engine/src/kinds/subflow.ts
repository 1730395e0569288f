import type { NodeBase, Template, VariableValue } from '../definition.js';
import {
  chosenKey,
  integer,
  list,
  nodeFields,
  object,
  templateOrValue,
  text,
  variableName,
  type Check,
} from '../fields.js';
import type { Inspection, PassingKind, Turn } from '../kind.types.js';
import { LIMITS } from '../limits.js';

/**
 * Goes through another flow and comes back. Exits: `returned` (it came to an End), `failed` (it is not there, or could not
 * go on).
 */
export interface SubflowNode extends NodeBase<'subflow'> {
  /** Key of the flow. */
  flow: string;
  /** A published version, or the one that is active when the session starts. */
  version: number | 'active';
  inputs: SubflowInput[];
  outputs: SubflowOutput[];
}

/** Gives a variable of the called flow a value to begin with. */
export interface SubflowInput {
  /** Of the called flow. */
  variable: string;
  /** A string is a template of this flow's variables; other values are taken as they are. */
  value: Template | VariableValue;
}

/** Takes the value that a variable of the called flow has at its End. */
export interface SubflowOutput {
  /** Of this flow. */
  variable: string;
  /** Of the called flow. */
  from: string;
}

/** What the flow is called by in a bundle. */
export function aliasOf({ flow, version }: Pick<SubflowNode, 'flow' | 'version'>): string {
  return `${flow}@${version}`;
}

const number = integer(1, LIMITS.versions);
const version: Check<SubflowNode['version']> = (value, field, report): value is SubflowNode['version'] =>
  value === 'active' || number(value, field, report);

export const subflow: PassingKind<SubflowNode> = {
  kind: 'subflow',
  label: 'Sub-flow',
  family: 'system',
  icon: 'subflow',
  place: 2,
  about: 'Goes through another flow and comes back.',
  waits: false,
  structure: object<SubflowNode>({
    ...nodeFields('subflow'),
    flow: chosenKey,
    version,
    inputs: list(object<SubflowInput>({ variable: text(LIMITS.idLength), value: templateOrValue }), LIMITS.assignments),
    outputs: list(object<SubflowOutput>({ variable: variableName, from: text(LIMITS.idLength) }), LIMITS.assignments),
  }),
  create: () => ({
    kind: 'subflow',
    name: 'Sub-flow',
    exits: {},
    flow: '',
    version: 'active',
    inputs: [],
    outputs: [],
  }),
  exits: () => [
    { id: 'returned', label: 'Returned' },
    { id: 'failed', label: 'Failed' },
  ],
  check,
  writes: ({ outputs }) => outputs.map(({ variable }) => ({ variable, exit: 'returned' })),
  enter(node, visit) {
    const inputs = node.inputs.map(({ variable, value }): [string, VariableValue] => [
      variable,
      typeof value === 'string' ? visit.render(value) : value,
    ]);
    return { call: aliasOf(node), inputs: Object.fromEntries(inputs) };
  },
  returned(node, { outcome, variables }, visit): Turn {
    if (outcome === 'failed') return { exit: 'failed' };
    for (const { variable, from } of node.outputs) {
      visit.assign(variable, Object.hasOwn(variables, from) ? (variables[from] ?? null) : null);
    }
    return { exit: 'returned' };
  },
};

/** What the called flow has to say about it is checked by `checkSubflows`. */
function check(node: SubflowNode, inspection: Inspection): void {
  if (node.flow === '') {
    inspection.error('subflow.missing', 'choose the flow to go through.', { field: 'flow', repair: 'Choose a flow.' });
  }
  for (const [index, { variable, value }] of node.inputs.entries()) {
    if (variable === '') {
      inspection.error('variable.missing', 'choose a variable of the called flow.', {
        field: `inputs.${index}.variable`,
      });
    }
    if (typeof value === 'string') inspection.template(value, `inputs.${index}.value`);
  }
  for (const [index, { variable, from }] of node.outputs.entries()) {
    inspection.variable(variable, `outputs.${index}.variable`);
    if (from === '') {
      inspection.error('variable.missing', 'choose a variable of the called flow.', { field: `outputs.${index}.from` });
    }
  }
}
