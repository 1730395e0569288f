import { Component, input, output } from '@angular/core';
import { LIMITS, type RequestHeader } from '@calldocker/flow-engine';
import { Icon } from '../../ui/icon';
import type { InsertGroup } from './insert-menu';
import { PlainField } from './plain-field';
import { TemplateField } from './template-field';

export interface HeadersEdit {
  headers: RequestHeader[];
  /** Set while something is typed. */
  field: string | null;
}

const COMMON = ['Authorization', 'Accept', 'Accept-Language', 'X-Api-Key', 'Idempotency-Key'];
let last = 0;

/** The headers of a request: a name and a text each. */
@Component({
  selector: 'app-request-headers',
  imports: [Icon, PlainField, TemplateField],
  host: { role: 'group', 'aria-label': 'Headers' },
  template: `
    <h3>Headers</h3>
    @for (header of headers(); track $index) {
      <div class="row" role="group" [attr.aria-label]="'Header ' + ($index + 1)">
        <app-plain-field
          label="Name"
          hint="Authorization"
          [compact]="true"
          [mono]="true"
          [list]="list"
          [longest]="100"
          [path]="'headers.' + $index + '.name'"
          [value]="header.name"
          (changed)="replace($index, { name: $event.trim() }, 'name')"
        />
        <button
          type="button"
          class="btn bare only"
          [attr.aria-label]="'Remove header ' + (header.name || $index + 1)"
          (click)="emit(headers().toSpliced($index, 1))"
        >
          <svg icon="close"></svg>
        </button>
        <app-template-field
          label="Value"
          hint="Bearer {secret:shop-key}"
          [mono]="true"
          [more]="inserts()"
          [path]="'headers.' + $index + '.value'"
          [value]="header.value"
          (changed)="replace($index, { value: $event }, 'value')"
        />
      </div>
    }
    <datalist [id]="list">
      @for (name of common; track name) {
        <option [value]="name"></option>
      }
    </datalist>
    @if (headers().length < limits.headers) {
      <button type="button" class="btn bare" (click)="emit([...headers(), { name: '', value: '' }])">
        <svg icon="plus"></svg>Add a header
      </button>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
    }
    h3 {
      font-size: var(--t-13);
    }
    .row {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 4px;
      align-items: center;
    }
    .row + .row {
      padding-top: 8px;
      border-top: 1px solid var(--line);
    }
    app-template-field {
      grid-column: 1 / -1;
    }
  `,
})
export class RequestHeaders {
  protected readonly limits = LIMITS;
  protected readonly common = COMMON;
  protected readonly list = `header-names-${++last}`;

  readonly headers = input.required<readonly RequestHeader[]>();
  readonly inserts = input.required<readonly InsertGroup[]>();
  readonly changed = output<HeadersEdit>();

  protected replace(at: number, edit: Partial<RequestHeader>, field: string): void {
    const headers = this.headers().map((header, index) => (index === at ? { ...header, ...edit } : header));
    this.emit(headers, `headers ${at} ${field}`);
  }

  protected emit(headers: RequestHeader[], field: string | null = null): void {
    this.changed.emit({ headers, field });
  }
}
