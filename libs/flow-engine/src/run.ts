/**
 * Runs a flow: `start()` opens a session, `resume()` gives it an input; both go on until the next wait or the end. Pure: the
 * same arguments give the same step, and none of them is changed.
 */
import type { FlowNode, VariableValue } from './definition.js';
import { SPEC } from './definition.js';
import { doorScreen, doorWait, openDoor, resumeDoor } from './doors.js';
import { EngineError } from './errors.js';
import type { Kind, Turn } from './kind.types.js';
import { exitsOf, kindOf } from './kinds.js';
import { chooseLanguage } from './languages.js';
import { LIMITS } from './limits.js';
import { own } from './own.js';
import type { Bundle, Environment, Input, InputType, State, Step, Trigger, Wait } from './run.types.js';
import type { Screen } from './screen.js';
import { Visit } from './visit.js';

/** Every wait takes these too. */
const ALWAYS: readonly InputType[] = ['door', 'leave'];

export function start(bundle: Bundle, trigger: Trigger, env: Environment): Step {
  assertUsable(bundle, env);
  const { definition } = bundle;
  const declared = Object.entries(definition.variables);
  const visit = new Visit(definition, env.now, {
    nodeId: definition.start ?? '',
    language: chooseLanguage(trigger.languages, definition.languages),
    variables: Object.fromEntries(
      declared.flatMap(([name, { initial }]) => (initial == null ? [] : [[name, initial]])),
    ),
    memory: {},
    door: null,
    inputs: 0,
  });
  visit.event('started', { language: visit.language });
  for (const [name] of declared) {
    const given = own(trigger.variables, name);
    if (given !== undefined) visit.assign(name, given);
  }
  return travel(bundle, visit, definition.start === null ? failed(visit, 'start.missing') : { to: definition.start });
}

export function resume(bundle: Bundle, state: State, input: Input, env: Environment): Step {
  assertUsable(bundle, env);
  if (state.spec !== 1) throw new EngineError('state.unreadable', 'This state was not written by this engine.');
  if (state.status !== 'active') throw new EngineError('session.ended', 'The session has ended.');
  if (!isWellFormed(input)) throw new EngineError('input.malformed', 'The input lacks a value, or has one too many.');
  if (state.inputs >= LIMITS.inputs && input.type !== 'leave') {
    throw new EngineError('input.limit', `A session takes ${LIMITS.inputs} inputs.`);
  }
  const node = own(bundle.definition.nodes, state.nodeId);
  const kind = node && kindOf(node);
  if (node === undefined || kind === undefined || !kind.waits) {
    throw new EngineError('state.unreadable', 'This state belongs to another definition.');
  }
  const visit = new Visit(bundle.definition, env.now, { ...state, inputs: state.inputs + 1 });
  if (!waitOf(kind, node, visit).accepts.includes(input.type)) throw notAccepted(input);
  const turn = answer(kind, node, input, visit);
  if (turn === 'refuse') throw notAccepted(input);
  return travel(bundle, visit, turn);
}

type Waiting = Extract<Kind, { waits: true }>;

function answer(kind: Waiting, node: FlowNode, input: Input, visit: Visit): Turn {
  if (input.type === 'leave')
    return { end: 'abandoned', text: visit.phrase('end.abandoned'), language: visit.language };
  if (visit.door !== null) return resumeDoor(input, visit);
  if (input.type === 'door') return openDoor(input.door, visit);
  return kind.resume(node, input, visit);
}

