import { Component } from '@angular/core';
import { LIMITS } from '@calldocker/flow-engine';
import { bindingName } from '../../../settings/shared/binding-name';
import { editing } from '../inspected';
import type { KindForm } from '../kind-form';
import { NumberField } from '../number-field';
import { PlainField } from '../plain-field';
import { spanWords } from '../summaries';
import { TextField } from '../text-field';

@Component({
  selector: 'app-chat-form',
  imports: [NumberField, PlainField, TextField],
  template: `
    @if (edit.node(); as node) {
      <app-text-field
        label="What the visitor reads"
        path="prompt"
        hint="Write to us; somebody answers in a moment."
        [rows]="2"
        [values]="node.prompt"
        (changed)="edit.change({ prompt: $event }, 'prompt')"
      />
      <app-plain-field
        label="Answered by the people of the queue"
        path="queue"
        hint="Anyone"
        [mono]="true"
        [value]="node.queue ?? ''"
        (changed)="edit.change({ queue: nameOf($event) || undefined }, 'queue')"
      />
      <app-number-field
        label="Lasts at most"
        path="maxWaitSeconds"
        unit="s"
        [min]="limits.minWaitSeconds"
        [max]="limits.maxWaitSeconds"
        [value]="node.maxWaitSeconds"
        (changed)="edit.change({ maxWaitSeconds: $event }, 'maxWaitSeconds')"
      />
    }
  `,
})
class ChatForm {
  protected readonly edit = editing('chat');
  protected readonly limits = LIMITS;
  protected readonly nameOf = bindingName;
}

export const chatForm: KindForm<'chat'> = {
  kind: 'chat',
  form: ChatForm,
  summary: ({ queue, maxWaitSeconds }) => `${queue ?? 'Anyone'} · up to ${spanWords(maxWaitSeconds)}`,
};
