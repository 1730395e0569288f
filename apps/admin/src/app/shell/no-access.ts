import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Session } from '../api/session';
import { roleName } from '../settings/roles';
import { EmptyState } from '../ui/empty-state';

@Component({
  selector: 'app-no-access',
  imports: [EmptyState, RouterLink],
  template: `
    <header class="head"><h1>Not for your role</h1></header>
    <app-empty-state heading="Your role does not open this page" [text]="text">
      <a class="btn" routerLink="/">Go to the start</a>
    </app-empty-state>
  `,
})
export class NoAccess {
  private readonly role = inject(Session).me()?.role;
  protected readonly text = this.role
    ? `Your role here is ${roleName(this.role).toLowerCase()}. A company admin can change that.`
    : 'A company admin can change that.';
}
