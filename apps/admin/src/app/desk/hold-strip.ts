import { Component, DestroyRef, computed, inject, input, output, signal } from '@angular/core';
import { clock } from '../ui/format';
import { Icon } from '../ui/icon';

const TICK_MS = 1_000;

/** That the visitor is on hold, for how long, and the way back. */
@Component({
  selector: 'app-hold-strip',
  imports: [Icon],
  template: `
    <p>
      <svg icon="pause"></svg>
      <span role="status"><b>On hold.</b> {{ name() }} was told that you’ll be right back.</span>
    </p>
    <span class="num" aria-hidden="true">{{ lasted() }}</span>
    <button type="button" class="btn primary" (click)="back.emit()">Resume<kbd aria-hidden="true">H</kbd></button>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 12px;
      margin: 12px 16px 0;
      padding: 10px 14px;
      border-radius: var(--r-l);
      background: var(--warn-soft);
    }
    p {
      flex: 1 1 220px;
      display: flex;
      align-items: center;
      gap: 8px;
    }
    svg {
      flex: none;
      color: var(--warn);
    }
  `,
})
export class HoldStrip {
  readonly since = input.required<string>();
  readonly name = input.required<string>();
  readonly back = output();
  private readonly now = signal(Date.now());
  protected readonly lasted = computed(() => clock(Math.max(0, this.now() - Date.parse(this.since())) / 1000));

  constructor() {
    const tick = setInterval(() => this.now.set(Date.now()), TICK_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(tick));
  }
}
