/**
 * Walks a flow in every way that makes a difference, with the engine that visitors meet: what was reached, what was not,
 * and what failed on the way. Bounded, so a flow with too many ways is walked in part, the parts not yet seen first.
 */
import type { VariableValue } from './definition.js';
import { EngineError } from './errors.js';
import { inputsFor } from './explore-inputs.js';
import { countPaths } from './explore-paths.js';
import { Values } from './explore-values.js';
import { flowsOf, keyOf, Ways, type Way } from './explore-ways.js';
import { exitsOf } from './kinds.js';
import { LIMITS } from './limits.js';
import { own } from './own.js';
import { resume, start } from './run.js';
import type { Bindings, Bundle, Environment, FlowEvent, Input, Segment, State, Step } from './run.types.js';
import type { Outcome } from './screen.js';
import { definitionOf } from './visit.js';

export interface ExploreOptions {
  /** Situations of a visitor that are looked at; 20,000 when absent. */
  states?: number;
  /** Nodes entered in all; 1,000,000 when absent. It is what bounds the time a walk takes. */
  steps?: number;
  /** Inputs in a row; as many as a session takes when absent. */
  inputs?: number;
  /** What the company keeps; stand-ins when absent. */
  bindings?: Bindings;
}

/** How much of a flow was walked. Nodes and exits are those of the flow itself, not of its subflows. */
export interface Coverage {
  nodes: { total: number; reached: number };
  exits: { total: number; taken: number };
  /** Nodes that nothing led to, and exits that were never taken. */
  missed: MissedExit[];
  /** Ways from the first node to an end that come to no node twice; counting stops at 10,000. */
  paths: number;
  /** Situations that were looked at. */
  states: number;
  /** False when there were more than were looked at. */
  complete: boolean;
  /** How often a session ended, by how. */
  ends: Partial<Record<Outcome, number>>;
  /** Mistakes of the flow that were met, each once. */
  failures: WalkFailure[];
}

export interface MissedExit {
  nodeId: string;
  /** Absent when the node itself was not reached. */
  exit?: string;
}

export interface WalkFailure {
  nodeId: string;
  /** Alias of the subflow the node belongs to. */
  flow?: string;
  code: string;
}

const STATES = 20_000;
const STEPS = 1_000_000;
const PATHS = 10_000;
/** A Wednesday at noon in Europe. */
const NOW = Date.UTC(2026, 0, 14, 11);

export function explore(bundle: Bundle, options: ExploreOptions = {}): Coverage {
  return new Walk(bundle, options).result();
}

/** Where a visitor stands, what they may do there, and who they are. */
interface Stand {
  state: State;
  inputs: Input[];
  seed: string;
  splits: readonly string[];
}

class Walk {
  private readonly values: Values;
  private readonly ways: Ways;
  private readonly known = new Set<string>();
  /** By flow, the variables that make a difference. */
  private readonly names = new Map<string | undefined, string[]>();
  /** Stands to go on from: the first at each node, then the second ones, and so on; early ones first. */
  private readonly open: { stands: Stand[]; next: number }[] = [];
  private lowest = 0;
  private readonly stands = new Map<string, number>();
  private readonly exits = new Map<string, Map<string, string | null>>();
  private readonly entered = new Set<string>();
  private readonly endings = new Set<string>();
  private readonly ends: Partial<Record<Outcome, number>> = {};
  private readonly failures = new Map<string, WalkFailure>();
  private complete = true;
  private steps = 0;

  constructor(
    private readonly bundle: Bundle,
    private readonly options: ExploreOptions,
  ) {
    this.values = new Values(flowsOf(bundle).map(([, definition]) => definition));
    this.ways = new Ways(bundle, NOW, options.bindings);
  }

  result(): Coverage {
    this.walk();
    const { nodes, start: first } = this.bundle.definition;
    const missed: MissedExit[] = [];
    let total = 0;
    for (const [nodeId, node] of Object.entries(nodes)) {
      const exits = exitsOf(node);
      total += exits.length;
      const taken = this.exits.get(nodeId);
      if (!this.entered.has(nodeId)) missed.push({ nodeId });
      else for (const { id } of exits) if (!taken?.has(id)) missed.push({ nodeId, exit: id });
    }
    const ids = Object.keys(nodes);
    const edges = new Map(
      ids.map((id) => [id, [...new Set([...(this.exits.get(id)?.values() ?? [])])].flatMap((to) => to ?? [])]),
    );
    const taken = ids.reduce((sum, id) => sum + (this.exits.get(id)?.size ?? 0), 0);
    return {
      nodes: { total: ids.length, reached: this.entered.size },
      exits: { total, taken },
      missed,
      paths: first === null ? 0 : countPaths(first, this.endings, edges, PATHS),
      states: this.known.size,
      complete: this.complete && this.ways.complete,
      ends: this.ends,
      failures: [...this.failures.values()],
    };
  }

