import { Component } from '@angular/core';
import { many } from '../../../ui/format';
import { CountryField } from '../country-field';
import { editing } from '../inspected';
import type { KindForm } from '../kind-form';
import { QueueField } from '../queue-field';
import { TextField } from '../text-field';
import { Tries } from '../tries';

@Component({
  selector: 'app-callback-form',
  imports: [CountryField, QueueField, TextField, Tries],
  template: `
    @if (edit.node(); as node) {
      <app-text-field
        label="What the visitor reads"
        path="prompt"
        hint="Which number may we call?"
        [rows]="2"
        [values]="node.prompt"
        (changed)="edit.change({ prompt: $event }, 'prompt')"
      />
      <app-queue-field
        label="Called by the people of the queue"
        none="The default queue"
        [value]="node.queue ?? ''"
        (changed)="edit.change({ queue: $event || undefined })"
      />
      <app-country-field [value]="node.country" (changed)="edit.change({ country: $event })" />
      <app-tries
        [node]="node"
        (waits)="edit.change({ timeoutSeconds: $event }, 'timeoutSeconds')"
        (again)="edit.change({ retries: $event }, 'retries')"
      />
    }
  `,
})
class CallbackForm {
  protected readonly edit = editing('callback');
}

export const callbackForm: KindForm<'callback'> = {
  kind: 'callback',
  form: CallbackForm,
  summary: (node) => `${node.country ? `${node.country} · ` : ''}${many(node.retries + 1, 'try', 'tries')}`,
};
