import { Component, computed, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { Session } from '../api/session';

/** The wallboard, and the talks behind its figures. */
@Component({
  selector: 'app-queues-nav',
  imports: [RouterLink, RouterLinkActive],
  template: `
    @if (maySupervise()) {
      <nav class="seg" aria-label="Queues and talks">
        <a
          routerLink="/queues"
          routerLinkActive
          [routerLinkActiveOptions]="{ exact: true }"
          ariaCurrentWhenActive="page"
          >Queues</a
        >
        <a routerLink="/queues/talks" routerLinkActive ariaCurrentWhenActive="page">Live talks</a>
      </nav>
    }
  `,
  styles: `
    .seg {
      margin-bottom: var(--s4);
    }
  `,
})
export class QueuesNav {
  private readonly session = inject(Session);
  protected readonly maySupervise = computed(() => this.session.can('desk:supervise'));
}
