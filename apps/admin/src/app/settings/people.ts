import { Component, computed, inject, signal } from '@angular/core';
import { FormField, FormRoot, email, form, required, type TreeValidationResult } from '@angular/forms/signals';
import { Api } from '../api/api';
import { asProblem } from '../api/problem';
import { Session } from '../api/session';
import type { CompanyRole, User } from '../api/types';
import { Ago } from '../ui/ago';
import { Confirm } from '../ui/confirm';
import { Dialog } from '../ui/dialog';
import { EmptyState } from '../ui/empty-state';
import { FieldError, FieldState } from '../ui/field';
import { Icon } from '../ui/icon';
import { LoadMore } from '../ui/load-more';
import { LoadProblem } from '../ui/load-problem';
import { PagedList } from '../ui/paged-list';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toasts';
import { COMPANY_ROLES, roleDuty, roleName } from './roles';

@Component({
  selector: 'app-people',
  imports: [
    Ago,
    Dialog,
    EmptyState,
    FieldError,
    FieldState,
    FormField,
    FormRoot,
    Icon,
    LoadMore,
    LoadProblem,
    Skeleton,
  ],
  templateUrl: './people.html',
  styles: `
    .role {
      width: auto;
      min-width: 148px;
    }
    fieldset {
      display: grid;
      gap: 2px;
    }
    legend {
      padding: 0 0 6px;
    }
    .choice {
      display: flex;
      gap: 10px;
      padding: 8px 10px;
      border-radius: var(--r-m);
      cursor: pointer;
    }
    .choice:has(:checked) {
      background: var(--accent-soft);
    }
    .choice input {
      width: 16px;
      height: 16px;
      margin-top: 2px;
      accent-color: var(--accent);
    }
    .choice b {
      display: block;
      font-weight: 560;
      font-size: var(--t-13);
    }
  `,
})
export class People {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly confirm = inject(Confirm);
  private readonly toasts = inject(Toasts);
  protected readonly roles = COMPANY_ROLES;
  protected readonly roleName = roleName;
  protected readonly roleDuty = roleDuty;
  protected readonly myId = computed(() => this.session.me()?.userId);
  protected readonly mayWrite = computed(() => this.session.can('users:write'));
  protected readonly inviting = signal(false);
  protected readonly list = new PagedList<User>((cursor, signal) => this.api.listUsers({ cursor }, signal));

  private readonly draft = signal<{ email: string; role: CompanyRole }>({ email: '', role: 'editor' });
  protected readonly form = form(
    this.draft,
    (path) => {
      required(path.email, { message: 'Type their e-mail address.' });
      email(path.email, { message: 'An e-mail address looks like name@company.com.' });
    },
    { submission: { action: () => this.invite() } },
  );

  constructor() {
    void this.list.load();
  }

  protected open(): void {
    this.form().reset({ email: '', role: 'editor' });
    this.inviting.set(true);
  }

  protected async changeRole(user: User, select: HTMLSelectElement): Promise<void> {
    const role = this.roles.find((one) => one === select.value);
    if (!role || role === user.role) return;
    const before = user.role;
    const done = await this.toasts.try(() => this.give(user.id, role));
    if (!done) select.value = before;
    else
      this.toasts.say(`${user.name || user.email} is now ${roleName(role).toLowerCase()}.`, {
        label: 'Undo',
        run: () => this.undoRole(user.id, before),
      });
  }

  protected async remove(user: User): Promise<void> {
    const who = user.name || user.email;
    const invited = user.status === 'invited';
    const yes = await this.confirm.ask({
      heading: invited ? `Withdraw the invitation of ${who}?` : `Remove ${who}?`,
      body: invited
        ? 'The link in their mail stops working. You can invite them again.'
        : 'They are signed out of this company at once. What they made stays.',
      action: invited ? 'Withdraw' : 'Remove',
      danger: true,
    });
    if (yes && (await this.toasts.try(() => this.api.removeUser(user.id)))) {
      this.list.remove(user.id);
      this.toasts.say(invited ? 'The invitation is withdrawn.' : `${who} is removed.`);
    }
  }

  private async give(id: string, role: CompanyRole): Promise<void> {
    this.list.put(await this.api.updateUser(id, { role }));
  }

  private undoRole(id: string, role: CompanyRole): void {
    void this.toasts.try(() => this.give(id, role));
  }

  private async invite(): Promise<TreeValidationResult> {
    const { email, role } = this.draft();
    try {
      this.list.put(await this.api.inviteUser(email.trim(), role));
      this.inviting.set(false);
      this.toasts.say(`A link is on its way to ${email.trim()}.`);
      return undefined;
    } catch (caught) {
      return { kind: 'refused', message: asProblem(caught).sentence, fieldTree: this.form.email };
    }
  }
}
