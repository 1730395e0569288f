import { Component, computed, inject, input, resource, signal } from '@angular/core';
import { Api } from '../api/api';
import type { Callback } from '../api/types';
import { many } from '../ui/format';
import { Icon } from '../ui/icon';
import { Toasts } from '../ui/toasts';
import { CALL_RESULTS, type CallResult } from './callback-words';

/** The number that an agent has to call, what it is about, and what came of the call: that ends the wait. */
@Component({
  selector: 'app-callback-call',
  imports: [Icon],
  template: `
    @if (callback(); as callback) {
      <section aria-label="Call back">
        <p>
          @if (callback.number; as number) {
            <a class="btn primary num" [href]="'tel:' + number"><svg icon="phone"></svg>Call {{ number }}</a>
          } @else {
            <b>The number has been erased.</b>
          }
          <span>{{ about(callback) }}</span>
        </p>
        <div role="group" aria-label="What came of the call">
          @for (one of results; track one.result) {
            <button type="button" class="btn" [disabled]="settling()" (click)="settle(callback, one)">
              {{ one.label }}
            </button>
          }
        </div>
      </section>
    } @else if (failed()) {
      <section role="alert">
        <p>The number could not be loaded.</p>
        <button type="button" class="btn" (click)="found.reload()"><svg icon="replay"></svg>Try again</button>
      </section>
    }
  `,
  styles: `
    section {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 16px;
      align-items: center;
      justify-content: space-between;
      padding: 12px 16px;
      border-bottom: 1px solid var(--line);
    }
    p,
    div {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      align-items: center;
    }
    span {
      color: var(--ink-2);
      overflow-wrap: anywhere;
    }
  `,
})
export class CallbackCall {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  /** The wait that the agent serves. */
  readonly entryId = input.required<string>();
  protected readonly results = CALL_RESULTS;
  protected readonly settling = signal(false);
  protected readonly found = resource({
    params: () => this.entryId(),
    loader: ({ params, abortSignal }) => this.api.listCallbacks({ entryId: params, limit: 1 }, abortSignal),
  });
  protected readonly callback = computed(() => (this.found.hasValue() ? this.found.value().items[0] : undefined));
  protected readonly failed = computed(() => this.found.error() !== undefined);

  protected about({ name, about, attempts }: Callback): string {
    return [name, about, attempts > 0 ? `${many(attempts, 'try', 'tries')} before` : ''].filter(Boolean).join(' · ');
  }

  protected async settle({ id }: Callback, { result, said }: CallResult): Promise<void> {
    this.settling.set(true);
    if (await this.toasts.try(() => this.api.settleCallback(id, { result }))) this.toasts.say(said);
    this.settling.set(false);
  }
}
