import { Component, computed, inject, input, output } from '@angular/core';
import { LIMITS } from '@calldocker/flow-engine';
import { Surroundings } from '../draft/surroundings';
import { fieldId } from './field-id';
import { Inspected } from './inspected';
import { IssueLines } from './issue-lines';

/** Where the dock's e-mail goes. */
@Component({
  selector: 'app-mailbox-field',
  imports: [IssueLines],
  host: { class: 'field' },
  template: `
    <label [for]="id">E-mail in the dock goes to</label>
    <input
      #box
      class="input"
      autocomplete="off"
      placeholder="Nowhere: the dock has no e-mail"
      [id]="id"
      [attr.list]="list"
      [maxLength]="longest"
      [value]="value()"
      (input)="changed.emit(box.value.trim())"
    />
    <datalist [id]="list">
      @for (value of mailboxes(); track value.name) {
        <option [value]="value.name">{{ value.text }}</option>
      }
    </datalist>
    <app-issue-lines [issues]="issues()" />
    <p class="small">An address, or the name of a shared value that holds one.</p>
  `,
})
export class MailboxField {
  private readonly inspected = inject(Inspected);
  private readonly surroundings = inject(Surroundings);
  protected readonly id = fieldId();
  protected readonly list = fieldId();
  protected readonly longest = LIMITS.addressLength;
  readonly value = input.required<string>();
  readonly changed = output<string>();
  protected readonly issues = computed(() => this.inspected.at('mailbox'));
  protected readonly mailboxes = computed(() =>
    [...this.surroundings.values()].flatMap(([name, text]) => (text.includes('@') ? { name, text } : [])),
  );
}
