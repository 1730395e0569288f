import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { EmptyState } from '../ui/empty-state';

@Component({
  selector: 'app-not-found',
  imports: [EmptyState, RouterLink],
  template: `
    <header class="head"><h1>Not found</h1></header>
    <app-empty-state heading="There is nothing at this address" text="It was removed, or the link is cut short.">
      <a class="btn" routerLink="/">Go to the start</a>
    </app-empty-state>
  `,
})
export class NotFound {}
