import { Component } from '@angular/core';
import { LIMITS } from '@calldocker/flow-engine';
import { editing } from '../inspected';
import type { KindForm } from '../kind-form';
import { NumberField } from '../number-field';
import { quoted, shownText } from '../summaries';
import { TextField } from '../text-field';

@Component({
  selector: 'app-message-form',
  imports: [NumberField, TextField],
  template: `
    @if (edit.node(); as node) {
      <app-text-field
        label="Text"
        path="text"
        [rows]="4"
        [values]="node.text"
        (changed)="edit.change({ text: $event }, 'text')"
      />
      <app-number-field
        label="Goes on by itself after"
        path="timeoutSeconds"
        unit="s"
        hint="Waits for the visitor"
        [optional]="true"
        [min]="1"
        [max]="longest"
        [value]="node.timeoutSeconds"
        (changed)="edit.change({ timeoutSeconds: $event }, 'timeoutSeconds')"
      />
    }
  `,
})
class MessageForm {
  protected readonly edit = editing('message');
  protected readonly longest = LIMITS.timeoutSeconds;
}

export const messageForm: KindForm<'message'> = {
  kind: 'message',
  form: MessageForm,
  summary: (node, facts) => quoted(shownText(node.text, facts)),
};
