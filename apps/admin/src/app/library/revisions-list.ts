import { Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { type ApiProblem, asProblem } from '../api/problem';
import type { Content, Revision } from '../api/types';
import { Ago } from '../ui/ago';
import { bytes } from '../ui/format';
import { Icon } from '../ui/icon';
import { Toasts } from '../ui/toasts';
import { frameOf, lengthOf } from './piece-words';

/** The recordings a piece has had, the newest first; any of them can be shown again. */
@Component({
  selector: 'app-revisions-list',
  imports: [Ago, Icon, RouterLink],
  template: `
    @if (problem(); as refused) {
      <p class="error" role="alert">
        <svg icon="alert"></svg>{{ refused.sentence }}
        <button type="button" class="btn" (click)="load()">Try again</button>
      </p>
    } @else if (revisions(); as list) {
      <ol role="list" aria-label="Recordings">
        @for (one of list; track one.revision) {
          <li>
            <div>
              <app-ago [at]="one.createdAt" /> by {{ one.createdBy ?? 'someone who has left' }}
              @if (one.served) {
                <span class="tag good"><svg icon="check"></svg>Shown</span>
              }
              <small>{{ facts(one) }}</small>
              @if (one.pinnedBy.length) {
                <small
                  >Published in
                  @for (use of one.pinnedBy; track use.flowId + use.version) {
                    <a [routerLink]="['/flows', use.flowId]">{{ use.flowName }} v{{ use.version }}</a
                    >{{ $last ? '' : ', ' }}
                  }
                </small>
              }
            </div>
            @if (!one.served && mayWrite()) {
              <button
                type="button"
                class="btn"
                [disabled]="busy()"
                [attr.aria-label]="'Show the recording of ' + one.createdAt.slice(0, 10) + ' again'"
                (click)="restore(one.revision)"
              >
                <svg icon="history"></svg>Show again
              </button>
            }
          </li>
        } @empty {
          <li class="quiet">None is ready yet.</li>
        }
      </ol>
    } @else {
      <p class="quiet" role="status">Loading…</p>
    }
  `,
  styles: `
    li {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 44px;
      padding: 6px 0;
    }
    li + li {
      border-top: 1px solid var(--line);
    }
    .btn {
      margin-inline-start: auto;
    }
    .tag {
      margin-inline-start: 4px;
    }
    small {
      display: block;
      font-size: var(--t-12);
      color: var(--ink-3);
      overflow-wrap: anywhere;
    }
  `,
})
export class RevisionsList {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  readonly content = input.required<Content>();
  readonly mayWrite = input(false);
  readonly changed = output<Content>();
  protected readonly revisions = signal<readonly Revision[] | null>(null);
  protected readonly problem = signal<ApiProblem | null>(null);
  protected readonly busy = signal(false);
  private readonly shown = computed(() => ({ id: this.content().id, revision: this.content().revision }), {
    equal: (a, b) => a.id === b.id && a.revision === b.revision,
  });

  constructor() {
    effect(() => {
      // Another one is shown: the list says so too.
      const { id } = this.shown();
      untracked(() => void this.load(id));
    });
  }

  protected facts(one: Revision): string {
    return [lengthOf(one), frameOf(one), bytes(one.bytes)].filter(Boolean).join(' · ');
  }

  protected async load(id = this.content().id): Promise<void> {
    this.problem.set(null);
    try {
      this.revisions.set((await this.api.listRevisions(id)).items);
    } catch (caught) {
      // Shown in place of the list, with the way to ask again.
      this.problem.set(asProblem(caught));
    }
  }

  protected async restore(revision: number): Promise<void> {
    this.busy.set(true);
    await this.toasts.try(async () => {
      const content = await this.api.restoreRevision(this.content().id, revision);
      this.changed.emit(content);
      this.toasts.say(`${content.name} shows that recording again. Published flows keep the one they published.`);
    });
    this.busy.set(false);
  }
}
