import { Component, input, output } from '@angular/core';
import type { Background, Localized, MediaReference } from '@calldocker/flow-engine';
import { MediaField } from './media-field';
import { NumberField } from './number-field';

/** Loud enough to be heard, and no match for a voice. */
const FIRST_VOLUME = 40;

/** What sounds beneath the whole flow. */
@Component({
  selector: 'app-background-field',
  imports: [MediaField, NumberField],
  template: `
    <app-media-field
      label="Background sound"
      path="background.media"
      [kinds]="['audio', 'video']"
      [values]="value()?.media"
      (changed)="choose($event)"
    />
    @if (value(); as sound) {
      <app-number-field
        label="Its volume"
        path="background.volume"
        unit="%"
        [min]="1"
        [max]="100"
        [value]="sound.volume"
        (changed)="$event !== undefined && changed.emit({ media: sound.media, volume: $event })"
      />
    }
    <p class="small">Plays again and again, and quieter while the host speaks. A node can be without it.</p>
  `,
  styles: `
    :host {
      display: grid;
      gap: 10px;
    }
  `,
})
export class BackgroundField {
  readonly value = input.required<Background | undefined>();
  readonly changed = output<Background | undefined>();

  protected choose(media: Localized<MediaReference>): void {
    const none = Object.values(media).every(({ contentId }) => contentId === '');
    this.changed.emit(none ? undefined : { volume: FIRST_VOLUME, ...this.value(), media });
  }
}
