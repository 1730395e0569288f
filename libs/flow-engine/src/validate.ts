/**
 * Everything that keeps a flow from being published, and what is worth a look. Takes any JSON and never throws. Without
 * errors the engine never throws, and every session waits or ends within the limits.
 */
import type { Definition, FlowNode } from './definition.js';
import type { Report } from './fields.js';
import { depthFirst, longestChains, reachable, type Edges } from './graph.js';
import { Inspector, nodeTitle } from './inspector.js';
import type { Facts, Issue } from './issues.js';
import { exitsOf, kindOf } from './kinds.js';
import { LIMITS } from './limits.js';
import { isRecord, own } from './own.js';
import { frame, node as isNode } from './structure.js';
import { coerce, fits } from './variables.js';

export function validate(definition: unknown, facts?: Facts): Issue[] {
  const issues: Issue[] = [];
  if (!isRecord(definition)) {
    return [{ code: 'structure.type', severity: 'error', message: 'A flow is a JSON object.' }];
  }
  const reportFrame: Report = (code, field, message, severity = 'error') => {
    issues.push({ code, severity, field, message });
  };
  if (!frame(definition, '', reportFrame)) return issues;
  if (Object.keys(definition.nodes).length > LIMITS.nodes) return issues;

  const nodes: Record<string, FlowNode> = {};
  for (const [nodeId, value] of Object.entries(definition.nodes)) {
    const reportNode: Report = (code, field, message, severity = 'error') => {
      const title = isRecord(value) && typeof value.name === 'string' && value.name !== '' ? value.name : nodeId;
      issues.push({ code, severity, nodeId, field, message: `${title.slice(0, LIMITS.nameLength)}: ${message}` });
    };
    if (isNode(value, reportNode)) nodes[nodeId] = value;
  }
  const complete = Object.keys(nodes).length === Object.keys(definition.nodes).length;
  const readable: Definition = { ...definition, nodes };
  checkVariables(readable, issues);
  for (const [nodeId, node] of Object.entries(nodes)) {
    checkNode(nodeId, node, readable, definition.nodes, facts, issues);
  }
  checkStart(readable, definition.nodes, issues);
  // With nodes missing from the picture, what leads where cannot be told.
  if (complete) checkShape(readable, issues);
  return issues;
}

function checkNode(
  nodeId: string,
  node: FlowNode,
  definition: Definition,
  known: Record<string, unknown>,
  facts: Facts | undefined,
  issues: Issue[],
): void {
  const inspector = new Inspector(nodeId, node, definition, facts, issues);
  kindOf(node)?.check(node, inspector);
  const exits = exitsOf(node, definition.languages[0]);
  for (const exit of exits) {
    const to = own(node.exits, exit.id) ?? null;
    const where = { exit: exit.id };
    if (to === null) {
      if (exit.fallback === undefined) {
        inspector.error('exit.dangling', `the ${exit.label} exit leads nowhere.`, where);
      }
    } else if (!Object.hasOwn(known, to)) {
      inspector.error('exit.unknown-node', `the ${exit.label} exit leads to a node that is not there.`, where);
    }
  }
  for (const [exit, to] of Object.entries(node.exits)) {
    if (to !== null && !exits.some(({ id }) => id === exit)) {
      inspector.warning('exit.unknown', `there is no exit “${exit}”; its connection does nothing.`, { exit });
    }
  }
}

function checkVariables(definition: Definition, issues: Issue[]): void {
  for (const [name, { type, initial }] of Object.entries(definition.variables)) {
    if (initial === undefined) continue;
    if (!fits(initial)) {
      issues.push({
        code: 'limit.variable-bytes',
        severity: 'error',
        field: `variables.${name}.initial`,
        message: `The variable ${name} begins with more than ${LIMITS.variableBytes} bytes.`,
      });
    }
    if (coerce(initial, type) === undefined) {
      issues.push({
        code: 'variable.wrong-type',
        severity: 'error',
        field: `variables.${name}.initial`,
        message: `The variable ${name} is a ${type} and cannot begin as “${initial}”.`,
      });
    }
  }
  const twice = definition.languages.find((language, index) => definition.languages.indexOf(language) !== index);
  if (twice !== undefined) {
    issues.push({
      code: 'language.duplicate',
      severity: 'error',
      field: 'languages',
      message: `The language ${twice} is listed twice.`,
    });
  }
}

function checkStart({ start }: Definition, known: Record<string, unknown>, issues: Issue[]): void {
  if (start !== null && Object.hasOwn(known, start)) return;
  issues.push({
    code: 'start.missing',
    severity: 'error',
    field: 'start',
    message: 'The flow has no first step. Choose the node it begins with.',
  });
}

function checkShape(definition: Definition, issues: Issue[]): void {
  const { nodes, start } = definition;
  const edges = edgesOf(nodes);
  const report = (severity: Issue['severity'], code: string, nodeId: string, message: string): void => {
    const node = nodes[nodeId];
    issues.push({ code, severity, nodeId, message: `${node ? nodeTitle(node) : nodeId}: ${message}` });
  };

  const reached = start === null ? new Set<string>() : reachable(start, edges);
  if (start !== null && reached.size > 0) {
    for (const nodeId of Object.keys(nodes)) {
      if (!reached.has(nodeId)) report('warning', 'node.unreachable', nodeId, 'no visitor can get here.');
    }
    // While exits lead nowhere, an end may still be to come.
    const finished = !issues.some(({ code }) => code === 'exit.dangling' || code === 'exit.unknown-node');
    if (finished && ![...reached].some((nodeId) => nodes[nodeId]?.kind === 'end')) {
      report('warning', 'flow.endless', start, 'no way through the flow comes to an End.');
    }
  }

  const passing = new Map<string, readonly string[]>();
  for (const [nodeId, node] of Object.entries(nodes)) {
    // An End is a stop too.
    if (kindOf(node)?.waits === false && exitsOf(node).length > 0) passing.set(nodeId, edges.get(nodeId) ?? []);
  }
  const { order, cycles } = depthFirst(passing.keys(), passing);
  for (const cycle of cycles) {
    const names = cycle.map((nodeId) => (nodes[nodeId] ? nodeTitle(nodes[nodeId]) : nodeId));
    const message =
      cycle.length === 1
        ? 'leads to itself without a stop.'
        : `goes round in a circle without a stop (${names.slice(0, 5).join(', ')}${names.length > 5 ? ' …' : ''}).`;
    report('error', 'flow.circle', cycle[0] ?? '', message);
  }
  if (cycles.length > 0) return;
  const chains = longestChains(order, passing);
  const longest = Math.max(0, ...chains.values());
  // The wait or the end after the chain is a step as well.
  if (longest >= LIMITS.steps) {
    const first = order.findLast((nodeId) => chains.get(nodeId) === longest) ?? '';
    report('error', 'limit.steps', first, `more than ${LIMITS.steps - 1} nodes in a row without a stop.`);
  }
}

function edgesOf(nodes: Record<string, FlowNode>): Edges {
  const edges = new Map<string, readonly string[]>();
  for (const [nodeId, node] of Object.entries(nodes)) {
    const targets = exitsOf(node).flatMap(({ id }) => own(node.exits, id) ?? []);
    edges.set(
      nodeId,
      targets.filter((to) => Object.hasOwn(nodes, to)),
    );
  }
  return edges;
}
