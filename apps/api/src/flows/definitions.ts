import {
  EngineError,
  executableJson,
  explore,
  LIMITS,
  migrate,
  validate,
  type Coverage,
  type Definition,
  type FlowNode,
  type Issue,
} from '@calldocker/flow-engine';
import type { EntityManager } from 'typeorm';
import { sha256 } from '../platform/config.js';
import { isId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { factsOf } from './facts.js';
import { contentNamed } from './media-references.js';

/** Of one text. What the format allows is less; so long a text is a mistake of whoever sent it, not of the author. */
const TEXT_LENGTH = 64 * 1024;
/** Issues that a refusal lists. */
const LISTED = 100;

/** A definition of the current format, or a refusal that says what does not fit. It may still have issues. */
export function readDefinition(value: unknown): Definition {
  try {
    return migrate(value);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new Problem('flow.format', { detail: error.message, issues: validate(value).slice(0, LISTED) });
  }
}

/** In JSON: NUL, or half of a surrogate pair. PostgreSQL keeps neither. */
const NOT_STORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

export const isKeepable = (value: unknown): boolean => !NOT_STORABLE.test(JSON.stringify(value));

/** A definition that came from outside. A draft may have issues, but not be beyond all bounds. */
export function takeDefinition(value: unknown): Definition {
  const definition = readDefinition(value);
  const nodes = Object.keys(definition.nodes).length;
  if (nodes > LIMITS.nodes)
    throw refusal({
      code: 'limit.count',
      field: 'nodes',
      message: `A flow has at most ${LIMITS.nodes} nodes, and this one has ${nodes}.`,
      repair: 'Divide the flow into subflows.',
    });
  const long = longTextIn(definition);
  if (long !== undefined)
    throw refusal({
      code: 'limit.length',
      field: long,
      message: `A text has more than ${TEXT_LENGTH} characters.`,
      repair: `Shorten “${long}”.`,
    });
  if (!isKeepable(definition))
    throw new Problem('flow.format', { detail: 'A text has a character that cannot be kept.', issues: [] });
  return definition;
}

/** SHA-256 of what a definition executes: a card moved on the canvas leaves it as it is. */
export const hashOf = (definition: Definition): string => sha256(executableJson(definition)).toString('hex');

export const contentIdsOf = (node: FlowNode): string[] => [...contentNamed(node)].filter(isId);

/** Nodes that a walk enters while somebody waits for the answer. */
const WALK = 100_000;

/** What keeps a draft from being published, and how much of it a walk through all its ways comes to. */
export async function checkedDraft(
  em: EntityManager,
  definition: Definition,
  key: string,
): Promise<{ issues: Issue[]; coverage: Coverage | null }> {
  const facts = await factsOf(em, definition, key);
  const issues = validate(definition, facts);
  // What is beyond all bounds is not walked: it might be of any size.
  if (issues.some(({ code }) => code === 'limit.count')) return { issues, coverage: null };
  const called = Object.entries(facts.subflows ?? {}).map(([alias, flow]) => [alias, { flowId: '', definition: flow }]);
  const bundle = { flowId: '', definition, subflows: Object.fromEntries(called) };
  return { issues, coverage: explore(bundle, { states: 4000, steps: WALK }) };
}

/**
 * Everything that keeps a draft from being published, with what it names looked up.
 * @param key of the flow it is the draft of, by which others may call it
 */
export async function issuesOf(em: EntityManager, definition: Definition, key?: string): Promise<Issue[]> {
  return validate(definition, await factsOf(em, definition, key));
}

const refusal = (issue: Omit<Issue, 'severity'>): Problem =>
  new Problem('flow.format', { detail: issue.message, issues: [{ severity: 'error', ...issue }] });

/** Where the first text beyond all bounds stands. */
function longTextIn(value: unknown, field = ''): string | undefined {
  if (typeof value === 'string') return value.length > TEXT_LENGTH ? field : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, each] of Object.entries(value)) {
    const found = longTextIn(each, field === '' ? key : `${field}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
