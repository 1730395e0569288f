import { Component } from '@angular/core';
import type { Outcome } from '@calldocker/flow-engine';
import { ChoiceField, type ChoiceOption } from '../choice-field';
import { editing } from '../inspected';
import type { KindForm } from '../kind-form';
import { TextField } from '../text-field';

/** What an author may end a flow as; the rest is for the engine to say. */
const OUTCOMES: readonly ChoiceOption<Outcome>[] = [
  { value: 'served', label: 'Served, without a person' },
  { value: 'callback', label: 'Callback booked' },
  { value: 'message', label: 'Message left' },
  { value: 'agent', label: 'Handed to a person' },
  { value: 'abandoned', label: 'No answer from the visitor' },
  { value: 'failed', label: 'Not helped' },
];

@Component({
  selector: 'app-end-form',
  imports: [ChoiceField, TextField],
  template: `
    @if (edit.node(); as node) {
      <app-text-field
        label="Last words"
        path="text"
        [rows]="3"
        [values]="node.text"
        (changed)="edit.change({ text: $event }, 'text')"
      />
      <app-choice-field
        label="Counts as"
        path="outcome"
        [options]="outcomes"
        [value]="node.outcome"
        (changed)="edit.change({ outcome: $event })"
      />
    }
  `,
})
class EndForm {
  protected readonly edit = editing('end');
  protected readonly outcomes = OUTCOMES;
}

export const endForm: KindForm<'end'> = {
  kind: 'end',
  form: EndForm,
  summary: (node) => `Ends as: ${node.outcome}`,
};
