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
  let calls: Calls | undefined;
  for (const [nodeId, node] of Object.entries(definition.nodes)) {
    if (node.kind !== 'subflow' || node.flow === '') continue;
    const inspection = new Inspector(nodeId, node, definition, facts, issues);
    const called = own(flows, aliasOf(node));
    if (called === undefined) {
      reportUnknown(node, inspection);
      continue;
    }
    checkInputs(node, called, inspection);
    checkOutputs(node, called, definition, inspection);
    checkLanguages(called, inspection);
    calls ??= new Calls(flows);
    checkWithin(aliasOf(node), calls, inspection);
  }
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
function checkWithin(alias: string, calls: Calls, inspection: Inspection): void {
  const { reached, depth } = calls.below(alias);
  const missing = reached.find((one) => !calls.isThere(one));
  const circle = reached.filter((one) => calls.circular.has(one));
  if (missing !== undefined) {
    inspection.error('subflow.unknown', `it leads to the flow “${missing}”, which is not there.`, {
      field: 'flow',
      repair: `Publish and activate “${missing}”, or choose another flow.`,
    });
  }
  if (circle.length > 0) {
    inspection.error('subflow.circle', `it leads to flows that call one another in a circle (${circle.join(', ')}).`, {
      field: 'flow',
      repair: 'Let one of these flows end instead of calling the next.',
    });
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

/** Who calls whom, by alias. */
class Calls {
  readonly circular: ReadonlySet<string>;
  private readonly edges: ReadonlyMap<string, readonly string[]>;
  private readonly depths = new Map<string, number>();

  constructor(flows: Readonly<Record<string, Definition>>) {
    this.edges = new Map(Object.entries(flows).map(([alias, { nodes }]) => [alias, calledIn(nodes)]));
    this.circular = new Set(depthFirst(this.edges.keys(), this.edges).cycles.flat());
  }

  isThere(alias: string): boolean {
    return this.edges.has(alias);
  }

  /** All that it may lead to, itself included, and how many flows stand within one another at most. */
  below(alias: string): { reached: string[]; depth: number } {
    const reached = new Set<string>();
    const open = [alias];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      if (reached.has(one)) continue;
      reached.add(one);
      open.push(...(this.edges.get(one) ?? []));
    }
    return { reached: [...reached], depth: this.depth(alias, []) };
  }

  /** A circle has no depth; it is told apart, and the walk must end. */
  private depth(alias: string, path: readonly string[]): number {
    const known = this.depths.get(alias);
    if (known !== undefined || path.includes(alias)) return known ?? 0;
    const within = (this.edges.get(alias) ?? []).map((next) => this.depth(next, [...path, alias]));
    const depth = 1 + Math.max(0, ...within);
    this.depths.set(alias, depth);
    return depth;
  }
}

/** Each alias once, whether it is there or not. */
function calledIn(nodes: Definition['nodes']): string[] {
  const called = Object.values(nodes).flatMap((node) =>
    node.kind === 'subflow' && node.flow !== '' ? aliasOf(node) : [],
  );
  return [...new Set(called)];
}
