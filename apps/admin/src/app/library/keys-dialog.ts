import { Component, output } from '@angular/core';
import { Dialog } from '../ui/dialog';
import { KeyList, type Keys } from '../ui/key-list';

const KEYS: Keys = [
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
  imports: [Dialog, KeyList],
  template: `
    <app-dialog heading="Keys" (closed)="closed.emit()">
      <app-key-list [keys]="keys" />
    </app-dialog>
  `,
})
export class KeysDialog {
  readonly closed = output();
  protected readonly keys = KEYS;
}
