import { Component, input } from '@angular/core';

/** Keys as one presses them, each with what it does. */
export type Keys = readonly (readonly [pressed: string, does: string])[];

@Component({
  selector: 'app-key-list',
  template: `
    <dl>
      @for (key of keys(); track key[0]) {
        <div>
          <dt>
            <kbd>{{ key[0] }}</kbd>
          </dt>
          <dd>{{ key[1] }}</dd>
        </div>
      }
    </dl>
  `,
  styles: `
    div {
      display: grid;
      grid-template-columns: minmax(0, 5fr) minmax(0, 6fr);
      gap: 12px;
      align-items: center;
      min-height: 32px;
      font-size: var(--t-13);
    }
    div + div {
      border-top: 1px solid var(--line);
    }
    kbd {
      display: inline-block;
      height: auto;
      font: inherit;
      font-size: var(--t-12);
      font-weight: 600;
      line-height: 1.5;
    }
  `,
})
export class KeyList {
  readonly keys = input.required<Keys>();
}
