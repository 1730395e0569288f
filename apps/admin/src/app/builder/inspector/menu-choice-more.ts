import { Component, computed, input, output } from '@angular/core';
import type { MenuChoice } from '@calldocker/flow-engine';
import type { IconName } from '../../ui/icon';
import { ChoiceField, type ChoiceOption } from './choice-field';
import { HotspotNumbers } from './hotspots/hotspot-numbers';
import { MIDDLE } from './hotspots/hotspot-shape';
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
/** What a choice may have beside its label: a second line, an icon, words to say, a place on the picture. */
@Component({
  selector: 'app-menu-choice-more',
  imports: [ChoiceField, HotspotNumbers, TextField, Tick],
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
      <app-hotspot-numbers
        [hotspot]="hotspot"
        [path]="path() + '.hotspot'"
        (changed)="changed.emit({ edit: { hotspot: $event.hotspot }, field: $event.field })"
      />
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
    .btn {
      justify-self: end;
    }
  `,
})
export class MenuChoiceMore {
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

  protected place(on: boolean): void {
    this.changed.emit({ edit: { hotspot: on ? MIDDLE : undefined }, field: null });
  }
}
