import { Component, input, signal } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { FieldError, FieldState } from '../ui/field';

/** A password field that can be read back: fewer mistakes, fewer resets. */
@Component({
  selector: 'app-password-box',
  imports: [FieldError, FieldState, FormField],
  template: `
    <div class="box">
      <input
        class="input"
        id="password"
        [type]="shown() ? 'text' : 'password'"
        [autocomplete]="autocomplete()"
        [formField]="field()"
        [describedBy]="describedBy()"
      />
      <button
        class="btn bare"
        type="button"
        [attr.aria-pressed]="shown()"
        [attr.aria-label]="shown() ? 'Hide password' : 'Show password'"
        (click)="shown.set(!shown())"
      >
        {{ shown() ? 'Hide' : 'Show' }}
      </button>
    </div>
    <app-field-error for="password" [field]="field()()" />
  `,
  styles: `
    :host {
      display: grid;
      gap: 6px;
    }
    .box {
      position: relative;
    }
    .input {
      min-height: 46px;
      font-size: var(--t-16);
      border-radius: 12px;
      padding: 0 76px 0 14px;
    }
    .btn {
      position: absolute;
      right: 5px;
      bottom: 5px;
      min-height: 36px;
      background: var(--surface);
    }
  `,
})
export class PasswordBox {
  readonly field = input.required<FieldTree<string>>();
  readonly autocomplete = input.required<'current-password' | 'new-password'>();
  readonly describedBy = input('');
  protected readonly shown = signal(false);
}
