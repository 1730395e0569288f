import { Component, input, output, signal } from '@angular/core';
import {
  FormField,
  FormRoot,
  type TreeValidationResult,
  form,
  maxLength,
  required,
  validate,
} from '@angular/forms/signals';
import { asProblem } from '../../api/problem';
import type { Emergency } from '../../api/types';
import { Dialog } from '../../ui/dialog';
import { FieldError, FieldState } from '../../ui/field';
import { instantOf } from '../../ui/local-time';

/** Closes a schedule at once: why, and until when. */
@Component({
  selector: 'app-emergency-dialog',
  imports: [Dialog, FieldError, FieldState, FormField, FormRoot],
  template: `
    <app-dialog [heading]="'Close ' + name() + ' now?'" (closed)="closed.emit()">
      <form class="form-grid" [formRoot]="form">
        <p class="quiet text-14">
          Every flow that asks this schedule takes its Emergency exit from now on, whatever the week says.
        </p>
        <div class="field">
          <label for="emergency-reason">Why</label>
          <input
            class="input"
            id="emergency-reason"
            data-first
            autocomplete="off"
            placeholder="Water damage"
            describedBy="emergency-reason-hint"
            [formField]="form.reason"
          />
          <p class="hint" id="emergency-reason-hint">For your own people. No visitor sees it.</p>
          <app-field-error for="emergency-reason" [field]="form.reason()" />
        </div>
        <div class="field">
          <label for="emergency-until">Until</label>
          <input
            class="input"
            id="emergency-until"
            type="datetime-local"
            describedBy="emergency-until-hint"
            [formField]="form.until"
          />
          <p class="hint" id="emergency-until-hint">On your own clock. Left empty, until you open it again.</p>
          <app-field-error for="emergency-until" [field]="form.until()" />
        </div>
        <div class="dialog-actions">
          <button type="button" class="btn" (click)="closed.emit()">Cancel</button>
          <button class="btn delete" [disabled]="form().submitting()">Close now</button>
        </div>
      </form>
    </app-dialog>
  `,
})
export class EmergencyDialog {
  readonly name = input.required<string>();
  readonly close = input.required<(emergency: Emergency) => Promise<unknown>>();
  readonly closed = output();

  private readonly draft = signal({ reason: '', until: '' });
  protected readonly form = form(
    this.draft,
    (path) => {
      required(path.reason, { message: 'Say why, in a few words.' });
      maxLength(path.reason, 120, { message: 'A reason has at most 120 characters.' });
      validate(path.until, ({ value }) =>
        value() && Date.parse(value()) <= Date.now() ? { kind: 'past', message: 'That is over already.' } : null,
      );
    },
    { submission: { action: () => this.submit() } },
  );

  private async submit(): Promise<TreeValidationResult> {
    const { reason, until } = this.draft();
    const instant = instantOf(until);
    try {
      await this.close()({ reason: reason.trim(), ...(instant !== null && { until: instant }) });
      this.closed.emit();
      return undefined;
    } catch (caught) {
      return { kind: 'refused', message: asProblem(caught).sentence, fieldTree: this.form.reason };
    }
  }
}
