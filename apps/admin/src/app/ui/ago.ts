import { Component, Service, computed, inject, input, signal } from '@angular/core';
import { ago, moment } from './format';

const TICK_MS = 20_000;

/** One clock for every relative time on the page. */
@Service()
export class Clock {
  private readonly time = signal(Date.now());
  readonly now = this.time.asReadonly();

  constructor() {
    setInterval(() => this.time.set(Date.now()), TICK_MS);
  }
}

/** A moment as `2 min ago`, the exact time in its tooltip. */
@Component({
  selector: 'app-ago',
  template: '<time [attr.datetime]="at()" [title]="exact()">{{ words() }}</time>',
})
export class Ago {
  private readonly clock = inject(Clock);
  readonly at = input.required<string>();
  protected readonly words = computed(() => ago(this.at(), Math.max(this.clock.now(), Date.now())));
  protected readonly exact = computed(() => moment(this.at()));
}
