import { Component, computed, inject } from '@angular/core';
import { LIMITS } from '@calldocker/flow-engine';
import { Surroundings } from '../../draft/surroundings';
import { fieldId } from '../field-id';
import { editing } from '../inspected';
import type { KindForm } from '../kind-form';
import { PlainField } from '../plain-field';
import { TemplateField } from '../template-field';
import { TextField } from '../text-field';
import { Tries } from '../tries';

@Component({
  selector: 'app-email-form',
  imports: [PlainField, TemplateField, TextField, Tries],
  template: `
    @if (edit.node(); as node) {
      <app-text-field
        label="What the visitor reads"
        path="prompt"
        hint="Write to us. We answer by the next working day."
        [rows]="2"
        [values]="node.prompt"
        (changed)="edit.change({ prompt: $event }, 'prompt')"
      />
      <app-plain-field
        label="Goes to"
        path="mailbox"
        hint="help@example.com"
        [list]="list"
        [longest]="limits.addressLength"
        [value]="node.mailbox"
        (changed)="edit.change({ mailbox: $event.trim() }, 'mailbox')"
      />
      <datalist [id]="list">
        @for (value of mailboxes(); track value.name) {
          <option [value]="value.name">{{ value.text }}</option>
        }
      </datalist>
      <p class="small">An address, or the name of a shared value that holds one.</p>
      <app-template-field
        label="Subject"
        path="subject"
        hint="A message from the website"
        [value]="node.subject"
        (changed)="edit.change({ subject: $event }, 'subject')"
      />
      <app-tries
        [node]="node"
        (waits)="edit.change({ timeoutSeconds: $event }, 'timeoutSeconds')"
        (again)="edit.change({ retries: $event }, 'retries')"
      />
    }
  `,
})
class EmailForm {
  private readonly surroundings = inject(Surroundings);
  protected readonly edit = editing('email');
  protected readonly limits = LIMITS;
  protected readonly list = fieldId();
  /** The shared values that hold an address. */
  protected readonly mailboxes = computed(() =>
    [...this.surroundings.values()].flatMap(([name, text]) => (text.includes('@') ? { name, text } : [])),
  );
}

export const emailForm: KindForm<'email'> = {
  kind: 'email',
  form: EmailForm,
  summary: ({ mailbox }) => (mailbox ? `To ${mailbox}` : 'No mailbox yet'),
};
