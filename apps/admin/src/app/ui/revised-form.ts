import { Component, input, output } from '@angular/core';
import { Icon } from './icon';
import { LoadProblem } from './load-problem';
import type { Revised } from './revised';
import { Skeleton } from './skeleton';

/** A dialog's form over something `Revised`: what stands in it while that loads, fails, is refused or may only be read. */
@Component({
  selector: 'app-revised-form',
  imports: [Icon, LoadProblem, Skeleton],
  template: `
    @if (of().problem(); as failed) {
      <app-load-problem [problem]="failed" [what]="what()" (retry)="of().load()" />
    } @else if (of().loaded()) {
      <form class="form-grid" (submit)="submit($event)" novalidate>
        <div class="form-grid" [inert]="!mayWrite()"><ng-content /></div>
        @if (of().refusal(); as refused) {
          <div class="refusal" role="alert">
            <p class="error"><svg icon="alert"></svg>{{ refused.sentence }}</p>
            @if (refused.status === 412) {
              <button type="button" class="btn" (click)="of().load()">Load theirs</button>
            }
          </div>
        }
        <div class="dialog-actions">
          <button type="button" class="btn" (click)="closed.emit()">{{ mayWrite() ? 'Cancel' : 'Close' }}</button>
          @if (mayWrite()) {
            <button class="btn primary" [disabled]="of().saving()">{{ of().saving() ? 'Saving…' : 'Save' }}</button>
          }
        </div>
      </form>
    } @else {
      <app-skeleton [what]="what()" shape="lines" [count]="5" />
    }
  `,
  styles: `
    .refusal {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      align-items: center;
      justify-content: space-between;
    }
  `,
})
export class RevisedForm<Read extends { revision: number }> {
  readonly of = input.required<Revised<Read>>();
  /** What loads, in the middle of a sentence. */
  readonly what = input.required<string>();
  readonly mayWrite = input.required<boolean>();
  readonly saved = output();
  readonly closed = output();

  protected submit(event: Event): void {
    event.preventDefault();
    this.saved.emit();
  }
}
