import { Component } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';

/** Sessions and the callbacks asked for in them, as two tabs of one place. */
@Component({
  selector: 'app-visits-nav',
  imports: [RouterLink, RouterLinkActive],
  template: `
    <nav class="seg" aria-label="Visits">
      <a
        routerLink="/sessions"
        routerLinkActive
        [routerLinkActiveOptions]="{ exact: true }"
        ariaCurrentWhenActive="page"
        >Sessions</a
      >
      <a routerLink="/sessions/callbacks" routerLinkActive ariaCurrentWhenActive="page">Callbacks</a>
    </nav>
  `,
  styles: `
    .seg {
      margin-bottom: var(--s4);
    }
  `,
})
export class VisitsNav {}