/** Follows turns to the next wait or the end, in a bounded number of steps. */
function travel(bundle: Bundle, visit: Visit, first: Turn | { to: string }): Step {
  const { nodes } = bundle.definition;
  let turn = first;
  let steps = 0;
  while (turn !== 'wait' && turn !== 'refuse') {
    if ('end' in turn) return ended(visit, turn);
    if ('exit' in turn) {
      const to = leave(nodes, visit, turn.exit);
      turn = to === undefined ? failed(visit, 'exit.dangling', { exit: turn.exit }) : { to };
      continue;
    }
    const node = own(nodes, turn.to);
    const kind = node && kindOf(node);
    if (node === undefined || kind === undefined) turn = failed(visit, 'node.missing', { node: turn.to });
    else if (++steps > LIMITS.steps) turn = failed(visit, 'limit.steps', { limit: LIMITS.steps });
    else turn = enter(kind, node, turn.to, visit);
  }
  return waiting(nodes, visit);
}

function enter(kind: Kind, node: FlowNode, nodeId: string, visit: Visit): Turn {
  visit.nodeId = nodeId;
  visit.memory = {};
  visit.event('entered');
  return kind.enter(node, visit);
}

/** Where an exit leads; an exit that leads nowhere may have another to fall back on. */
function leave(nodes: Record<string, FlowNode>, visit: Visit, exit: string): string | undefined {
  const node = own(nodes, visit.nodeId);
  let to = node && own(node.exits, exit);
  if (node && !to) {
    const fallback = exitsOf(node).find(({ id }) => id === exit)?.fallback;
    if (fallback !== undefined) to = own(node.exits, fallback);
  }
  visit.segments.push({ nodeId: visit.nodeId, exit, to: to || null });
  return to || undefined;
}

function waiting(nodes: Record<string, FlowNode>, visit: Visit): Step {
  const node = own(nodes, visit.nodeId);
  const kind = node && kindOf(node);
  if (node === undefined || kind === undefined || !kind.waits) {
    return ended(visit, failed(visit, 'node.missing', { node: visit.nodeId }));
  }
  const screen = visit.door === null ? kind.screen(node, visit) : doorScreen(visit);
  return step(visit, visit.state(null), screen, waitOf(kind, node, visit));
}

function waitOf(kind: Waiting, node: FlowNode, visit: Visit): Wait {
  if (visit.door !== null) return doorWait();
  const wait = kind.wait(node, visit);
  return { ...wait, accepts: [...wait.accepts, ...ALWAYS] };
}

type End = Extract<Turn, { end: unknown }>;

function ended(visit: Visit, { end: outcome, text, language }: End): Step {
  visit.event('ended', { outcome });
  const screen: Screen = { kind: 'end', nodeId: visit.nodeId, language, outcome, text };
  return step(visit, visit.state(outcome), screen, { accepts: [] });
}

/** The flow cannot go on: an event for its author, an honest sentence for the visitor. */
function failed(visit: Visit, code: string, data: Record<string, VariableValue> = {}): End {
  visit.fail(code, data);
  return { end: 'failed', text: visit.phrase('end.failed'), language: visit.language };
}

function step({ events, segments, effects }: Visit, state: State, screen: Screen, wait: Wait): Step {
  return { state, screen, wait, events, segments, effects };
}

function assertUsable({ definition }: Bundle, env: Environment): void {
  if (definition.spec !== SPEC) {
    throw new EngineError('definition.unknown-spec', 'Bring the definition forward with migrate() first.');
  }
  if (!(Math.abs(env.now) <= 8.64e15)) throw new EngineError('environment.unusable', '`now` is not a time.');
}

function notAccepted(input: Input): EngineError {
  return new EngineError('input.not-accepted', `The session does not wait for this ${input.type}.`);
}

/** Inputs come from afar: the host checks them, and so does the engine, for it keeps what they say. */
function isWellFormed(input: Input): boolean {
  switch (input.type) {
    case 'choice':
      return typeof input.choiceId === 'string';
    case 'key':
      return typeof input.key === 'string' && input.key.length === 1;
    case 'text':
      return typeof input.text === 'string';
    case 'phone':
      return [input.number, input.name ?? '', input.about ?? ''].every((text) => typeof text === 'string');
    case 'door':
      return input.door === 'callback';
    default:
      return true;
  }
}
