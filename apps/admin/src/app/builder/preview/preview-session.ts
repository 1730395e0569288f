import { computed, signal } from '@angular/core';
import { type Definition, EngineError, type Input, type Step, resume, start } from '@calldocker/flow-engine';

interface Run {
  definition: Definition;
  step: Step;
  /** Number of the screen, as a session's `seq`. */
  seq: number;
  /** Edges walked, as `nodeId exit`. */
  lit: ReadonlySet<string>;
}

/** One preview: the engine over the draft as it was at the start, in this browser. Nothing of it reaches the server. */
export class PreviewSession {
  private readonly run = signal<Run | null>(null);

  readonly running = computed(() => this.run() !== null);
  readonly step = computed(() => this.run()?.step ?? null);
  readonly seq = computed(() => this.run()?.seq ?? 0);
  readonly lit = computed<ReadonlySet<string>>(() => this.run()?.lit ?? NOTHING);
  readonly nodeId = computed(() => this.run()?.step.state.nodeId ?? null);
  readonly definition = computed(() => this.run()?.definition ?? null);

  constructor(
    private readonly flowId: () => string,
    private readonly now: () => number = Date.now,
  ) {}

  /** Begins anew. The bundle is pinned, as a visitor's is: later edits show after a restart. */
  start(definition: Definition, language: string): void {
    const step = start({ flowId: this.flowId(), definition }, { languages: [language] }, this.environment());
    this.run.set({ definition, step, seq: 1, lit: walked(NOTHING, step) });
  }

  /** False when the screen does not take this input: it stays as it was. */
  answer(input: Input): boolean {
    const run = this.run();
    if (!run || run.step.state.status === 'ended') return false;
    try {
      const bundle = { flowId: this.flowId(), definition: run.definition };
      const step = resume(bundle, run.step.state, input, this.environment());
      this.run.set({ ...run, step, seq: run.seq + 1, lit: walked(run.lit, step) });
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

  private environment(): { now: number; seed: string } {
    return { now: this.now(), seed: 'preview' };
  }
}

const NOTHING: ReadonlySet<string> = new Set();

function walked(before: ReadonlySet<string>, step: Step): ReadonlySet<string> {
  return new Set([...before, ...step.segments.map(({ nodeId, exit }) => `${nodeId} ${exit}`)]);
}
