import { CdkMenu, CdkMenuItem, CdkMenuItemRadio, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, computed, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Session } from '../api/session';
import { Icon } from '../ui/icon';
import { Toasts } from '../ui/toasts';
import { homeOf } from './home';

/** The company one acts in. With a choice it opens a menu; with one company it is only a sign. */
@Component({
  selector: 'app-company-switcher',
  imports: [CdkMenu, CdkMenuItem, CdkMenuItemRadio, CdkMenuTrigger, Icon, RouterLink],
  template: `
    @if (company(); as now) {
      @if (hasChoice()) {
        <button
          type="button"
          class="company"
          [cdkMenuTriggerFor]="menu"
          [attr.aria-label]="'Company: ' + now.name + '. Change company'"
        >
          <i aria-hidden="true">{{ now.name.charAt(0) }}</i><span class="name">{{ now.name }}</span
          ><svg icon="down"></svg>
        </button>
      } @else {
        <p class="company">
          <i aria-hidden="true">{{ now.name.charAt(0) }}</i><span class="name">{{ now.name }}</span>
        </p>
      }
    } @else if (hasChoice()) {
      <a class="company" [routerLink]="globalAdmin() ? '/companies' : '/choose-company'"
        ><span class="name">Choose a company</span></a
      >
    }
    <ng-template #menu>
      <div class="menu-sheet" cdkMenu aria-label="Companies">
        @for (one of session.me()?.companies; track one.id) {
          <button
            type="button"
            class="menu-row"
            cdkMenuItemRadio
            [cdkMenuItemChecked]="one.id === company()?.id"
            (cdkMenuItemTriggered)="enter(one.id)"
          >
            <svg icon="check"></svg>{{ one.name }}
          </button>
        }
        @if (globalAdmin()) {
          <a class="menu-row" cdkMenuItem routerLink="/companies"><svg icon="globe"></svg>All companies</a>
        }
      </div>
    </ng-template>
  `,
  styles: `
    :host {
      min-width: 0;
    }
    .company {
      color: inherit;
      text-decoration: none;
      max-width: 100%;
      text-align: start;
    }
    .company i {
      flex: none;
    }
    .name {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    @media (max-width: 860px) {
      :host {
        margin-left: auto;
        max-width: 46vw;
      }
      .company {
        min-height: 40px;
      }
    }
  `,
})
export class CompanySwitcher {
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  protected readonly session = inject(Session);
  protected readonly company = this.session.company;
  protected readonly globalAdmin = computed(() => this.session.me()?.globalAdmin ?? false);
  protected readonly hasChoice = computed(() => this.globalAdmin() || (this.session.me()?.companies.length ?? 0) > 1);

  protected async enter(id: string): Promise<void> {
    if (id === this.company()?.id) return;
    const entered = await this.toasts.try(() => this.session.enterCompany(id));
    // Away from a page that shows the other company's things.
    if (entered) await this.router.navigateByUrl('/account', { skipLocationChange: true });
    if (entered) await this.router.navigateByUrl(homeOf(this.session));
  }
}
