import { Component, output } from '@angular/core';
import { Dialog } from '../ui/dialog';

const KEYS: readonly (readonly [string, string])[] = [
  ['Arrows, Home, End', 'From piece to piece'],
  ['Enter', 'Details and preview'],
  ['Space', 'Choose it, or let it go'],
  ['Shift + Space or arrow', 'Choose all between'],
  ['Ctrl + A', 'Choose all'],
  ['Esc', 'Choose none'],
  ['F2', 'Rename'],
  ['Delete', 'Delete what is chosen'],
  ['Menu key, Shift + F10', 'What else one can do'],
  ['/', 'Search'],
  ['Ctrl + K', 'Anything by its name'],
  ['?', 'These keys'],
];

@Component({
  selector: 'app-keys-dialog',
  imports: [Dialog],
  template: `
    <app-dialog heading="Keys" (closed)="closed.emit()">
      <dl>
        @for (key of keys; track key[0]) {
          <div>
            <dt>
              <kbd>{{ key[0] }}</kbd>
            </dt>
            <dd>{{ key[1] }}</dd>
          </div>
        }
      </dl>
    </app-dialog>
  `,
  styles: `
    div {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: 12px;
      align-items: center;
      min-height: 32px;
    }
    div + div {
      border-top: 1px solid var(--line);
    }
    kbd {
      display: inline-block;
      height: auto;
      font: inherit;
      font-weight: 600;
      line-height: 1.5;
    }
  `,
})
export class KeysDialog {
  readonly closed = output();
  protected readonly keys = KEYS;
}
