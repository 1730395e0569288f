import { Component, DestroyRef, computed, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { clock } from '../ui/format';
import { Icon } from '../ui/icon';
import { Desk } from './desk';
import { calledOf, channelOf } from './visitor-words';

const TICK_MS = 250;

/** A visitor who is offered to the agent, on whatever page they are, with the time that is left to take them. */
@Component({
  selector: 'app-offer-host',
  imports: [Icon],
  template: `
    @if (desk.offer(); as offer) {
      <section class="offer" role="alertdialog" aria-labelledby="offer-title" aria-describedby="offer-about">
        <span class="ch"><svg [icon]="channelOf(offer.channel).icon"></svg></span>
        <div>
          <h2 id="offer-title">{{ calledOf(offer) }}</h2>
          <p id="offer-about">
            {{ offer.queueTitle }} · waited {{ clock(waited()) }} · {{ offer.language.toUpperCase() }}
          </p>
        </div>
        <p class="left num" aria-hidden="true">{{ left() }} s</p>
        <div class="acts">
          <button type="button" class="btn primary" [disabled]="desk.busy()" (click)="accept(offer.id)">
            Accept<kbd aria-hidden="true">A</kbd>
          </button>
          <button type="button" class="btn" [disabled]="desk.busy()" (click)="desk.decline(offer.id)">
            Decline<kbd aria-hidden="true">D</kbd>
          </button>
        </div>
        <progress [max]="span()" [value]="left()" aria-hidden="true"></progress>
      </section>
    }
  `,
  styles: `
    .offer {
      position: fixed;
      inset-block-end: 16px;
      inset-inline-end: 16px;
      z-index: 20;
      display: grid;
      grid-template-columns: auto minmax(0, 1fr) auto;
      gap: 12px;
      align-items: center;
      width: 308px;
      padding: 16px;
      overflow: hidden;
      border: 1px solid var(--accent);
      border-radius: var(--r-l);
      background: var(--raised);
      box-shadow: var(--shadow-3);
    }
    .ch {
      display: grid;
      place-items: center;
      width: 36px;
      height: 36px;
      border-radius: 12px;
      background: var(--accent-soft);
      color: var(--accent);
    }
    h2 {
      font-size: var(--t-16);
    }
    p {
      font-size: var(--t-12);
      color: var(--ink-2);
    }
    .left {
      font-size: var(--t-16);
      font-weight: 600;
      color: var(--ink);
    }
    .acts {
      grid-column: 1 / -1;
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 8px;
    }
    .acts .btn {
      min-height: 40px;
    }
    /* On a phone the foot is where one writes. */
    @media (max-width: 860px) {
      .offer {
        inset-block: 16px auto;
        width: calc(100vw - 32px);
      }
    }
    progress {
      position: absolute;
      inset: auto 0 0;
      width: 100%;
      height: 3px;
      border: 0;
      appearance: none;
      background: var(--line);
    }
    progress::-webkit-progress-bar {
      background: var(--line);
    }
    progress::-webkit-progress-value {
      background: var(--accent);
    }
    progress::-moz-progress-bar {
      background: var(--accent);
    }
  `,
})
export class OfferHost {
  private readonly router = inject(Router);
  protected readonly desk = inject(Desk);
  protected readonly calledOf = calledOf;
  protected readonly channelOf = channelOf;
  protected readonly clock = clock;
  private readonly now = signal(Date.now());
  /** The longest that was seen to be left of the offer. */
  private readonly spans = new Map<string, number>();

  protected readonly left = computed(() => {
    const until = this.desk.offer()?.offerExpiresAt;
    return until ? Math.max(0, Math.ceil((Date.parse(until) - this.now()) / 1000)) : 0;
  });
  protected readonly span = computed(() => {
    const id = this.desk.offer()?.id ?? '';
    const span = Math.max(this.spans.get(id) ?? 1, this.left());
    this.spans.set(id, span);
    return span;
  });
  protected readonly waited = computed(() => {
    const since = this.desk.offer()?.joinedAt;
    return since ? (this.now() - Date.parse(since)) / 1000 : 0;
  });

  constructor() {
    this.desk.start();
    const tick = setInterval(() => this.now.set(Date.now()), TICK_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(tick));
  }

  protected async accept(id: string): Promise<void> {
    if (await this.desk.accept(id)) await this.router.navigateByUrl('/desk');
  }
}
