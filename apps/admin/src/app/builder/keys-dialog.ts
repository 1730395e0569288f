import { Component, output } from '@angular/core';
import { Dialog } from '../ui/dialog';
import { KeyList, type Keys } from '../ui/key-list';

const KEYS: readonly { about: string; keys: Keys }[] = [
  {
    about: 'Going about',
    keys: [
      ['Arrows', 'Along the exits, from node to node'],
      ['Tab', 'To the exits of the node, and on'],
      ['Ctrl + F, /', 'Find a node by name, kind or text'],
      ['.', 'The next thing to fix'],
      ['Ctrl + K', 'Anything by its name'],
      ['F', 'See all of the flow'],
      ['+ − 0', 'Nearer, farther, as large as life'],
    ],
  },
  {
    about: 'Building',
    keys: [
      ['N', 'A new node'],
      ['I', 'Insert a node after this one, or in this wire'],
      ['C', 'Connect an exit, or lead a wire elsewhere'],
      ['S', 'On an exit or a wire: move its start to another exit'],
      ['Enter', 'Settings of the node; the text of a comment'],
      ['M', 'A comment'],
      ['G', 'A group around what is selected'],
      ['Pull a wire', 'Its end or its beginning, to somewhere else'],
      ['Delete', 'Delete, a chain stays joined; on an exit, disconnect'],
      ['Ctrl + Z, Ctrl + Shift + Z', 'Undo, redo'],
    ],
  },
  {
    about: 'Several at once',
    keys: [
      ['Shift + drag, or a pen', 'A frame around nodes'],
      ['Shift + click, Ctrl + Space', 'One more, or one less'],
      ['Ctrl + arrows', 'Go on and keep what is selected'],
      ['Ctrl + A, Esc', 'All, none'],
      ['Ctrl + C, X, V', 'Copy, cut, paste: into other flows too'],
      ['Ctrl + D', 'Duplicate'],
    ],
  },
  {
    about: 'In place',
    keys: [
      ['Shift + arrows', 'Move what is selected'],
      ['L', 'Lay out what is selected, or everything'],
      ['Alt + Shift + arrows', 'In line: left, right, top, bottom'],
      ['Alt + Shift + H, V', 'In line by their middles'],
      ['Alt + Shift + X, Y', 'Space out across, down'],
      ['Alt + ↑ ↓', 'In the outline: put a choice earlier or later'],
      ['Menu key, Shift + F10', 'All one can do here'],
    ],
  },
];

@Component({
  selector: 'app-builder-keys',
  imports: [Dialog, KeyList],
  template: `
    <app-dialog heading="Keys" [wide]="true" (closed)="closed.emit()">
      <div class="columns">
        @for (part of parts; track part.about) {
          <section>
            <h3>{{ part.about }}</h3>
            <app-key-list [keys]="part.keys" />
          </section>
        }
      </div>
    </app-dialog>
  `,
  styles: `
    .columns {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(300px, 1fr));
      gap: 20px 32px;
    }
    h3 {
      padding-bottom: 4px;
      font-size: var(--t-13);
    }
  `,
})
export class BuilderKeys {
  readonly closed = output();
  protected readonly parts = KEYS;
}
