import { Component, input, output, signal } from '@angular/core';
import { asProblem } from '../api/problem';
import { Dialog } from '../ui/dialog';
import { instantOf } from '../ui/local-time';

/** Asks for the moment at which a version goes live by itself. */
@Component({
  selector: 'app-plan-dialog',
  imports: [Dialog],
  template: `
    <app-dialog [heading]="heading()" (closed)="closed.emit()">
      <form class="form-grid" (submit)="submit($event, moment.value)">
        <div class="field">
          <label for="moment">Goes live at</label>
          <input
            #moment
            class="input"
            id="moment"
            data-first
            type="datetime-local"
            [attr.aria-invalid]="refusal() ? 'true' : null"
            [attr.aria-describedby]="refusal() ? 'moment-error' : 'moment-hint'"
          />
          <p class="quiet" id="moment-hint">
            On your clock, {{ zone }}. Visitors who are in a session finish it as it was.
          </p>
          @if (refusal(); as text) {
            <p class="error" id="moment-error" role="alert">{{ text }}</p>
          }
        </div>
        <div class="dialog-actions">
          <button type="button" class="btn" (click)="closed.emit()">Cancel</button>
          <button class="btn primary" [disabled]="busy()">Plan it</button>
        </div>
      </form>
    </app-dialog>
  `,
})
export class PlanDialog {
  readonly heading = input.required<string>();
  /** Takes an ISO 8601 moment. */
  readonly save = input.required<(at: string) => Promise<unknown>>();
  readonly closed = output();
  protected readonly zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  protected readonly busy = signal(false);
  protected readonly refusal = signal<string | null>(null);

  protected async submit(event: Event, local: string): Promise<void> {
    event.preventDefault();
    const at = instantOf(local);
    if (at === null || Date.parse(at) <= Date.now()) return this.refusal.set('Choose a moment in the future.');
    this.busy.set(true);
    try {
      await this.save()(at);
      this.closed.emit();
    } catch (caught) {
      this.refusal.set(asProblem(caught).sentence);
    }
    this.busy.set(false);
  }
}