  private walk(): void {
    const languages = this.bundle.definition.languages.slice(0, 1);
    for (const variables of this.values.starts(this.bundle.definition)) {
      const trigger = { languages, variables };
      if (this.isSpent()) return;
      for (const way of this.ways.each((env) => start(this.bundle, trigger, env), '0', [])) this.arrive(way);
    }
    for (let stand = this.next(); stand !== undefined && !this.isSpent(); stand = this.next()) this.goOn(stand);
  }

  private goOn({ state, inputs, seed, splits }: Stand): void {
    if (state.inputs >= (this.options.inputs ?? LIMITS.inputs)) {
      this.complete = false;
      return;
    }
    for (const input of inputs) {
      if (this.isSpent()) return;
      try {
        // Whoever goes another way at a split has been somebody else from the beginning.
        const run = (env: Environment): Step => resume(this.bundle, state, input, env);
        for (const way of this.ways.each(run, seed, splits)) this.arrive(way, state, input);
      } catch (error) {
        // An input that the node does not take after all.
        if (!(error instanceof EngineError)) throw error;
      }
    }
  }

  private isSpent(): boolean {
    if (this.steps < (this.options.steps ?? STEPS)) return false;
    this.complete = false;
    return true;
  }

  private arrive(way: Way, from?: State, input?: Input): void {
    const { step, seed, splits } = way;
    this.note(way, from, input);
    const { state } = step;
    if (state.status === 'ended') return;
    const key = this.keyOf(state, splits, seed);
    if (this.known.has(key)) return;
    if (this.known.size >= (this.options.states ?? STATES)) {
      this.complete = false;
      return;
    }
    this.known.add(key);
    const definition = definitionOf(this.bundle, state.flow);
    const node = own(definition?.nodes, state.nodeId);
    if (definition === undefined || node === undefined) return;
    const at = keyOf(state);
    const before = this.stands.get(at) ?? 0;
    this.stands.set(at, before + 1);
    const inputs = inputsFor(step, node, definition, this.values, before === 0);
    (this.open[before] ??= { stands: [], next: 0 }).stands.push({ state, inputs, seed, splits });
    this.lowest = Math.min(this.lowest, before);
  }

  private next(): Stand | undefined {
    for (; this.lowest < this.open.length; this.lowest++) {
      const level = this.open[this.lowest];
      const stand = level?.stands[level.next++];
      if (stand !== undefined) return stand;
      this.open[this.lowest] = { stands: [], next: 0 };
    }
    return undefined;
  }

  private note({ step, bound }: Way, from?: State, input?: Input): void {
    const { events, segments, state } = step;
    for (const event of events) {
      if (event.type === 'entered') {
        this.steps++;
        if (event.flow === undefined) this.entered.add(event.nodeId);
      }
      if (event.type === 'failed' && bound && !isCaused(event, from, input)) {
        const failure = {
          nodeId: event.nodeId,
          ...(event.flow && { flow: event.flow }),
          code: String(event.data.code),
        };
        this.failures.set(Object.values(failure).join(' '), failure);
      }
    }
    for (const segment of segments) if (segment.flow === undefined) this.take(segment);
    if (state.outcome == null) return;
    this.ends[state.outcome] = (this.ends[state.outcome] ?? 0) + 1;
    // At the door a session may end at any node, which makes no way through the flow.
    if (from?.door == null && state.flow === undefined) this.endings.add(state.nodeId);
  }

  private take({ nodeId, exit, to }: Segment): void {
    const taken = this.exits.get(nodeId);
    if (taken === undefined) this.exits.set(nodeId, new Map([[exit, to]]));
    else taken.set(exit, to);
  }

  /** Two situations with one key go on in the same ways. */
  private keyOf(
    { nodeId, flow, door, memory = {}, variables, stack = [] }: State,
    splits: readonly string[],
    seed: string,
  ): string {
    // What is said to the visitor decides nothing, and an effect is the same whenever it was asked for.
    const { notice: _notice, doorNotice: _doorNotice, effect, ...rest } = memory;
    return JSON.stringify([
      nodeId,
      flow,
      door,
      effect !== undefined,
      Object.entries(rest).sort(),
      this.deciding(flow, variables),
      stack.map((frame) => [frame.nodeId, frame.flow, this.deciding(frame.flow, frame.variables)]),
      this.ways.armsOf(splits, seed),
    ]);
  }

  private deciding(flow: string | undefined, variables: Readonly<Record<string, VariableValue>>): VariableValue[] {
    let names = this.names.get(flow);
    if (names === undefined) {
      names = Object.keys(definitionOf(this.bundle, flow)?.variables ?? {}).filter((name) =>
        this.values.deciding.has(name),
      );
      this.names.set(flow, names);
    }
    return names.map((name) => own(variables, name) ?? null);
  }
}

/** Media that were made to fail, and an answer that was not waited for, are no mistakes of the flow. */
function isCaused({ nodeId, data: { code } }: FlowEvent, from?: State, input?: Input): boolean {
  if (from?.nodeId !== nodeId || typeof code !== 'string') return false;
  return (input?.type === 'mediaFailed' || input?.type === 'timeout') && /^media\.failed$|\.timeout$/.test(code);
}
