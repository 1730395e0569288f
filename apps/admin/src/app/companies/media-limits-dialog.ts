import { Component, inject, input, output, signal } from '@angular/core';
import { Api } from '../api/api';
import { asProblem, type ApiProblem } from '../api/problem';
import type { Company, CompanyMediaLimits } from '../api/types';
import { Dialog } from '../ui/dialog';
import { bytes } from '../ui/format';
import { LoadProblem } from '../ui/load-problem';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toasts';
import { LIMIT_FIELDS, limitsOf, shorten, textsOf, type LimitField, type LimitTexts } from './media-limits';

/** What a company may keep and upload, as the global admin sets it. */
@Component({
  selector: 'app-media-limits-dialog',
  imports: [Dialog, LoadProblem, Skeleton],
  template: `
    <app-dialog [heading]="'Media limits of ' + company().name" (closed)="closed.emit()">
      @if (problem(); as failed) {
        <app-load-problem [problem]="failed" what="the limits" (retry)="load()" />
      } @else if (set(); as held) {
        <p class="quiet">{{ used(held) }} An empty field takes the limit of this installation.</p>
        <form class="form-grid" (submit)="save($event)">
          @for (field of fields; track field.name) {
            <div class="field">
              <label [attr.for]="'limit-' + field.name">{{ field.label }}</label>
              <span class="row">
                <input
                  class="input"
                  inputmode="decimal"
                  autocomplete="off"
                  [id]="'limit-' + field.name"
                  [placeholder]="standing(held, field)"
                  [value]="texts()[field.name]"
                  [attr.aria-describedby]="'unit-' + field.name"
                  [attr.aria-invalid]="wrong() === field ? true : null"
                  (input)="put(field, $event)"
                />
                <span class="quiet" [id]="'unit-' + field.name">{{ field.unit }}</span>
              </span>
              @if (wrong() === field) {
                <p class="error" role="alert">Type a number above zero, or leave it empty.</p>
              }
            </div>
          }
          <div class="dialog-actions">
            <button type="button" class="btn" (click)="closed.emit()">Cancel</button>
            <button class="btn primary" [disabled]="saving()">Save</button>
          </div>
        </form>
      } @else {
        <app-skeleton what="the limits" />
      }
    </app-dialog>
  `,
  styles: `
    .row {
      display: grid;
      grid-template-columns: minmax(0, 10rem) 1fr;
      align-items: center;
      gap: 10px;
    }
  `,
})
export class MediaLimitsDialog {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  readonly company = input.required<Company>();
  readonly closed = output();

  protected readonly fields = LIMIT_FIELDS;
  protected readonly set = signal<CompanyMediaLimits | null>(null);
  protected readonly texts = signal<LimitTexts>(textsOf({}));
  protected readonly wrong = signal<LimitField | null>(null);
  protected readonly problem = signal<ApiProblem | null>(null);
  protected readonly saving = signal(false);

  constructor() {
    queueMicrotask(() => void this.load());
  }

  protected async load(): Promise<void> {
    this.problem.set(null);
    try {
      const held = await this.api.mediaLimits(this.company().id);
      this.texts.set(textsOf(held.own));
      this.set.set(held);
    } catch (caught) {
      this.problem.set(asProblem(caught));
    }
  }

  protected used({ usedBytes, limits }: CompanyMediaLimits): string {
    return `${bytes(usedBytes)} of ${bytes(limits.quotaBytes)} are used.`;
  }

  protected standing({ limits }: CompanyMediaLimits, { name, factor }: LimitField): string {
    const limit = limits[name];
    return limit === null ? 'never' : shorten(limit / factor);
  }

  protected put({ name }: LimitField, event: Event): void {
    this.texts.update((texts) => ({ ...texts, [name]: (event.target as HTMLInputElement).value }));
    this.wrong.set(null);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const read = limitsOf(this.texts());
    if ('wrong' in read) return this.wrong.set(read.wrong);
    this.saving.set(true);
    const saved = await this.toasts.try(() => this.api.setMediaLimits(this.company().id, read.limits));
    this.saving.set(false);
    if (!saved) return;
    this.toasts.say(`The limits of ${this.company().name} are set.`);
    this.closed.emit();
  }
}
