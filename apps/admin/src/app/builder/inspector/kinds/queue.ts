import { Component, computed } from '@angular/core';
import { LIMITS } from '@calldocker/flow-engine';
import { ChoiceField, type ChoiceOption } from '../choice-field';
import { editing } from '../inspected';
import type { KindForm } from '../kind-form';
import { MediaField } from '../media-field';
import { NumberField } from '../number-field';
import { QueueField } from '../queue-field';
import { spanWords } from '../summaries';
import { TextField } from '../text-field';
import { VariableField } from '../variable-field';
import { WordsField } from '../words-field';

type Priority = 'usual' | 'number' | 'variable';

const PRIORITIES: readonly ChoiceOption<Priority>[] = [
  { value: 'usual', label: 'As everybody' },
  { value: 'number', label: 'A number' },
  { value: 'variable', label: 'From a variable' },
];
/** What the engine takes where nothing is said. */
const USUAL = 50;

@Component({
  selector: 'app-queue-form',
  imports: [ChoiceField, MediaField, NumberField, QueueField, TextField, VariableField, WordsField],
  template: `
    @if (edit.node(); as node) {
      <app-queue-field
        label="Queue"
        none="Choose a queue"
        [value]="node.queue"
        (changed)="edit.change({ queue: $event })"
      />
      <app-text-field
        label="What the visitor reads"
        path="prompt"
        hint="Somebody will be with you soon."
        [rows]="2"
        [values]="node.prompt"
        (changed)="edit.change({ prompt: $event }, 'prompt')"
      />
      <app-media-field
        label="Plays while waiting"
        path="media"
        [kinds]="['video', 'audio']"
        [values]="node.media"
        (changed)="edit.change({ media: $event })"
      />
      <app-number-field
        label="Waits at most"
        path="maxWaitSeconds"
        unit="s"
        [min]="limits.minWaitSeconds"
        [max]="limits.maxWaitSeconds"
        [value]="node.maxWaitSeconds"
        (changed)="edit.change({ maxWaitSeconds: $event }, 'maxWaitSeconds')"
      />
      <app-words-field
        label="Skills needed"
        path="skills"
        hint="german, repairs"
        [most]="limits.skills"
        [words]="node.skills ?? []"
        (changed)="edit.change({ skills: $event.length > 0 ? $event : undefined }, 'skills')"
      />
      <app-choice-field
        label="Priority"
        path=""
        [options]="priorities"
        [value]="priority()"
        (changed)="prioritise($event)"
      />
      @switch (priority()) {
        @case ('number') {
          <app-number-field
            label="0 to 100, the highest goes first"
            path="priority"
            [max]="limits.priority"
            [value]="fixed()"
            (changed)="edit.change({ priority: $event }, 'priority')"
          />
        }
        @case ('variable') {
          <app-variable-field
            label="0 to 100, the highest goes first"
            path="priority"
            suggestedType="number"
            [value]="variable()"
            (changed)="edit.change({ priority: $event })"
          />
        }
      }
    }
  `,
})
class QueueForm {
  protected readonly edit = editing('queue');
  protected readonly limits = LIMITS;
  protected readonly priorities = PRIORITIES;

  protected readonly priority = computed<Priority>(() => {
    const given = this.edit.node()?.priority;
    return given === undefined ? 'usual' : typeof given === 'number' ? 'number' : 'variable';
  });
  protected readonly fixed = computed(() => {
    const given = this.edit.node()?.priority;
    return typeof given === 'number' ? given : USUAL;
  });
  protected readonly variable = computed(() => {
    const given = this.edit.node()?.priority;
    return typeof given === 'string' ? given : '';
  });

  protected prioritise(how: Priority): void {
    this.edit.change({ priority: how === 'usual' ? undefined : how === 'number' ? USUAL : '' });
  }
}

export const queueForm: KindForm<'queue'> = {
  kind: 'queue',
  form: QueueForm,
  summary: ({ queue, maxWaitSeconds }) => `${queue || 'No queue yet'} · up to ${spanWords(maxWaitSeconds)}`,
};
