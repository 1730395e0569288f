import { Component, inject, input, output } from '@angular/core';
import type { Hotspot } from '@calldocker/flow-engine';
import { Inspected } from '../inspected';
import { IssueLines } from '../issue-lines';
import { NumberField } from '../number-field';
import { percentOf, rounded } from './hotspot-shape';

export interface HotspotEdit {
  hotspot: Hotspot;
  field: string;
}

const SIDES: readonly { side: keyof Hotspot; label: string }[] = [
  { side: 'x', label: 'From the left' },
  { side: 'y', label: 'From the top' },
  { side: 'width', label: 'Width' },
  { side: 'height', label: 'Height' },
];

/** A place on the picture as numbers: the equal of drawing it. */
@Component({
  selector: 'app-hotspot-numbers',
  imports: [IssueLines, NumberField],
  template: `
    @for (one of sides; track one.side) {
      <app-number-field
        unit="%"
        [label]="one.label"
        [path]="path() + '.' + one.side"
        [max]="100"
        [value]="percentOf(hotspot()[one.side])"
        (changed)="write(one.side, $event)"
      />
    }
    <app-issue-lines [issues]="inspected.at(path())" />
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 8px;
    }
    app-issue-lines {
      grid-column: 1 / -1;
    }
  `,
})
export class HotspotNumbers {
  protected readonly inspected = inject(Inspected);
  protected readonly sides = SIDES;
  protected readonly percentOf = percentOf;

  readonly hotspot = input.required<Hotspot>();
  /** `choices.0.hotspot`, as issues name it. */
  readonly path = input.required<string>();
  readonly changed = output<HotspotEdit>();

  /** What would reach beyond the picture is cut at its edge. */
  protected write(side: keyof Hotspot, percent = 0): void {
    const moved = { ...this.hotspot(), [side]: percent / 100 };
    const width = Math.min(moved.width, rounded(1 - moved.x));
    const height = Math.min(moved.height, rounded(1 - moved.y));
    this.changed.emit({ hotspot: { ...moved, width, height }, field: `hotspot ${side}` });
  }
}
