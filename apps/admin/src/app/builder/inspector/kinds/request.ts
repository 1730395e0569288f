import { Component, computed, inject, signal } from '@angular/core';
import { LIMITS, type RequestMethod, type RequestNode } from '@calldocker/flow-engine';
import { Session } from '../../../api/session';
import { Icon } from '../../../ui/icon';
import { Surroundings } from '../../draft/surroundings';
import { ChoiceField, type ChoiceOption } from '../choice-field';
import { editing } from '../inspected';
import type { InsertGroup } from '../insert-menu';
import type { KindForm } from '../kind-form';
import { MediaField } from '../media-field';
import { NumberField } from '../number-field';
import { RequestHeaders } from '../request-headers';
import { RequestTake } from '../request-take';
import { RequestTrial } from '../request-trial';
import { TemplateField } from '../template-field';
import { TextField } from '../text-field';

type BodyType = RequestNode['bodyType'];

const METHODS = (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).map((method) => ({
  value: method,
  label: method,
})) satisfies ChoiceOption<RequestMethod>[];
const BODY_TYPES: readonly ChoiceOption<BodyType>[] = [
  { value: 'json', label: 'JSON' },
  { value: 'form', label: 'Form' },
  { value: 'text', label: 'Text' },
];
const BODY_HINTS: Record<BodyType, string> = {
  json: '{ "order": "{order}" }',
  form: 'order={order}&lang=en',
  text: 'About order {order}',
};

@Component({
  selector: 'app-request-form',
  imports: [
    ChoiceField,
    Icon,
    MediaField,
    NumberField,
    RequestHeaders,
    RequestTake,
    RequestTrial,
    TemplateField,
    TextField,
  ],
  templateUrl: './request.html',
  styles: `
    .where {
      display: grid;
      grid-template-columns: 84px minmax(0, 1fr);
      gap: 8px;
    }
    section {
      display: grid;
      gap: 10px;
    }
    h3 {
      font-size: var(--t-13);
    }
  `,
})
class RequestForm {
  private readonly surroundings = inject(Surroundings);
  protected readonly edit = editing('request');
  protected readonly mayTry = inject(Session).can('flows:write');
  protected readonly trying = signal(false);
  protected readonly limits = LIMITS;
  protected readonly methods = METHODS;
  protected readonly bodyTypes = BODY_TYPES;

  protected readonly bodyHint = computed(() => BODY_HINTS[this.edit.node()?.bodyType ?? 'json']);
  protected readonly kilobytes = computed(() => Math.round((this.edit.node()?.maxBytes ?? 0) / 1024));
  /** For the address, in which no secret may stand. */
  protected readonly values = computed<InsertGroup[]>(() => [
    group('Shared values', 'env', [...this.surroundings.values().keys()]),
  ]);
  protected readonly secrets = computed<InsertGroup[]>(() => [
    ...this.values(),
    group('Secrets', 'secret', this.surroundings.secrets()),
  ]);
}

function group(label: string, prefix: 'env' | 'secret', names: readonly string[]): InsertGroup {
  return { label, items: names.map((name) => ({ label: name, text: `{${prefix}:${name}}` })) };
}

export const requestForm: KindForm<'request'> = {
  kind: 'request',
  form: RequestForm,
  summary: ({ method, url }) => (url.trim() ? `${method} ${url.trim().replace(/^https?:\/\//, '')}` : 'No address yet'),
};
