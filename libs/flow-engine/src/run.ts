/**
 * Runs a flow: `start()` opens a session, `resume()` gives it an input; both go on until the next wait or the end. Pure: the
 * same arguments give the same step, and none of them is changed.
 */
import { backgroundAt } from './background.js';
import type { FlowNode, VariableValue } from './definition.js';
import { SPEC } from './definition.js';
import { closeDoor, DOORS, doorScreen, doorWait, endTalk, openDoor, resumeDoor, resumeTalk } from './doors.js';
import { EngineError } from './errors.js';
import type { Call, End, Kind, Turn } from './kind.types.js';
import { exitsOf, kindOf } from './kinds.js';
import { chooseLanguage } from './languages.js';
import { LIMITS } from './limits.js';
import { own } from './own.js';
import type {
  Bundle,
  Door,
  Environment,
  Input,
  InputType,
  ResultInput,
  Segment,
  State,
  Step,
  Trigger,
  Wait,
} from './run.types.js';
import type { Screen } from './screen.js';
import { initialValues } from './variables.js';
import { definitionOf, NOTHING, Visit } from './visit.js';

export function start(bundle: Bundle, trigger: Trigger, env: Environment): Step {
  assertUsable(bundle, env);
  const { definition } = bundle;
  const opening = {
    nodeId: definition.start ?? '',
    language: chooseLanguage(trigger.languages, definition.languages),
    variables: initialValues(definition),
    seed: trigger.contact,
  };
  const visit = new Visit(bundle, env, opening, 0);
  visit.event('started', { language: visit.language });
  for (const name of Object.keys(definition.variables)) {
    const given = own(trigger.variables, name);
    if (given !== undefined) visit.assign(name, given);
  }
  return travel(visit, begin(visit));
}

export function resume(bundle: Bundle, state: State, input: Input, env: Environment): Step {
  assertUsable(bundle, env);
  if (state.spec !== 1) throw new EngineError('state.unreadable', 'This state was not written by this engine.');
  if (state.status !== 'active') throw new EngineError('session.ended', 'The session has ended.');
  if (!isWellFormed(input)) throw new EngineError('input.malformed', 'The input lacks a value, or has one too many.');
  if (state.inputs >= LIMITS.inputs && input.type !== 'leave') {
    throw new EngineError('input.limit', `A session takes ${LIMITS.inputs} inputs.`);
  }
  const node = own(definitionOf(bundle, state.flow)?.nodes, state.nodeId);
  const kind = node && kindOf(node);
  if (node === undefined || kind === undefined || !kind.waits) {
    throw new EngineError('state.unreadable', 'This state belongs to another definition.');
  }
  const visit = new Visit(bundle, env, state, state.inputs + 1);
  if (!takes(kind, node, input.type, visit)) throw notAccepted(input);
  const turn = answer(kind, node, input, visit);
  if (turn === 'refuse') throw notAccepted(input);
  return travel(visit, turn);
}

type Waiting = Extract<Kind, { waits: true }>;

function answer(kind: Waiting, node: FlowNode, input: Input, visit: Visit): Turn {
  if (input.type === 'leave') {
    kind.gone?.(node, visit);
    return { end: 'abandoned', text: visit.phrase('end.abandoned'), language: visit.language, whole: true };
  }
  if (input.type === 'language') return speak(input.language, visit);
  if (input.type === 'result' && input.effectId === visit.talk?.effect) return resumeTalk(kind, input, visit);
  if (visit.door !== null)
    return input.type === 'result' ? beneath(kind, node, input, visit) : behind(visit.door, kind, node, input, visit);
  if (input.type === 'door') return openDoor(input.door, kind, visit);
  return kind.resume(node, input, visit);
}

/** An input at the open door. It may end the session, and then nobody stands at the node any more. */
function behind(door: Door, kind: Waiting, node: FlowNode, input: Input, visit: Visit): Turn {
  const turn = resumeDoor(door, kind, input, visit);
  if (typeof turn === 'object' && 'end' in turn) kind.gone?.(node, visit);
  return turn;
}

/** What the node stood for has come while a door lies over it. The door stays, unless a person is waiting. */
function beneath(kind: Waiting, node: FlowNode, input: ResultInput, visit: Visit): Turn {
  const turn = kind.resume(node, input, visit);
  if (kind.reachesPerson && input.status !== 'failed' && turn !== 'refuse') closeDoor(visit);
  return turn;
}

