import type { NodeBase, Template, VariableValue } from '../definition.js';
import { list, nodeFields, object, plainValue, text } from '../fields.js';
import type { Inspection, PassingKind } from '../kind.types.js';
import { LIMITS } from '../limits.js';
import { inspect } from '../templates.js';
import { coerce, fits } from '../variables.js';

/** Gives variables values, in order. Exit: `next`. */
export interface SetNode extends NodeBase<'set'> {
  assignments: Assignment[];
}

export interface Assignment {
  variable: string;
  /** A string is a template; other values are taken as they are. */
  value: Template | VariableValue;
}

export const set: PassingKind<SetNode> = {
  kind: 'set',
  label: 'Set',
  family: 'decide',
  icon: 'set',
  place: 4,
  about: 'Gives variables values.',
  waits: false,
  structure: object<SetNode>({
    ...nodeFields('set'),
    assignments: list(
      object<Assignment>({ variable: text(LIMITS.idLength), value: plainValue }),
      LIMITS.assignments,
      1,
    ),
  }),
  create: () => ({ kind: 'set', name: 'Set', exits: {}, assignments: [{ variable: '', value: '' }] }),
  exits: () => [{ id: 'next', label: 'Next' }],
  check,
  writes: ({ assignments }) => assignments.map(({ variable }) => ({ variable })),
  enter(node, visit) {
    for (const { variable, value } of node.assignments) {
      const assigned = typeof value === 'string' ? visit.render(value) : value;
      const personal = visit.isPersonal(variable) || (typeof value === 'string' && visit.quotesPersonal(value));
      if (visit.assign(variable, assigned)) {
        visit.event('set', { variable, ...(!personal && { value: visit.value(variable) }) });
      }
    }
    return { exit: 'next' };
  },
};

function check(node: SetNode, inspection: Inspection): void {
  for (const [index, { variable, value }] of node.assignments.entries()) {
    const field = `assignments.${index}.value`;
    const target = inspection.variable(variable, `assignments.${index}.variable`);
    const quoted = typeof value === 'string' ? inspect(value).names : [];
    if (typeof value === 'string') inspection.template(value, field);
    if (target === undefined) continue;
    if (quoted.length === 0 && coerce(value, target.type) === undefined) {
      inspection.error('variable.wrong-type', `${variable} is a ${target.type} and cannot be “${value}”.`, { field });
    }
    if (!fits(value)) {
      inspection.error('limit.variable-bytes', `${variable} gets more than ${LIMITS.variableBytes} bytes.`, { field });
    }
    const source = quoted.find((name) => inspection.isPersonal(name));
    if (source !== undefined && !target.personal) {
      inspection.error('variable.not-personal', `${variable} takes the personal ${source}, so mark it personal too.`, {
        field,
      });
    }
  }
}
