/** What the flows that a flow calls have to say about it: they are there, take what they are given, and end. */
import type { Definition, VariableType, VariableValue } from './definition.js';
import { depthFirst } from './graph.js';
import { Inspector } from './inspector.js';
import type { Facts, Issue } from './issues.js';
import type { Inspection } from './kind.types.js';
import { aliasOf, type SubflowNode } from './kinds/subflow.js';
import { LIMITS } from './limits.js';
import { own } from './own.js';
import { inspect } from './templates.js';
import { coerce } from './variables.js';

/** Nothing is looked up that `facts` do not tell. */
export function checkSubflows(definition: Definition, facts: Facts | undefined, issues: Issue[]): void {
  const known = facts?.subflows;
  if (known === undefined) return;
  // The flow itself is among those that others call, as it will be once it is active.
  const flows = facts?.key === undefined ? known : { ...known, [`${facts.key}@active`]: definition };
  const circular = circularIn(flows);
  for (const [nodeId, node] of Object.entries(definition.nodes)) {
    if (node.kind !== 'subflow' || node.flow === '') continue;
    const inspection = new Inspector(nodeId, node, definition, facts, issues);
    const called = own(flows, aliasOf(node));
    if (called === undefined) reportUnknown(node, inspection);
    else {
      checkInputs(node, called, inspection);
      checkOutputs(node, called, definition, inspection);
      checkLanguages(called, inspection);
      checkWithin(node, flows, circular, inspection);
    }
  }
}

/** The aliases that a definition calls. */
function callsOf({ nodes }: Definition): string[] {
  return Object.values(nodes).flatMap((node) => (node.kind === 'subflow' && node.flow !== '' ? aliasOf(node) : []));
}

function reportUnknown({ flow, version }: SubflowNode, inspection: Inspection): void {
  const which = version === 'active' ? `no active flow “${flow}”` : `no version ${version} of a flow “${flow}”`;
  inspection.error('subflow.unknown', `there is ${which}.`, {
    field: 'flow',
    repair: 'Choose another flow or version, or publish and activate it first.',
  });
}

function checkInputs({ inputs }: SubflowNode, called: Definition, inspection: Inspection): void {
  for (const [index, { variable, value }] of inputs.entries()) {
    const field = `inputs.${index}`;
    const target = own(called.variables, variable);
    if (variable === '') continue;
    if (target === undefined) {
      inspection.error('subflow.input', `the called flow has no variable named ${variable}.`, {
        field: `${field}.variable`,
        repair: 'Choose one of the variables of the called flow.',
      });
      continue;
    }
    const names = typeof value === 'string' ? inspect(value).names : [];
    if (names.length === 0 && coerce(value, target.type) === undefined) {
      inspection.error('variable.wrong-type', `${variable} is a ${target.type} and cannot be “${value}”.`, {
        field: `${field}.value`,
      });
    }
    const source = names.find((name) => inspection.isPersonal(name));
    if (source !== undefined && !target.personal) {
      const message = `the called flow does not keep ${variable} as personal, and it takes the personal ${source}.`;
      inspection.error('variable.not-personal', message, { field: `${field}.value`, name: variable });
    }
  }
}

function checkOutputs({ outputs }: SubflowNode, called: Definition, caller: Definition, inspection: Inspection): void {
  for (const [index, { variable, from }] of outputs.entries()) {
    const target = own(caller.variables, variable);
    const source = own(called.variables, from);
    if (from !== '' && source === undefined) {
      inspection.error('subflow.output', `the called flow has no variable named ${from}.`, {
        field: `outputs.${index}.from`,
        repair: 'Choose one of the variables of the called flow.',
      });
    }
    if (target === undefined || source === undefined) continue;
    if (!canHold(target.type, source.type)) {
      const message = `${variable} is a ${target.type} and cannot hold the ${source.type} ${from}.`;
      inspection.error('variable.wrong-type', message, { field: `outputs.${index}.variable` });
    }
    if (source.personal && !target.personal) {
      inspection.error('variable.not-personal', `${variable} takes the personal ${from}, so mark it personal too.`, {
        field: `outputs.${index}.variable`,
        name: variable,
      });
    }
  }
}

function checkLanguages({ languages }: Definition, inspection: Inspection): void {
  const missing = inspection.languages.filter((language) => !languages.includes(language));
  if (missing.length === 0) return;
  inspection.warning(
    'subflow.language',
    `the called flow has no ${missing.join(', ')}; visitors get ${languages[0]} there.`,
    {
      field: 'flow',
      repair: 'Add these languages to the called flow.',
    },
  );
}

/** Whether a value of one type can ever be one of another. */
function canHold(target: VariableType, source: VariableType): boolean {
  const sample: Record<VariableType, VariableValue | undefined> = {
    text: undefined,
    number: 1,
    boolean: true,
    date: '2026-03-31',
    email: 'name@example.com',
    phone: '+4930123456',
  };
  const value = sample[source];
  return value === undefined || coerce(value, target) !== undefined;
}

/** What the called flow calls in its turn. */
function checkWithin(
  node: SubflowNode,
  flows: Readonly<Record<string, Definition>>,
  circular: ReadonlySet<string>,
  inspection: Inspection,
): void {
  const alias = aliasOf(node);
  const { reached, depth } = below(alias, flows);
  const missing = reached.find((one) => own(flows, one) === undefined);
  if (missing !== undefined) {
    inspection.error('subflow.unknown', `it leads to the flow “${missing}”, which is not there.`, {
      field: 'flow',
      repair: `Publish and activate “${missing}”, or choose another flow.`,
    });
  }
  if (reached.some((one) => circular.has(one))) {
    inspection.error(
      'subflow.circle',
      `it leads to flows that call one another in a circle (${[...circular].join(', ')}).`,
      {
        field: 'flow',
        repair: 'Let one of these flows end instead of calling the next.',
      },
    );
  } else if (depth > LIMITS.depth) {
    inspection.error(
      'limit.depth',
      `flows would stand ${depth} deep within one another; ${LIMITS.depth} is the most.`,
      {
        field: 'flow',
        repair: 'Put the steps of one of these flows into the flow that calls it.',
      },
    );
  }
}

/** Aliases on circles of calls. */
function circularIn(flows: Readonly<Record<string, Definition>>): Set<string> {
  const edges = new Map(Object.entries(flows).map(([alias, definition]) => [alias, callsOf(definition)]));
  return new Set(depthFirst(edges.keys(), edges).cycles.flat());
}

/** Everything that running `alias` may lead to, itself included, and how many flows stand within one another at most. */
function below(alias: string, flows: Readonly<Record<string, Definition>>): { reached: string[]; depth: number } {
  const depths = new Map<string, number>();
  // A circle has no depth; it is told apart, and the walk must end.
  const visit = (one: string, path: ReadonlySet<string>): number => {
    const before = depths.get(one);
    if (before !== undefined) return before;
    if (path.has(one)) return 0;
    const definition = own(flows, one);
    const within =
      definition === undefined ? [] : callsOf(definition).map((next) => visit(next, new Set(path).add(one)));
    const depth = 1 + Math.max(0, ...within);
    depths.set(one, depth);
    return depth;
  };
  const depth = visit(alias, new Set());
  return { reached: [...depths.keys()], depth };
}
