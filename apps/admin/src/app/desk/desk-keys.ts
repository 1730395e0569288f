import { Component, output } from '@angular/core';
import { Dialog } from '../ui/dialog';
import { KeyList, type Keys } from '../ui/key-list';

const KEYS: Keys = [
  ['A, D', 'Accept or decline who is offered'],
  ['N', 'Take the next visitor'],
  ['J, K', 'To the next talk, and back'],
  ['Alt + ↑ ↓', 'The same while writing'],
  ['R', 'Write to the visitor'],
  ['Enter, Shift + Enter', 'Send, a new line'],
  ['/', 'Answers at hand, at the beginning of a message'],
  ['H', 'Put the visitor on hold, and come back'],
  ['T', 'Hand the visitor over'],
  ['Ctrl + Enter', 'In the notes: end the wrap-up'],
  ['Ctrl + K', 'Go to or do anything by its name'],
];

@Component({
  selector: 'app-desk-keys',
  imports: [Dialog, KeyList],
  template: `
    <app-dialog heading="Keys" (closed)="closed.emit()">
      <app-key-list [keys]="keys" />
    </app-dialog>
  `,
})
export class DeskKeys {
  readonly closed = output();
  protected readonly keys = KEYS;
}
