import { Component } from '@angular/core';
import { LIMITS } from '@calldocker/flow-engine';
import { many } from '../../../ui/format';
import { CountryField } from '../country-field';
import { editing } from '../inspected';
import type { KindForm } from '../kind-form';
import { NumberField } from '../number-field';
import { QueueField } from '../queue-field';
import { TextField } from '../text-field';

@Component({
  selector: 'app-callback-form',
  imports: [CountryField, NumberField, QueueField, TextField],
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
      <div class="pair">
        <app-number-field
          label="Waits"
          path="timeoutSeconds"
          unit="s"
          [min]="1"
          [max]="limits.timeoutSeconds"
          [value]="node.timeoutSeconds"
          (changed)="edit.change({ timeoutSeconds: $event }, 'timeoutSeconds')"
        />
        <app-number-field
          label="Further tries"
          path="retries"
          [max]="limits.retries"
          [value]="node.retries"
          (changed)="edit.change({ retries: $event }, 'retries')"
        />
      </div>
    }
  `,
})
class CallbackForm {
  protected readonly edit = editing('callback');
  protected readonly limits = LIMITS;
}

export const callbackForm: KindForm<'callback'> = {
  kind: 'callback',
  form: CallbackForm,
  summary: (node) => `${node.country ? `${node.country} · ` : ''}${many(node.retries + 1, 'try', 'tries')}`,
};
