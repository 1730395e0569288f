import { Component, computed, inject, output, signal } from '@angular/core';
import { exitsOf } from '@calldocker/flow-engine';
import { Api } from '../../api/api';
import { asProblem } from '../../api/problem';
import { Icon, type IconName } from '../../ui/icon';
import { DraftStore } from '../draft/draft-store';
import { FlowDesk } from '../flow-desk';
import { type Finding, gateFinding, replayFinding, testFinding } from './publish-words';

type Stage = { kind: 'running' } | { kind: 'done'; finding: Finding } | { kind: 'failed'; sentence: string };

interface Step {
  title: string;
  look(flowId: string): Promise<Finding>;
}

const ICONS: Readonly<Record<Finding['tone'], IconName>> = { good: 'check', warn: 'warn', bad: 'alert', none: 'info' };

/** A last look at the saved draft: the checks, its tests, and what recent visitors would have met. */
@Component({
  selector: 'app-publish-checks',
  imports: [Icon],
  template: `
    <ul role="list" aria-label="A last look" aria-live="polite">
      @for (row of rows(); track row.title; let index = $index) {
        <li [attr.aria-busy]="row.stage.kind === 'running'">
          @switch (row.stage.kind) {
            @case ('running') {
              <i class="wait" aria-hidden="true"></i>
              <p>
                <b>{{ row.title }}</b> Looking…
              </p>
            }
            @case ('failed') {
              <svg icon="alert" class="bad"></svg>
              <p>
                <b>{{ row.title }}</b> {{ row.stage.sentence }}
              </p>
              <button type="button" class="btn" (click)="look(index)">Try again</button>
            }
            @case ('done') {
              <svg [icon]="icons[row.stage.finding.tone]" [class]="row.stage.finding.tone"></svg>
              <div>
                <p>
                  <b>{{ row.title }}</b> {{ row.stage.finding.words }}
                </p>
                @if (row.stage.finding.lines.length > 0) {
                  <ul>
                    @for (line of row.stage.finding.lines; track $index) {
                      <li>{{ line }}</li>
                    }
                  </ul>
                }
              </div>
            }
          }
        </li>
      }
    </ul>
  `,
  styles: `
    :host > ul {
      display: grid;
      gap: 8px;
    }
    :host > ul > li {
      display: grid;
      grid-template-columns: 18px minmax(0, 1fr) auto;
      gap: 8px;
      align-items: start;
    }
    svg,
    .wait {
      margin-top: 3px;
      font-size: 15px;
      color: var(--ink-3);
    }
    svg.good {
      color: var(--good);
    }
    svg.warn {
      color: var(--warn);
    }
    svg.bad {
      color: var(--bad);
    }
    p,
    li li {
      overflow-wrap: anywhere;
    }
    b {
      font-weight: 600;
    }
    li ul {
      padding-inline-start: 16px;
      list-style: disc;
      color: var(--ink-2);
    }
    .wait {
      width: 13px;
      height: 13px;
      border: 2px solid var(--line-2);
      border-top-color: var(--accent);
      border-radius: 50%;
    }
    @media (prefers-reduced-motion: no-preference) {
      .wait {
        animation: turn 0.8s linear infinite;
      }
      @keyframes turn {
        to {
          rotate: 360deg;
        }
      }
    }
  `,
})
export class PublishChecks {
  private readonly api = inject(Api);
  private readonly desk = inject(FlowDesk);
  private readonly store = inject(DraftStore);
  protected readonly icons = ICONS;

  /** Names of the tests that fail on the draft. */
  readonly failing = output<readonly string[]>();

  private readonly steps: readonly Step[] = [
    { title: 'Checks.', look: async (id) => gateFinding(await this.api.validateDraft(id)) },
    { title: 'Tests.', look: (id) => this.runTests(id) },
    ...(this.desk.flow()?.latestVersion ? [{ title: 'Replay.', look: (id: string) => this.replay(id) }] : []),
  ];
  private readonly stages = signal<readonly Stage[]>(this.steps.map(() => ({ kind: 'running' })));
  protected readonly rows = computed(() =>
    this.steps.map(({ title }, index) => ({ title, stage: this.stages()[index] ?? { kind: 'running' as const } })),
  );

  constructor() {
    this.steps.forEach((_, index) => void this.look(index));
  }

  protected async look(index: number): Promise<void> {
    this.put(index, { kind: 'running' });
    const [step, flow, saver] = [this.steps[index], this.desk.flow(), this.desk.autosave()];
    if (!step || !flow || !saver) return;
    try {
      // The server looks at what it has.
      if (!(await saver.flush()))
        return this.put(index, { kind: 'failed', sentence: 'Your last changes are not saved yet.' });
      this.put(index, { kind: 'done', finding: await step.look(flow.id) });
    } catch (caught) {
      // No answer, or a refusal: publishing looks again, so it is not kept back by this.
      this.put(index, { kind: 'failed', sentence: asProblem(caught).sentence });
    }
  }

  private async runTests(id: string): Promise<Finding> {
    const run = await this.api.runScenarios(id);
    this.failing.emit(run.reports.filter(({ passed }) => !passed).map(({ name }) => name));
    return testFinding(run);
  }

  private async replay(id: string): Promise<Finding> {
    return replayFinding(await this.api.replaySessions(id), (nodeId, exit) => {
      if (exit === null) return 'the end';
      const node = this.store.node(nodeId);
      const label = node && exitsOf(node, this.store.language()).find(({ id: one }) => one === exit)?.label;
      return `“${label ?? this.store.node(exit)?.name ?? exit}”`;
    });
  }

  private put(index: number, stage: Stage): void {
    this.stages.update((stages) => stages.map((one, at) => (at === index ? stage : one)));
  }
}
