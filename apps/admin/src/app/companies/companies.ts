import { Component, inject, signal } from '@angular/core';
import { FormField, FormRoot, form, maxLength, required, type TreeValidationResult } from '@angular/forms/signals';
import { Router } from '@angular/router';
import { Api } from '../api/api';
import { asProblem } from '../api/problem';
import { Session } from '../api/session';
import type { Company } from '../api/types';
import { Ago } from '../ui/ago';
import { Dialog } from '../ui/dialog';
import { EmptyState } from '../ui/empty-state';
import { FieldError, FieldState } from '../ui/field';
import { count } from '../ui/format';
import { Icon } from '../ui/icon';
import { LoadMore } from '../ui/load-more';
import { LoadProblem } from '../ui/load-problem';
import { PagedList } from '../ui/paged-list';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toasts';
import { homeOf } from '../shell/home';
import { MediaLimitsDialog } from './media-limits-dialog';

@Component({
  selector: 'app-companies',
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
    MediaLimitsDialog,
    Skeleton,
  ],
  templateUrl: './companies.html',
  styles: `
    .ends {
      white-space: nowrap;
    }
  `,
})
export class Companies {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  protected readonly count = count;
  protected readonly current = this.session.company;
  protected readonly creating = signal(false);
  protected readonly limiting = signal<Company | null>(null);
  protected readonly entering = signal('');
  protected readonly list = new PagedList<Company>((cursor, signal) => this.api.listCompanies({ cursor }, signal));

  private readonly draft = signal({ name: '' });
  protected readonly form = form(
    this.draft,
    (path) => {
      required(path.name, { message: 'Give the company a name.' });
      maxLength(path.name, 120, { message: 'A name has at most 120 characters.' });
    },
    { submission: { action: () => this.create() } },
  );

  constructor() {
    void this.list.load();
  }

  protected open(): void {
    this.form().reset({ name: '' });
    this.creating.set(true);
  }

  protected async enter(company: Company): Promise<void> {
    this.entering.set(company.id);
    const entered = await this.toasts.try(() => this.session.enterCompany(company.id));
    this.entering.set('');
    if (entered) await this.router.navigateByUrl(homeOf(this.session));
  }

  private async create(): Promise<TreeValidationResult> {
    try {
      const company = await this.api.createCompany(this.draft().name.trim());
      this.list.put(company);
      this.creating.set(false);
      this.toasts.say(`${company.name} is there. Enter it to invite people.`);
      return undefined;
    } catch (caught) {
      return { kind: 'refused', message: asProblem(caught).sentence, fieldTree: this.form.name };
    }
  }
}
