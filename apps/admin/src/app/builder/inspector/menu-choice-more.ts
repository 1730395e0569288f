import { Component, computed, inject, input, output } from '@angular/core';
import type { Hotspot, MenuChoice } from '@calldocker/flow-engine';
import type { IconName } from '../../ui/icon';
import { ChoiceField, type ChoiceOption } from './choice-field';
import { Inspected } from './inspected';
import { IssueLines } from './issue-lines';
import { NumberField } from './number-field';
import { TextField } from './text-field';
import { Tick } from './tick';

export interface ChoiceEdit {
  edit: Partial<MenuChoice>;
  /** Set while something is typed. */
  field: string | null;
}

const NO_ICON = '';
/** Symbols that mean something to a visitor. */
const ICONS: readonly ChoiceOption<IconName | typeof NO_ICON>[] = [
  { value: NO_ICON, label: 'None' },
  { value: 'package', label: 'Parcel' },
  { value: 'hours', label: 'Clock' },
  { value: 'wrench', label: 'Wrench' },
  { value: 'battery', label: 'Battery' },
  { value: 'phone', label: 'Telephone' },
  { value: 'callback', label: 'Call back' },
  { value: 'chat', label: 'Chat' },
  { value: 'mail', label: 'Letter' },
  { value: 'user', label: 'Person' },
  { value: 'headset', label: 'Headset' },
  { value: 'faq', label: 'Question' },
  { value: 'info', label: 'Information' },
  { value: 'globe', label: 'Globe' },
  { value: 'target', label: 'Place' },
  { value: 'film', label: 'Film' },
  { value: 'lock', label: 'Lock' },
];
const SIDES: readonly { side: keyof Hotspot; label: string }[] = [
  { side: 'x', label: 'From the left' },
  { side: 'y', label: 'From the top' },
  { side: 'width', label: 'Width' },
  { side: 'height', label: 'Height' },
];
const MIDDLE: Hotspot = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };

/** What a choice may have beside its label: a second line, an icon, words to say, a place on the picture. */
@Component({
  selector: 'app-menu-choice-more',
  imports: [ChoiceField, IssueLines, NumberField, TextField, Tick],
  host: { role: 'group' },
  template: `
    <app-text-field
      label="Second line"
      [path]="path() + '.hint'"
      [values]="choice().hint"
      (changed)="changed.emit({ edit: { hint: $event }, field: 'hint' })"
    />
    <app-text-field
      label="Visitors may also say"
      hint="parcel, delivery, where is it"
      [path]="path() + '.phrases'"
      [values]="choice().phrases"
      (changed)="changed.emit({ edit: { phrases: $event }, field: 'phrases' })"
    />
    <app-choice-field
      label="Icon"
      [path]="path() + '.icon'"
      [options]="icons()"
      [value]="choice().icon ?? ''"
      (changed)="changed.emit({ edit: { icon: $event || undefined }, field: null })"
    />
    <app-tick label="Can be touched on the picture" [value]="!!choice().hotspot" (changed)="place($event)" />
    @if (choice().hotspot; as hotspot) {
      <div class="sides">
        @for (one of sides; track one.side) {
          <app-number-field
            unit="%"
            [label]="one.label"
            [path]="path() + '.hotspot.' + one.side"
            [max]="100"
            [value]="percent(hotspot[one.side])"
            (changed)="move(hotspot, one.side, $event)"
          />
        }
      </div>
      <app-issue-lines [issues]="inspected.at(path() + '.hotspot')" />
    }
    <button type="button" class="btn bare" (click)="closed.emit()">Done</button>
  `,
  styles: `
    :host {
      display: grid;
      gap: 10px;
      padding: 10px;
      border-radius: var(--r-m);
      background: var(--sunken);
    }
    .sides {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 8px;
    }
    .btn {
      justify-self: end;
    }
  `,
})
export class MenuChoiceMore {
  protected readonly inspected = inject(Inspected);
  protected readonly sides = SIDES;

  readonly choice = input.required<MenuChoice>();
  /** Of the choice within the node, as issues name it. */
  readonly path = input.required<string>();
  readonly changed = output<ChoiceEdit>();
  readonly closed = output();

  protected readonly icons = computed<readonly ChoiceOption<string>[]>(() => {
    const icon = this.choice().icon;
    const known = !icon || ICONS.some(({ value }) => value === icon);
    return known ? ICONS : [...ICONS, { value: icon, label: icon }];
  });

  protected percent(share: number): number {
    return Math.round(share * 100);
  }

  protected place(on: boolean): void {
    this.changed.emit({ edit: { hotspot: on ? MIDDLE : undefined }, field: null });
  }

  /** What would reach beyond the picture is cut at its edge. */
  protected move(hotspot: Hotspot, side: keyof Hotspot, percent = 0): void {
    const moved = { ...hotspot, [side]: percent / 100 };
    const width = Math.min(moved.width, rounded(1 - moved.x));
    const height = Math.min(moved.height, rounded(1 - moved.y));
    this.changed.emit({ edit: { hotspot: { ...moved, width, height } }, field: `hotspot ${side}` });
  }
}

function rounded(share: number): number {
  return Math.round(share * 100) / 100;
}
