import { Component, computed } from '@angular/core';
import { type AnswerType, LIMITS, type VariableType } from '@calldocker/flow-engine';
import { many } from '../../../ui/format';
import { ChoiceField, type ChoiceOption } from '../choice-field';
import { editing } from '../inspected';
import type { KindForm } from '../kind-form';
import { MediaField } from '../media-field';
import { NumberField } from '../number-field';
import { TextField } from '../text-field';
import { Tick } from '../tick';
import { Tries } from '../tries';
import { VariableField } from '../variable-field';

const ANSWERS: readonly ChoiceOption<AnswerType>[] = [
  { value: 'text', label: 'Text' },
  { value: 'digits', label: 'Digits' },
  { value: 'number', label: 'Number' },
  { value: 'email', label: 'E-mail address' },
  { value: 'phone', label: 'Telephone number' },
  { value: 'date', label: 'Date' },
  { value: 'rating', label: 'Rating' },
];

const HOLDS: Record<AnswerType, VariableType> = {
  text: 'text',
  digits: 'text',
  number: 'number',
  email: 'email',
  phone: 'phone',
  date: 'date',
  rating: 'number',
};

@Component({
  selector: 'app-ask-form',
  imports: [ChoiceField, MediaField, NumberField, TextField, Tick, VariableField, Tries],
  templateUrl: './ask.html',
})
class AskForm {
  protected readonly edit = editing('ask');
  protected readonly answers = ANSWERS;
  protected readonly limits = LIMITS;
  protected readonly sized = computed(() => ['text', 'digits'].includes(this.edit.node()?.answer ?? ''));
  protected readonly variableType = computed(() => HOLDS[this.edit.node()?.answer ?? 'text']);
}

export const askForm: KindForm<'ask'> = {
  kind: 'ask',
  form: AskForm,
  summary: (node) => {
    const answer = ANSWERS.find(({ value }) => value === node.answer)?.label ?? node.answer;
    return `${node.variable ? `{${node.variable}} · ` : ''}${answer} · ${many(node.retries + 1, 'try', 'tries')}`;
  },
};
