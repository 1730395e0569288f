import { Component, output } from '@angular/core';
import { Dialog } from '../ui/dialog';
import { KeyList, type Keys } from '../ui/key-list';

const KEYS: Keys = [
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
  imports: [Dialog, KeyList],
  template: `
    <app-dialog heading="Keys" (closed)="closed.emit()">
      <app-key-list [keys]="keys" />
    </app-dialog>
  `,
})
export class ConsoleKeys {
  readonly closed = output();
  protected readonly keys = KEYS;
}
