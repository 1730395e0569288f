import { Component, Directive, computed, inject, input } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { Icon } from './icon';

/** Tells assistive technology what the field's error is, once the person has left the field. */
@Directive({
  selector: 'input[formField], select[formField], textarea[formField]',
  host: {
    '[attr.aria-invalid]': 'wrong() ? "true" : null',
    '[attr.aria-describedby]': 'wrong() ? field.element.id + "-error" : describedBy() || null',
  },
})
export class FieldState {
  protected readonly field = inject<FormField<unknown>>(FormField);
  /** Id of a hint shown while nothing is wrong. */
  readonly describedBy = input('');
  protected readonly wrong = computed(() => this.field.state().touched() && this.field.state().invalid());
}

interface Fallible {
  touched: () => boolean;
  errors: () => readonly { message?: string }[];
}

/** The first error of a field, under it: `<app-field-error for="name" [field]="form.name()" />`. */
@Component({
  selector: 'app-field-error',
  imports: [Icon],
  template: `
    @if (message(); as text) {
      <p class="error" [id]="for() + '-error'"><svg icon="alert"></svg>{{ text }}</p>
    }
  `,
  // Nothing to say: no gap in the field's grid either.
  styles: ':host:empty { display: none; }',
})
export class FieldError {
  /** The id of the input. */
  readonly for = input.required<string>();
  readonly field = input.required<Fallible>();
  protected readonly message = computed(() => {
    const { touched, errors } = this.field();
    return touched() ? errors()[0]?.message : undefined;
  });
}
