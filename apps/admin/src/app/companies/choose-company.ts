import { Component, computed, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { Session } from '../api/session';
import { roleName } from '../settings/roles';
import { homeOf } from '../shell/home';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { Toasts } from '../ui/toasts';

@Component({
  selector: 'app-choose-company',
  imports: [EmptyState, Icon],
  template: `
    <header class="head"><h1>Choose a company</h1></header>
    @if (companies().length) {
      <ul>
        @for (company of companies(); track company.id) {
          <li>
            <button type="button" class="card" [disabled]="entering() !== ''" (click)="enter(company.id)">
              <i aria-hidden="true">{{ company.name.charAt(0) }}</i>
              <span
                ><b>{{ company.name }}</b
                ><span class="quiet">{{ roleName(company.role) }}</span></span
              >
              <svg icon="right"></svg>
            </button>
          </li>
        }
      </ul>
    } @else {
      <app-empty-state
        heading="You are in no company yet"
        text="Ask a company’s admin to invite you to {{ email() }}. The link arrives by mail."
      />
    }
  `,
  styles: `
    ul {
      display: grid;
      gap: 12px;
      max-width: 480px;
    }
    button {
      display: flex;
      align-items: center;
      gap: 14px;
      width: 100%;
      padding: 14px 16px;
      text-align: start;
    }
    button:hover {
      border-color: var(--line-2);
    }
    i {
      width: 36px;
      height: 36px;
      border-radius: 10px;
      background: var(--accent-soft);
      color: var(--accent);
      font: 700 16px/36px var(--font);
      text-align: center;
    }
    button > span {
      display: grid;
    }
    b {
      font-size: var(--t-14);
      font-weight: 600;
    }
    .icon {
      margin-left: auto;
      color: var(--ink-3);
    }
  `,
})
export class ChooseCompany {
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  protected readonly roleName = roleName;
  protected readonly entering = signal('');
  protected readonly companies = computed(() => this.session.me()?.companies ?? []);
  protected readonly email = computed(() => this.session.me()?.email ?? 'your address');

  protected async enter(id: string): Promise<void> {
    this.entering.set(id);
    const entered = await this.toasts.try(() => this.session.enterCompany(id));
    this.entering.set('');
    if (entered) await this.router.navigateByUrl(homeOf(this.session));
  }
}
