import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Surroundings } from '../draft/surroundings';
import { ChoiceField, type ChoiceOption } from './choice-field';

/** One of the company's queues, by name. */
@Component({
  selector: 'app-queue-field',
  imports: [ChoiceField, RouterLink],
  host: { class: 'field' },
  template: `
    <app-choice-field
      path="queue"
      [label]="label()"
      [options]="options()"
      [value]="value()"
      (changed)="changed.emit($event)"
    />
    <a class="small" routerLink="/queues" target="_blank">Make or change queues</a>
  `,
  styles: `
    a {
      justify-self: start;
    }
  `,
})
export class QueueField {
  private readonly surroundings = inject(Surroundings);

  readonly label = input.required<string>();
  readonly value = input.required<string>();
  /** What it means that none is named. */
  readonly none = input.required<string>();
  readonly changed = output<string>();

  protected readonly options = computed<ChoiceOption<string>[]>(() => {
    const queues = this.surroundings.queues();
    const named = this.value();
    const known = queues.some(({ name }) => name === named);
    return [
      { value: '', label: this.none() },
      ...(named === '' || known ? [] : [{ value: named, label: named }]),
      ...queues.map(({ name, title }) => ({ value: name, label: title === name ? name : `${title} (${name})` })),
    ];
  });
}
