import { Component, input, output } from '@angular/core';
import { LIMITS } from '@calldocker/flow-engine';
import { NumberField } from './number-field';

/** How long a question waits for its answer, and how often it is put again. */
@Component({
  selector: 'app-tries',
  imports: [NumberField],
  host: { class: 'pair' },
  template: `
    <app-number-field
      label="Waits"
      path="timeoutSeconds"
      unit="s"
      [min]="1"
      [max]="limits.timeoutSeconds"
      [value]="node().timeoutSeconds"
      (changed)="waits.emit($event)"
    />
    <app-number-field
      label="Further tries"
      path="retries"
      [max]="limits.retries"
      [value]="node().retries"
      (changed)="again.emit($event)"
    />
  `,
})
export class Tries {
  protected readonly limits = LIMITS;
  readonly node = input.required<{ timeoutSeconds: number; retries: number }>();
  readonly waits = output<number | undefined>();
  readonly again = output<number | undefined>();
}
