import { Component, computed, inject, input, output, resource, signal } from '@angular/core';
import { Api } from '../api/api';
import { asProblem } from '../api/problem';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { Desk } from './desk';

interface Target {
  key: string;
  label: string;
  about: string;
  to: { queueId?: string; agentId?: string };
}

/** To another queue or agent. What was said, noted and found out goes along; in a line the visitor stands by their true age. */
@Component({
  selector: 'app-transfer-dialog',
  imports: [Dialog, Icon],
  template: `
    <app-dialog heading="Hand over" (closed)="closed.emit()">
      <p class="quiet text-14">
        The talk, your notes and the visitor’s path go along. In a queue they stand where they would be, had they joined
        it when they came.
      </p>
      <div class="search">
        <svg icon="search"></svg>
        <input
          class="input"
          type="search"
          data-first
          aria-label="Queue or agent"
          placeholder="Queue or agent"
          [value]="search()"
          (input)="search.set($any($event.target).value)"
        />
      </div>
      @if (problem(); as problem) {
        <p class="error"><svg icon="alert"></svg>{{ problem.sentence }}</p>
      } @else {
        <ul>
          @for (target of found(); track target.key) {
            <li>
              <button type="button" class="menu-row" [disabled]="desk.busy()" (click)="go(target)">
                <svg [icon]="target.to.queueId ? 'queue' : 'user'"></svg>{{ target.label }}
                <small>{{ target.about }}</small>
              </button>
            </li>
          } @empty {
            <li class="quiet">{{ targets.isLoading() ? 'Looking who is there…' : 'Nobody by that name is there.' }}</li>
          }
        </ul>
      }
    </app-dialog>
  `,
  styles: `
    ul {
      display: grid;
      max-height: 320px;
      overflow: auto;
    }
    small {
      margin-inline-start: auto;
      color: var(--ink-3);
    }
  `,
})
export class TransferDialog {
  private readonly api = inject(Api);
  protected readonly desk = inject(Desk);
  readonly entryId = input.required<string>();
  readonly closed = output();
  protected readonly search = signal('');

  protected readonly targets = resource({
    loader: async ({ abortSignal }): Promise<Target[]> => {
      const [queues, agents] = await Promise.all([
        this.api.listQueues({ limit: 100 }, abortSignal),
        this.api.listAgents({ limit: 100 }, abortSignal),
      ]);
      const me = this.desk.agent()?.userId;
      return [
        ...queues.items.map(({ id, title, waiting }) => ({
          key: id,
          label: title,
          about: waiting === 0 ? 'Nobody waits' : `${waiting} waiting`,
          to: { queueId: id },
        })),
        ...agents.items
          .filter(({ userId, availability }) => userId !== me && availability !== 'offline')
          .map(({ userId, name, availability, inHand }) => ({
            key: userId,
            label: name,
            about: availability === 'break' ? 'On a break' : inHand === 0 ? 'Free' : `${inHand} in hand`,
            to: { agentId: userId },
          })),
      ];
    },
  });
  protected readonly problem = computed(() => {
    const error = this.targets.error();
    return error ? asProblem(error) : null;
  });
  protected readonly found = computed(() => {
    const words = this.search().trim().toLowerCase();
    return (this.targets.hasValue() ? this.targets.value() : []).filter(({ label }) =>
      label.toLowerCase().includes(words),
    );
  });

  protected async go({ to }: Target): Promise<void> {
    if (await this.desk.transfer(this.entryId(), to)) this.closed.emit();
  }
}
