import { Component, computed, inject } from '@angular/core';
import { Router } from '@angular/router';
import { Commands } from '../commands/commands';
import { DraftStore } from '../builder/draft/draft-store';
import { FlowDesk } from '../builder/flow-desk';
import { PreviewSession } from '../builder/preview/preview-session';
import { Icon } from '../ui/icon';
import { type NextStep, nextSteps } from './next-steps';

/** Beside a flow that no visitor has met yet: what to do next, each step a press away. */
@Component({
  selector: 'app-next-steps',
  imports: [Icon],
  template: `
    @if (steps().length > 0) {
      <section aria-labelledby="next-steps">
        <h3 id="next-steps">To your first visitor</h3>
        <ol>
          @for (step of steps(); track step.id) {
            <li [class.done]="step.done" [class.now]="step.id === now()">
              <svg [icon]="step.done ? 'check' : 'right'"></svg>
              @if (step.done) {
                <span>{{ step.label }}<span class="sr">, done</span></span>
              } @else {
                <button type="button" (click)="go(step)">{{ step.label }}</button>
              }
            </li>
          }
        </ol>
      </section>
    }
  `,
  styles: `
    :host:empty {
      display: none;
    }
    section {
      display: grid;
      gap: 6px;
      padding: 12px 14px;
      border-radius: var(--r-m);
      background: var(--accent-soft);
    }
    h3 {
      font-size: var(--t-13);
    }
    li {
      display: flex;
      gap: 8px;
      align-items: center;
      min-height: 28px;
      color: var(--ink-2);
    }
    li.done .icon {
      color: var(--good);
    }
    li.now button {
      font-weight: 620;
      color: var(--ink);
    }
    button {
      min-height: 28px;
      text-align: start;
      text-decoration: underline;
      text-underline-offset: 3px;
    }
  `,
})
export class NextSteps {
  private readonly store = inject(DraftStore);
  private readonly desk = inject(FlowDesk);
  private readonly preview = inject(PreviewSession);
  private readonly commands = inject(Commands);
  private readonly router = inject(Router);

  protected readonly steps = computed<NextStep[]>(() => {
    const flow = this.desk.flow();
    if (!flow) return [];
    return nextSteps({
      nodes: Object.keys(this.store.definition().nodes).length,
      errors: this.store.issues().filter(({ severity }) => severity === 'error').length,
      previewed: this.preview.tried(),
      published: flow.latestVersion !== null,
      widgets: flow.widgets,
    });
  });
  protected readonly now = computed(() => this.steps().find(({ done }) => !done)?.id ?? null);

  /** By the page's own commands: they are the same acts. */
  protected go({ id }: NextStep): void {
    if (id === 'place') void this.router.navigateByUrl('/settings/widgets');
    else if (id === 'begin') this.commands.run('builder new');
    else if (id === 'mend') this.commands.run('builder problem');
    else this.commands.run(`builder ${id}`);
  }
}
