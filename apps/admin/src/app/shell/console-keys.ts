import { Component, output } from '@angular/core';
import { Dialog } from '../ui/dialog';

const KEYS: readonly (readonly [string, string])[] = [
  ['Ctrl + K', 'Go to or do anything by its name'],
  ['Tab, Shift + Tab', 'To the next thing, and back'],
  ['Enter, Space', 'Press it'],
  ['Esc', 'Close what is open, leave a field'],
  ['Arrows', 'Within menus, lists and tabs'],
  ['Alt + ↑ ↓', 'Put a row of a form earlier or later'],
  ['?', 'The keys of the page: the builder and the library have more'],
];

/** The keys that hold everywhere; pages with more show their own. */
@Component({
  selector: 'app-console-keys',
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
      grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
      gap: 12px;
      align-items: center;
      min-height: 36px;
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
export class ConsoleKeys {
  readonly closed = output();
  protected readonly keys = KEYS;
}
