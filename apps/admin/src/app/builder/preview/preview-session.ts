import { computed, signal } from '@angular/core';
import {
  type Bindings,
  type Bundle,
  type Definition,
  type Effect,
  EngineError,
  type Environment,
  type Input,
  type Step,
  type Subflow,
  resume,
  start,
} from '@calldocker/flow-engine';

/** What the engine is given beside the draft. */
export interface PreviewWorld {
  bindings: Bindings;
  subflows: Record<string, Subflow>;
}

interface Run {
  bundle: Bundle;
  step: Step;
  /** Number of the screen, as a session's `seq`. */
  seq: number;
  /** Edges walked, as `nodeId exit`. */
  lit: ReadonlySet<string>;
  effects: readonly Effect[];
}

/** One preview: the engine over the draft as it was at the start, in this browser. Nothing of it reaches the server. */
export class PreviewSession {
  private readonly run = signal<Run | null>(null);

  readonly running = computed(() => this.run() !== null);
  readonly step = computed(() => this.run()?.step ?? null);
  readonly seq = computed(() => this.run()?.seq ?? 0);
  readonly lit = computed<ReadonlySet<string>>(() => this.run()?.lit ?? NOTHING);
  /** Of the draft: within a sub-flow, the node that called it. */
  readonly nodeId = computed(() => {
    const state = this.run()?.step.state;
    return state ? (state.stack?.[0]?.nodeId ?? state.nodeId) : null;
  });
  readonly definition = computed(() => this.run()?.bundle.definition ?? null);
  /** The flow under way: the draft, or the sub-flow it has called. */
  readonly current = computed<Definition | null>(() => {
    const run = this.run();
    const alias = run?.step.state.flow;
    return alias === undefined ? (run?.bundle.definition ?? null) : (run?.bundle.subflows?.[alias]?.definition ?? null);
  });
  /** What the session waits for and a server would do; here somebody has to say what became of it. */
  readonly awaited = computed<Effect | null>(() => {
    const run = this.run();
    if (!run || run.step.state.status === 'ended' || !run.step.wait.accepts.includes('result')) return null;
    return run.effects.find(({ id }) => id === run.step.state.memory?.['effect']) ?? null;
  });

  constructor(
    private readonly flowId: () => string,
    private readonly now: () => number = Date.now,
    private readonly world: () => PreviewWorld = () => EMPTY_WORLD,
  ) {}

  /** Begins anew. The bundle is pinned, as a visitor's is: later edits show after a restart. */
  start(definition: Definition, language: string): void {
    const bundle = { flowId: this.flowId(), definition, subflows: this.world().subflows };
    const step = start(bundle, { languages: [language] }, this.environment());
    this.run.set({ bundle, step, seq: 1, lit: walked(NOTHING, step), effects: step.effects });
  }

  /** False when the screen does not take this input: it stays as it was. */
  answer(input: Input): boolean {
    const run = this.run();
    if (!run || run.step.state.status === 'ended') return false;
    try {
      const step = resume(run.bundle, run.step.state, input, this.environment());
      const effects = [...run.effects, ...step.effects];
      this.run.set({ ...run, step, seq: run.seq + 1, lit: walked(run.lit, step), effects });
      return true;
    } catch (caught) {
      // A wrong or late input is a coded refusal of the engine; anything else is a fault.
      if (caught instanceof EngineError) return false;
      throw caught;
    }
  }

  stop(): void {
    this.run.set(null);
  }

  private environment(): Environment {
    return { now: this.now(), seed: 'preview', bindings: this.world().bindings };
  }
}

const NOTHING: ReadonlySet<string> = new Set();
const EMPTY_WORLD: PreviewWorld = { bindings: {}, subflows: {} };

/** The draft's own edges; those of a sub-flow are on another canvas. */
function walked(before: ReadonlySet<string>, step: Step): ReadonlySet<string> {
  const own = step.segments.filter(({ flow }) => flow === undefined);
  return new Set([...before, ...own.map(({ nodeId, exit }) => `${nodeId} ${exit}`)]);
}