/** Follows turns to the next wait or the end, in a bounded number of steps. */
function travel(visit: Visit, first: Turn | { to: string }): Step {
  let turn = first;
  let steps = 0;
  while (turn !== 'wait' && turn !== 'refuse') {
    if ('end' in turn) {
      if (turn.whole || visit.depth === 0) return ended(visit, turn);
      turn = goBack(visit, turn);
    } else if ('call' in turn) {
      turn = goInto(visit, turn);
    } else if ('exit' in turn) {
      const to = leave(visit, turn.exit);
      turn = to === undefined ? failed(visit, 'exit.dangling', { exit: turn.exit }) : { to };
    } else {
      const node = own(visit.definition.nodes, turn.to);
      const kind = node && kindOf(node);
      if (node === undefined || kind === undefined) turn = failed(visit, 'node.missing', { node: turn.to });
      // Counted across flows, and past the limit nothing catches it: a subflow's failure must not go round for ever.
      else if (++steps > LIMITS.steps) turn = { ...failed(visit, 'limit.steps', { limit: LIMITS.steps }), whole: true };
      else turn = enter(kind, node, turn.to, visit);
    }
  }
  return waiting(visit);
}

function begin(visit: Visit): Turn | { to: string } {
  const { start: to } = visit.definition;
  return to === null ? failed(visit, 'start.missing') : { to };
}

function goInto(visit: Visit, { call, inputs }: Call): Turn | { to: string } {
  if (visit.depth >= LIMITS.depth) {
    visit.fail('limit.depth', { limit: LIMITS.depth });
    return { exit: 'failed' };
  }
  if (visit.call(call, inputs)) return begin(visit);
  visit.fail('subflow.missing', { flow: call });
  return { exit: 'failed' };
}

/** A subflow is over: the node that called it says where to go on. */
function goBack(visit: Visit, { end: outcome }: End): Turn {
  const variables = visit.back();
  const node = own(visit.definition.nodes, visit.nodeId);
  if (variables === undefined || node === undefined)
    return { ...failed(visit, 'node.missing', { node: visit.nodeId }), whole: true };
  return kindOf(node)?.returned?.(node, { outcome, variables }, visit) ?? { exit: 'failed' };
}

/** The same screen in another language. */
function speak(language: string, visit: Visit): Turn {
  if (!visit.speaks(language)) return 'refuse';
  visit.event('language', { from: visit.language, to: language });
  visit.language = language;
  return 'wait';
}

function enter(kind: Kind, node: FlowNode, nodeId: string, visit: Visit): Turn {
  visit.nodeId = nodeId;
  visit.memory = NOTHING;
  visit.event('entered');
  return kind.enter(node, visit);
}

/** Where an exit leads; an exit that leads nowhere may have another to fall back on. */
function leave(visit: Visit, exit: string): string | undefined {
  const node = own(visit.definition.nodes, visit.nodeId);
  let to = node && own(node.exits, exit);
  if (node && !to) {
    const fallback = exitsOf(node).find(({ id }) => id === exit)?.fallback;
    if (fallback !== undefined) to = own(node.exits, fallback);
  }
  const segment: Segment = { nodeId: visit.nodeId, exit, to: to || null };
  if (visit.flow !== undefined) segment.flow = visit.flow;
  visit.segments.push(segment);
  return to || undefined;
}

function waiting(visit: Visit): Step {
  const node = own(visit.definition.nodes, visit.nodeId);
  const kind = node && kindOf(node);
  if (node === undefined || kind === undefined || !kind.waits) {
    return ended(visit, failed(visit, 'node.missing', { node: visit.nodeId }));
  }
  const screen = visit.door === null ? kind.screen(node, visit) : doorScreen(visit.door, visit);
  const background = backgroundAt(node, visit.language, visit.definition, visit.caller);
  return step(visit, visit.state(null), background ? { ...screen, background } : screen, waitOf(kind, node, visit));
}

/** The same as asking `waitOf`, without building what it answers. */
function takes(kind: Waiting, node: FlowNode, type: InputType, visit: Visit): boolean {
  if (visit.door !== null) return waitOf(kind, node, visit).accepts.includes(type);
  if (type === 'door' || type === 'leave') return true;
  if (type === 'language') return visit.definition.languages.length > 1;
  return kind.wait(node, visit).accepts.includes(type);
}

function waitOf(kind: Waiting, node: FlowNode, visit: Visit): Wait {
  const wait = kind.wait(node, visit);
  if (visit.door !== null) return doorWait(visit.door, wait, visit);
  if (visit.definition.languages.length > 1) wait.accepts.push('language');
  wait.accepts.push('door', 'leave');
  return wait;
}

function ended(visit: Visit, { end: outcome, text, language }: End): Step {
  endTalk(visit);
  visit.event('ended', { outcome });
  const screen: Screen = { kind: 'end', nodeId: visit.nodeId, language, outcome, text };
  return step(visit, visit.state(outcome), screen, { accepts: [], timeoutSeconds: 0 });
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
    case 'speech':
      return typeof input.text === 'string';
    case 'email':
      return [input.address, input.text, input.name ?? ''].every((text) => typeof text === 'string');
    case 'feedback':
      return typeof input.helpful === 'boolean' && typeof (input.articleId ?? '') === 'string';
    case 'language':
      return typeof input.language === 'string';
    case 'result':
      return typeof input.effectId === 'string' && ['ok', 'failed', 'begun'].includes(input.status);
    case 'door':
      return DOORS.includes(input.door);
    default:
      return true;
  }
}
