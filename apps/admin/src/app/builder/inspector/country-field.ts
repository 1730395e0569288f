import { Component, computed, inject, input, output } from '@angular/core';
import { fieldId } from './field-id';
import { Inspected } from './inspected';
import { IssueLines } from './issue-lines';

/** Countries whose national numbers can be read without `+`; others still work with their country code in front. */
const CODES =
  'AE AR AT AU BE BG BR CA CH CL CN CO CY CZ DE DK EE ES FI FR GB GR HR HU IE IL IN IS IT JP KR LI LT LU LV MT MX NL NO NZ PL PT RO RS SE SG SI SK TR UA US ZA'.split(
    ' ',
  );

/** How a telephone number without `+` is read. */
@Component({
  selector: 'app-country-field',
  imports: [IssueLines],
  host: { class: 'field' },
  template: `
    <label [for]="id">Numbers without + are from</label>
    <select #box class="input" [id]="id" (change)="changed.emit(box.value || undefined)">
      <option value="" [selected]="!value()">The visitor’s country</option>
      @if (value(); as code) {
        @if (!listed(code)) {
          <option [value]="code" selected>{{ code }}</option>
        }
      }
      @for (country of countries; track country.code) {
        <option [value]="country.code" [selected]="country.code === value()">{{ country.name }}</option>
      }
    </select>
    <app-issue-lines [issues]="issues()" />
  `,
})
export class CountryField {
  private readonly inspected = inject(Inspected);
  protected readonly id = fieldId();
  readonly value = input.required<string | undefined>();
  readonly changed = output<string | undefined>();
  protected readonly issues = computed(() => this.inspected.at('country'));
  protected readonly countries = named(CODES);

  protected listed(code: string): boolean {
    return CODES.includes(code);
  }
}

function named(codes: readonly string[]): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(['en'], { type: 'region' });
  return codes.map((code) => ({ code, name: names.of(code) ?? code })).sort((a, b) => a.name.localeCompare(b.name));
}
