import { Component } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';

/** Articles, and the mails that visits led to, as two tabs of one place. */
@Component({
  selector: 'app-help-nav',
  imports: [RouterLink, RouterLinkActive],
  template: `
    <nav class="seg" aria-label="Help">
      <a routerLink="/help" routerLinkActive [routerLinkActiveOptions]="{ exact: true }" ariaCurrentWhenActive="page"
        >Articles</a
      >
      <a routerLink="/help/mails" routerLinkActive ariaCurrentWhenActive="page">E-mail</a>
    </nav>
  `,
  styles: `
    .seg {
      margin-bottom: var(--s4);
    }
  `,
})
export class HelpNav {}
