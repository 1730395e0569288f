import { computed, signal } from '@angular/core';
import {
  type Bindings,
  type Bundle,
  type Definition,
  type Effect,
  EngineError,
  type Environment,
  type Input,
  type Scenario,
  type Step,
  type Subflow,
  type Trigger,
  type VariableValue,
  recordScenario,
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
  trigger: Trigger;
  /** When it began, epoch milliseconds. */
  began: number;
  step: Step;
  inputs: readonly Input[];
  /** The run as it was a step ago. */
  before: Run | null;
  /** Values were changed by hand on the way: no test can say that. */
  changed: boolean;
  /** Edges walked, as `nodeId exit`. */
  lit: ReadonlySet<string>;
  effects: readonly Effect[];
}

/** One preview: the engine over the draft as it was at the start, in this browser. Nothing of it reaches the server. */
export class PreviewSession {
  private readonly run = signal<Run | null>(null);

  readonly running = computed(() => this.run() !== null);
  readonly step = computed(() => this.run()?.step ?? null);
  /** How many screens there have been. */
  readonly seq = computed(() => (this.run()?.inputs.length ?? -1) + 1);
  private readonly everRun = signal(false);
  /** Somebody has been through a step of it. */
  readonly tried = this.everRun.asReadonly();
  /** When it is, by hand; null: now. */
  readonly clock = signal<number | null>(null);
  readonly mayStepBack = computed(() => !!this.run()?.before);
  /** Null: it can be recorded; else why not. */
  readonly unrecordable = computed(() => {
    const run = this.run();
    if (!run) return 'Nothing runs.';
    return run.changed
      ? 'A test cannot change values on the way. Step back, or change them before the first step.'
      : null;
  });
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
  start(definition: Definition, language: string, variables: Readonly<Record<string, VariableValue>> = {}): void {
    const bundle = { flowId: this.flowId(), definition, subflows: this.world().subflows };
    // The same contact each time, so that a split takes the same arm when it is recorded.
    const trigger: Trigger = { languages: [language], contact: 'preview', variables: { ...variables } };
    const { now: began, ...environment } = this.environment();
    const step = start(bundle, trigger, { now: began, ...environment });
    const rest = { inputs: [], before: null, changed: false, effects: step.effects };
    this.run.set({ bundle, trigger, began, step, lit: walked(NOTHING, step), ...rest });
  }

  /** False when the screen does not take this input: it stays as it was. */
  answer(input: Input): boolean {
    const run = this.run();
    if (!run || run.step.state.status === 'ended') return false;
    try {
      const step = resume(run.bundle, run.step.state, input, this.environment());
      const effects = [...run.effects, ...step.effects];
      this.everRun.set(true);
      this.run.set({ ...run, step, inputs: [...run.inputs, input], before: run, lit: walked(run.lit, step), effects });
      return true;
    } catch (caught) {
      // A wrong or late input is a coded refusal of the engine; anything else is a fault.
      if (caught instanceof EngineError) return false;
      throw caught;
    }
  }

  stepBack(): void {
    const before = this.run()?.before;
    // As a new object: the page is to show that screen again.
    if (before) this.run.set({ ...before, step: { ...before.step } });
  }

  /** What a variable holds from here on. Before the first step the visit begins again with it. */
  setVariable(name: string, value: VariableValue): void {
    const run = this.run();
    if (!run) return;
    const { definition } = run.bundle;
    if (run.inputs.length === 0) {
      const [language = ''] = run.trigger.languages;
      return this.start(definition, language, { ...run.trigger.variables, [name]: value });
    }
    const state = { ...run.step.state, variables: { ...run.step.state.variables, [name]: value } };
    this.run.set({ ...run, step: { ...run.step, state }, changed: true });
  }

  /** What was just tried, as a test. Throws an EngineError when it cannot be gone through again. */
  recorded(name: string): Scenario | null {
    const run = this.run();
    if (!run || run.changed) return null;
    const { bundle, trigger, began: now, inputs } = run;
    return recordScenario(bundle, { name, trigger, now, inputs: [...inputs], bindings: this.world().bindings });
  }

  stop(): void {
    this.run.set(null);
  }

  private environment(): Environment {
    return { now: this.clock() ?? this.now(), seed: 'preview', bindings: this.world().bindings };
  }
}

const NOTHING: ReadonlySet<string> = new Set();
const EMPTY_WORLD: PreviewWorld = { bindings: {}, subflows: {} };

/** The draft's own edges; those of a sub-flow are on another canvas. */
function walked(before: ReadonlySet<string>, step: Step): ReadonlySet<string> {
  const own = step.segments.filter(({ flow }) => flow === undefined);
  return new Set([...before, ...own.map(({ nodeId, exit }) => `${nodeId} ${exit}`)]);
}
