import { Component, input, output } from '@angular/core';

/** Yes or no. */
@Component({
  selector: 'app-tick',
  template: `
    <label>
      <input type="checkbox" #box [checked]="value()" (change)="changed.emit(box.checked)" />
      <span>{{ label() }}</span>
    </label>
  `,
  styles: `
    label {
      display: flex;
      align-items: center;
      gap: 9px;
      min-height: 26px;
    }
    input {
      width: 16px;
      height: 16px;
      margin: 0;
      accent-color: var(--accent);
      flex: none;
    }
  `,
})
export class Tick {
  readonly label = input.required<string>();
  readonly value = input.required<boolean>();
  readonly changed = output<boolean>();
}
