import { Component, computed, input, output } from '@angular/core';
import { type ColourName, RULES, faultOf } from '@calldocker/look/brand';
import { Icon } from '../ui/icon';

/** One colour that a company may choose: how it reads where it stands, and the nearest one that does. */
@Component({
  selector: 'app-colour-field',
  imports: [Icon],
  host: { class: 'field' },
  template: `
    <label [for]="name()">{{ label() }}</label>
    <div class="row">
      <input
        #swatch
        type="color"
        [attr.aria-label]="'Pick: ' + label()"
        [value]="shown()"
        (input)="changed.emit(swatch.value)"
      />
      <input
        #box
        class="input num"
        spellcheck="false"
        autocomplete="off"
        [id]="name()"
        [placeholder]="plain()"
        [value]="value() ?? ''"
        [attr.aria-invalid]="wrong() ? 'true' : null"
        [attr.aria-describedby]="wrong() ? name() + '-error' : null"
        (input)="changed.emit(box.value.trim().toLowerCase() || undefined)"
      />
      @if (value() && !wrong()) {
        <span class="tag good"><svg icon="check"></svg>readable</span>
      }
      @if (value()) {
        <button
          type="button"
          class="btn bare"
          [attr.aria-label]="'As it was: ' + label()"
          (click)="changed.emit(undefined)"
        >
          As it was
        </button>
      }
    </div>
    @if (wrong(); as message) {
      <p class="error" [id]="name() + '-error'">
        <svg icon="alert"></svg><span>{{ message }}</span>
        @if (fault(); as fault) {
          <button type="button" class="btn" (click)="changed.emit(fault.suggestion)">Use {{ fault.suggestion }}</button>
        }
      </p>
    }
  `,
  styles: `
    .row {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      align-items: center;
    }
    .row .input {
      width: 112px;
    }
    input[type='color'] {
      width: 44px;
      height: 36px;
      padding: 2px;
      border: 1px solid var(--line-2);
      border-radius: var(--r-m);
      background: var(--surface);
      cursor: pointer;
    }
    .error {
      align-items: center;
      flex-wrap: wrap;
    }
    .error span {
      flex: 1 1 220px;
    }
  `,
})
export class ColourField {
  readonly name = input.required<ColourName>();
  readonly label = input.required<string>();
  readonly value = input.required<string | undefined>();
  /** Nothing: as it is without a choice. */
  readonly changed = output<string | undefined>();

  protected readonly plain = computed(() => RULES[this.name()].plain);
  protected readonly shown = computed(() => (isColour(this.value()) ? this.value() : this.plain()));
  protected readonly fault = computed(() => {
    const value = this.value();
    return isColour(value) ? faultOf(this.name(), value) : null;
  });
  protected readonly wrong = computed(() => wrongOf(this.name(), this.value()));
}

/** What to say about what was typed; null: nothing. */
export function wrongOf(name: ColourName, value: string | undefined): string | null {
  if (value === undefined) return null;
  if (!isColour(value)) return 'A colour is # and six digits, #f3b25a for example.';
  return faultOf(name, value)?.message ?? null;
}

const isColour = (value: string | undefined): value is string => /^#[0-9a-f]{6}$/.test(value ?? '');
