/** What an issue needs, where it is plain enough to be done by one press: definition in, definition out. */
import { type Definition, type FlowNode, type Issue, isVariableName } from '@calldocker/flow-engine';
import * as edits from '../draft/edits';

export interface Mend {
  /** On the button. */
  label: string;
  definition: Definition;
}

const KEYS = [...'1234567890*#'];

/** Nothing where somebody has to choose or write. */
export function mendOf(issue: Issue, draft: Definition): Mend | null {
  const node = issue.nodeId === undefined ? undefined : draft.nodes[issue.nodeId];
  switch (issue.code) {
    case 'start.missing':
      return startAtEntry(draft);
    case 'language.duplicate':
      return { label: 'List it once', definition: { ...draft, languages: [...new Set(draft.languages)] } };
    case 'variable.undeclared':
      return declare(nameIn(issue), draft);
    case 'structure.unknown':
      return takeOut(issue, draft);
  }
  if (!node || issue.nodeId === undefined) return null;
  switch (issue.code) {
    case 'node.unreachable':
      return { label: 'Delete it', definition: edits.remove(draft, [issue.nodeId]) };
    case 'exit.unknown':
      return removeExit(issue.nodeId, node, issue.exit, draft);
    case 'choice.duplicate-key':
      return useFreeKey(issue, node, draft);
    case 'variable.not-personal':
      return markPersonal(nameIn(issue) ?? (node.kind === 'ask' ? node.variable : null), draft);
  }
  return null;
}

/** The one node that nothing leads to is where a flow begins. */
function startAtEntry(draft: Definition): Mend | null {
  const led = new Set(Object.values(draft.nodes).flatMap(({ exits }) => Object.values(exits)));
  const [entry, another] = Object.keys(draft.nodes).filter((id) => !led.has(id));
  if (entry === undefined || another !== undefined) return null;
  return { label: `Start at ${draft.nodes[entry]?.name ?? entry}`, definition: edits.setStart(draft, entry) };
}

function declare(name: string | null, draft: Definition): Mend | null {
  if (name === null || !isVariableName(name) || draft.variables[name]) return null;
  return {
    label: `Declare ${name}`,
    definition: edits.declareVariable(draft, name, { type: 'text', personal: false }),
  };
}

function markPersonal(name: string | null, draft: Definition): Mend | null {
  const declaration = name === null ? undefined : draft.variables[name];
  if (name === null || !declaration) return null;
  return {
    label: 'Mark as personal',
    definition: edits.declareVariable(draft, name, { ...declaration, personal: true }),
  };
}

function removeExit(nodeId: string, node: FlowNode, exit: string | undefined, draft: Definition): Mend | null {
  if (exit === undefined) return null;
  const { [exit]: _gone, ...exits } = node.exits;
  return { label: 'Remove it', definition: put(draft, nodeId, { ...node, exits }) };
}

function useFreeKey({ nodeId, field }: Issue, node: FlowNode, draft: Definition): Mend | null {
  if (node.kind !== 'menu' || nodeId === undefined) return null;
  const index = Number(/^choices\.(\d+)\.key$/.exec(field ?? '')?.[1] ?? -1);
  const free = KEYS.find((key) => !node.choices.some((choice) => choice.key === key));
  if (free === undefined || !node.choices[index]) return null;
  const choices = node.choices.map((choice, at) => (at === index ? { ...choice, key: free } : choice));
  return { label: `Give it key ${free}`, definition: put(draft, nodeId, { ...node, choices }) };
}

/** A field that the format does not know does nothing. */
function takeOut({ nodeId, field }: Issue, draft: Definition): Mend | null {
  const path = [...(nodeId === undefined ? [] : ['nodes', nodeId]), ...(field ?? '').split('.')];
  return { label: 'Take it out', definition: without(draft, path) as Definition };
}

function without(value: unknown, [name = '', ...rest]: string[]): unknown {
  if (Array.isArray(value)) return value.map((entry, index) => (String(index) === name ? without(entry, rest) : entry));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if (rest.length === 0) return Object.fromEntries(entries.filter(([key]) => key !== name));
  return Object.fromEntries(entries.map(([key, one]) => [key, key === name ? without(one, rest) : one]));
}

function put(draft: Definition, id: string, node: FlowNode): Definition {
  return { ...draft, nodes: { ...draft.nodes, [id]: node } };
}

/** Repairs quote what they are about. */
function nameIn({ repair }: Issue): string | null {
  return /“([^”]+)”/.exec(repair)?.[1] ?? null;
}
