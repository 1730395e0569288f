import { Component, computed, input, linkedSignal, output } from '@angular/core';
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
import { Dialog } from '../../ui/dialog';
import { FieldError, FieldState } from '../../ui/field';

export type BindingKind = 'schedule' | 'value' | 'secret';

/** What is edited; without a name it is a new one. */
export interface BindingEdited {
  kind: BindingKind;
  name: string | null;
  text: string;
  /** Names there are, which a new one cannot have. */
  taken: readonly string[];
}

const NAME = /^[a-z][a-z0-9-]{0,63}$/;
const LONGEST: Record<BindingKind, number> = { schedule: 0, value: 2000, secret: 4096 };
const EXAMPLES: Record<BindingKind, string> = { schedule: 'office-hours', value: 'shop-address', secret: 'shop-key' };

/** A name for something that flows name, and, but for a schedule, what it stands for. */
@Component({
  selector: 'app-binding-dialog',
  imports: [Dialog, FieldError, FieldState, FormField, FormRoot],
  template: `
    <app-dialog [heading]="heading()" (closed)="closed.emit()">
      <form class="form-grid" [formRoot]="form">
        @if (isNew()) {
          <div class="field">
            <label for="binding-name">Name</label>
            <input
              class="input mono"
              id="binding-name"
              data-first
              autocomplete="off"
              spellcheck="false"
              describedBy="binding-name-hint"
              [placeholder]="example()"
              [formField]="form.name"
            />
            <p class="hint" id="binding-name-hint">Flows use this name. It cannot be changed later.</p>
            <app-field-error for="binding-name" [field]="form.name()" />
          </div>
        }
        @if (edited().kind === 'value') {
          <div class="field">
            <label for="binding-text">Value</label>
            <textarea
              class="input mono"
              id="binding-text"
              rows="2"
              spellcheck="false"
              placeholder="https://shop.example.com"
              describedBy="binding-text-hint"
              [attr.data-first]="isNew() ? null : ''"
              [formField]="form.text"
            ></textarea>
            <p class="hint" id="binding-text-hint">
              Everybody who may read flows can read it. Keep keys under Secrets.
            </p>
            <app-field-error for="binding-text" [field]="form.text()" />
          </div>
        }
        @if (edited().kind === 'secret') {
          <div class="field">
            <label for="binding-secret">Secret</label>
            <input
              class="input mono"
              id="binding-secret"
              type="password"
              autocomplete="new-password"
              describedBy="binding-secret-hint"
              [attr.data-first]="isNew() ? null : ''"
              [formField]="form.text"
            />
            <p class="hint" id="binding-secret-hint">Kept sealed: nobody can read it again, only replace it.</p>
            <app-field-error for="binding-secret" [field]="form.text()" />
          </div>
        }
        <div class="dialog-actions">
          <button type="button" class="btn" (click)="closed.emit()">Cancel</button>
          <button class="btn primary" [disabled]="form().submitting()">{{ action() }}</button>
        </div>
      </form>
    </app-dialog>
  `,
  styles: `
    .mono {
      font-family: var(--mono);
    }
  `,
})
export class BindingDialog {
  readonly edited = input.required<BindingEdited>();
  readonly save = input.required<(name: string, text: string) => Promise<unknown>>();
  readonly closed = output();

  protected readonly isNew = computed(() => this.edited().name === null);
  protected readonly example = computed(() => EXAMPLES[this.edited().kind]);
  protected readonly heading = computed(() => {
    const { kind, name } = this.edited();
    if (name === null) return `New ${kind}`;
    return kind === 'secret' ? `Replace ${name}` : `Change ${name}`;
  });
  protected readonly action = computed(() => {
    if (this.isNew()) return 'Create';
    return this.edited().kind === 'secret' ? 'Replace' : 'Save';
  });

  private readonly draft = linkedSignal(() => ({ name: this.edited().name ?? '', text: this.edited().text }));
  protected readonly form = form(
    this.draft,
    (path) => {
      required(path.name, { message: 'Give it a name.' });
      validate(path.name, ({ value }) => {
        const name = value().trim();
        if (name === '' || !this.isNew()) return null;
        if (!NAME.test(name))
          return { kind: 'form', message: 'Small letters, digits and dashes, beginning with a letter.' };
        return this.edited().taken.includes(name) ? { kind: 'taken', message: 'There is one of this name.' } : null;
      });
      required(path.text, { message: 'Fill it in.', when: () => this.edited().kind !== 'schedule' });
      maxLength(path.text, () => LONGEST[this.edited().kind] || undefined, { message: 'That is too long.' });
    },
    { submission: { action: () => this.submit() } },
  );

  private async submit(): Promise<TreeValidationResult> {
    const { name, text } = this.draft();
    try {
      await this.save()(name.trim(), text);
      this.closed.emit();
      return undefined;
    } catch (caught) {
      const field = this.isNew() ? this.form.name : this.form.text;
      return { kind: 'refused', message: asProblem(caught).sentence, fieldTree: field };
    }
  }
}
