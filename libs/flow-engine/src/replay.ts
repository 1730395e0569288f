/** Runs what real visitors did through a flow again, to see where another version would have taken them. */
import { EngineError } from './errors.js';
import { resume, start } from './run.js';
import type { Bindings, Bundle, Environment, Input, Step, Trigger } from './run.types.js';
import { nodeKey } from './scenario.js';
import type { HoursAnswer } from './hours.js';
import type { Outcome } from './screen.js';

/** A session as it was recorded: everything that came from outside. */
export interface Recorded {
  trigger: Trigger;
  seed: string;
  /** When it started, epoch milliseconds. */
  startedAt: number;
  inputs: RecordedInput[];
  /** What the clock answered, by node (`alias/nodeId` in a subflow). */
  hours?: Record<string, HoursAnswer>;
}

export interface RecordedInput {
  at: number;
  input: Input;
  /** What the clock answered on the way that this input led; before it goes what `Recorded.hours` says. */
  hours?: Record<string, HoursAnswer>;
}

export interface Replayed {
  /** Where it went, in order. */
  walk: { node: string; name: string; exit: string }[];
  outcome: Outcome | null;
  /** The node it stands at in the end. */
  at: string;
  /** The input that the flow did not take; what the visitor would have done instead, nobody knows. */
  refused?: { index: number; input: Input['type']; code: string };
}

export interface Divergence {
  /** The last node both came through, by its key; where they took different exits, or stopped. */
  node: string;
  name: string;
  before: string | null;
  after: string | null;
}

export interface ReplayDifference {
  outcomeBefore: Outcome | null;
  outcomeAfter: Outcome | null;
  /** Null when both went the same way to the same end. */
  divergence: Divergence | null;
  refused?: Replayed['refused'];
}

/** The same version and the same record give the same walk, for ever. */
export function replay(bundle: Bundle, recorded: Recorded, bindings?: Bindings): Replayed {
  const env = (now: number, hours: Recorded['hours'] = {}): Environment => ({
    now,
    seed: recorded.seed,
    ...(bindings && { bindings }),
    substitutes: { hours: { ...recorded.hours, ...hours } },
  });
  const replayed: Replayed = { walk: [], outcome: null, at: '' };
  let step = start(bundle, recorded.trigger, env(recorded.startedAt));
  note(bundle, replayed, step);
  for (const [index, { at, input, hours }] of recorded.inputs.entries()) {
    if (step.state.status === 'ended') break;
    try {
      step = resume(bundle, step.state, addressed(input, step), env(at, hours));
      note(bundle, replayed, step);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      replayed.refused = { index, input: input.type, code: error.code };
      break;
    }
  }
  return replayed;
}

/** Where a session would have gone otherwise. */
export function differenceOf(before: Replayed, after: Replayed): ReplayDifference {
  const difference = {
    outcomeBefore: before.outcome,
    outcomeAfter: after.outcome,
    ...(after.refused && { refused: after.refused }),
  };
  const length = Math.max(before.walk.length, after.walk.length);
  for (let index = 0; index < length; index++) {
    const [old, now] = [before.walk[index], after.walk[index]];
    if (old?.node === now?.node && old?.exit === now?.exit) continue;
    const met = old?.node === now?.node ? old : (before.walk[index - 1] ?? now ?? old);
    return {
      ...difference,
      divergence: {
        node: met?.node ?? '',
        name: met?.name ?? '',
        before: old?.node === met?.node ? (old?.exit ?? null) : (old?.name ?? null),
        after: now?.node === met?.node ? (now?.exit ?? null) : (now?.name ?? null),
      },
    };
  }
  const same = before.at === after.at && before.outcome === after.outcome && after.refused === undefined;
  if (same) return { ...difference, divergence: null };
  return { ...difference, divergence: { node: after.at, name: after.at, before: before.at, after: after.at } };
}

/** Effects are numbered by what came before: a recorded answer is for whatever the session stands at now. */
function addressed(input: Input, { state }: Step): Input {
  const effect = state.memory?.effect;
  return input.type === 'result' && typeof effect === 'string' ? { ...input, effectId: effect } : input;
}

function note(bundle: Bundle, replayed: Replayed, { state, segments }: Step): void {
  for (const segment of segments) {
    const definition = segment.flow === undefined ? bundle.definition : bundle.subflows?.[segment.flow]?.definition;
    const name = definition?.nodes[segment.nodeId]?.name ?? segment.nodeId;
    replayed.walk.push({ node: nodeKey(segment), name, exit: segment.exit });
  }
  replayed.outcome = state.outcome ?? null;
  replayed.at = nodeKey(state);
}
