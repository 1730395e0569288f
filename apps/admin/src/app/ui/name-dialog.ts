import { Component, input, linkedSignal, output } from '@angular/core';
import { FormField, FormRoot, form, maxLength, required, type TreeValidationResult } from '@angular/forms/signals';
import { asProblem } from '../api/problem';
import { Dialog } from './dialog';
import { FieldError, FieldState } from './field';

/** Asks for one name and does the work with it; a refusal stays under the field. */
@Component({
  selector: 'app-name-dialog',
  imports: [Dialog, FieldError, FieldState, FormField, FormRoot],
  template: `
    <app-dialog [heading]="heading()" (closed)="closed.emit()">
      <form class="form-grid" [formRoot]="form">
        <div class="field">
          <label for="name">{{ label() }}</label>
          <input class="input" id="name" data-first autocomplete="off" [formField]="form.name" />
          <app-field-error for="name" [field]="form.name()" />
        </div>
        <div class="dialog-actions">
          <button type="button" class="btn" (click)="closed.emit()">Cancel</button>
          <button class="btn primary" [disabled]="form().submitting()">{{ action() }}</button>
        </div>
      </form>
    </app-dialog>
  `,
})
export class NameDialog {
  readonly heading = input.required<string>();
  readonly action = input.required<string>();
  readonly label = input('Name');
  readonly optional = input(false);
  readonly start = input('');
  readonly save = input.required<(name: string) => Promise<unknown>>();
  readonly closed = output();

  private readonly draft = linkedSignal(() => ({ name: this.start() }));
  protected readonly form = form(
    this.draft,
    (path) => {
      required(path.name, { message: 'Give it a name.', when: () => !this.optional() });
      maxLength(path.name, () => (this.optional() ? 1000 : 120), { message: 'That is too long.' });
    },
    { submission: { action: () => this.submit() } },
  );

  private async submit(): Promise<TreeValidationResult> {
    try {
      await this.save()(this.draft().name.trim());
      this.closed.emit();
      return undefined;
    } catch (caught) {
      return { kind: 'refused', message: asProblem(caught).sentence, fieldTree: this.form.name };
    }
  }
}
