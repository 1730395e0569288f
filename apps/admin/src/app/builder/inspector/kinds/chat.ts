import { Component } from '@angular/core';
import { LIMITS } from '@calldocker/flow-engine';
import { editing } from '../inspected';
import type { KindForm } from '../kind-form';
import { NumberField } from '../number-field';
import { QueueField } from '../queue-field';
import { spanWords } from '../summaries';
import { TextField } from '../text-field';

@Component({
  selector: 'app-chat-form',
  imports: [NumberField, QueueField, TextField],
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
      <app-queue-field
        label="Answered by the people of the queue"
        none="The default queue"
        [value]="node.queue ?? ''"
        (changed)="edit.change({ queue: $event || undefined })"
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
}

export const chatForm: KindForm<'chat'> = {
  kind: 'chat',
  form: ChatForm,
  summary: ({ queue, maxWaitSeconds }) => `${queue ?? 'Anyone'} · up to ${spanWords(maxWaitSeconds)}`,
};
