/**
 * Everything that keeps a flow from being published, and what is worth a look. Takes any JSON and never throws. Without
 * errors the engine never throws, and every session waits or ends within the limits.
 */
import { checkBackground } from './background.js';
import { checkDataflow } from './dataflow.js';
import type { Definition, FlowNode, Language } from './definition.js';
import type { Report } from './fields.js';
import { Inspector } from './inspector.js';
import { issue, reportTo, type Facts, type Issue } from './issues.js';
import { exitsOf, kindOf } from './kinds.js';
import { LIMITS } from './limits.js';
import { isAddress } from './messages.js';
import { isTooDeep, newerSpec } from './migrate.js';
import { isRecord, own } from './own.js';
import { checkShape } from './shape.js';
import { frame, node as isNode } from './structure.js';
import { checkSubflows } from './subflows.js';
import { coerce, fits } from './variables.js';
import { wiringOf, type Wired } from './wiring.js';

export function validate(definition: unknown, facts?: Facts): Issue[] {
  const issues: Issue[] = [];
  if (!isRecord(definition)) return [issue('error', 'structure.type', {}, 'A flow is a JSON object.')];
  const newer = newerSpec(definition);
  if (newer !== undefined) return [issue('error', 'definition.newer-spec', { field: 'spec' }, newer)];
  if (isTooDeep(definition)) {
    return [issue('error', 'structure.depth', {}, `A flow has at most ${LIMITS.nesting} levels of brackets.`)];
  }
  if (!frame(definition, '', reportTo(issues)) || isBeyondBounds(issues)) return issues;

  const nodes: Record<string, FlowNode> = {};
  for (const [nodeId, value] of Object.entries(definition.nodes)) {
    const found: Issue[] = [];
    const reportNode: Report = (code, field, message, severity = 'error') => {
      const title = isRecord(value) && typeof value.name === 'string' && value.name !== '' ? value.name : nodeId;
      const sentence = `${title.slice(0, LIMITS.nameLength)}: ${message}`;
      found.push(issue(severity, code, { nodeId, field }, sentence));
    };
    if (isNode(value, reportNode) && !isBeyondBounds(found)) nodes[nodeId] = value;
    issues.push(...found);
  }
  const complete = Object.keys(nodes).length === Object.keys(definition.nodes).length;
  const readable: Definition = { ...definition, nodes };
  checkVariables(readable, issues);
  checkLanguages(readable, issues);
  const wiring = wiringOf(nodes);
  for (const [nodeId, node] of Object.entries(nodes)) {
    const inspector = new Inspector(nodeId, node, readable, facts, issues);
    kindOf(node)?.check(node, inspector);
    checkExits(node, wiring.get(nodeId)?.exits ?? [], inspector, readable, definition.nodes);
  }
  checkMailbox(readable, facts, issues);
  checkBackground(readable, facts, issues);
  checkSubflows(readable, facts, issues);
  checkStart(readable, definition.nodes, issues);
  // With nodes missing from the picture, what leads where cannot be told.
  if (complete) checkDataflow(readable, wiring, checkShape(readable, wiring, issues), issues);
  return issues;
}

/** What has more entries than it may have is not looked into: it might have any number of them. */
function isBeyondBounds(issues: readonly Issue[]): boolean {
  return issues.some(({ code }) => code === 'limit.count');
}

function checkExits(
  node: FlowNode,
  exits: Wired['exits'],
  inspector: Inspector,
  { languages }: Definition,
  known: Record<string, unknown>,
): void {
  for (const { id, fallback } of exits) {
    const to = own(node.exits, id) ?? null;
    const where = { exit: id };
    if (to === null) {
      if (fallback === undefined) {
        inspector.error('exit.dangling', `the ${labelOf(node, id, languages[0])} exit leads nowhere.`, where);
      }
    } else if (!Object.hasOwn(known, to)) {
      const label = labelOf(node, id, languages[0]);
      inspector.error('exit.unknown-node', `the ${label} exit leads to a node that is not there.`, where);
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
    const place = { field: `variables.${name}.initial`, name };
    if (!fits(initial)) {
      const message = `The variable ${name} begins with more than ${LIMITS.variableBytes} bytes.`;
      issues.push(issue('error', 'limit.variable-bytes', place, message));
    }
    if (coerce(initial, type) === undefined) {
      const message = `The variable ${name} is a ${type} and cannot begin as “${initial}”.`;
      issues.push(issue('error', 'variable.wrong-type', place, message));
    }
  }
}

function checkLanguages({ languages }: Definition, issues: Issue[]): void {
  const twice = languages.find((language, index) => languages.indexOf(language) !== index);
  if (twice === undefined) return;
  const place = { field: 'languages', name: twice };
  issues.push(issue('error', 'language.duplicate', place, `The language ${twice} is listed twice.`));
}

function checkMailbox({ mailbox }: Definition, facts: Facts | undefined, issues: Issue[]): void {
  if (mailbox === undefined) return;
  if (!mailbox.includes('@')) {
    if (facts?.values?.includes(mailbox) !== false) return;
    const message = `There is no value named ${mailbox} for the dock’s e-mail.`;
    issues.push(issue('error', 'value.unknown', { field: 'mailbox', name: mailbox }, message));
  } else if (!isAddress(mailbox)) {
    issues.push(issue('error', 'mailbox.form', { field: 'mailbox' }, `“${mailbox}” is not an address.`));
  }
}

function checkStart({ start }: Definition, known: Record<string, unknown>, issues: Issue[]): void {
  if (start !== null && Object.hasOwn(known, start)) return;
  const message = 'The flow has no first step. Choose the node it begins with.';
  issues.push(issue('error', 'start.missing', { field: 'start' }, message));
}

/** As the flow's authors know it. */
function labelOf(node: FlowNode, exit: string, language: Language | undefined): string {
  return exitsOf(node, language).find(({ id }) => id === exit)?.label ?? exit;
}
