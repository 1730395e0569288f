import type { Definition } from '@calldocker/flow-engine';
import { Problem } from '../../platform/problem.js';
import { afterHours } from './after-hours.js';
import { appointmentReminder } from './appointment-reminder.js';
import { callbackFirst } from './callback-first.js';
import { clinicReception } from './clinic-reception.js';
import { satisfactionSurvey } from './satisfaction-survey.js';
import { shopSupport } from './shop-support.js';
import type { FlowTemplate } from './template.js';

export type { FlowTemplate } from './template.js';

/** As the list shows them. */
export const TEMPLATES: readonly FlowTemplate[] = [
  clinicReception,
  shopSupport,
  afterHours,
  callbackFirst,
  appointmentReminder,
  satisfactionSurvey,
];

export const templateNamed = (key: string): FlowTemplate | undefined => TEMPLATES.find((each) => each.key === key);

/** A template's definition, with `language` as the flow's own. */
export function templateDefinition(key: string, language?: string): Definition {
  const template = templateNamed(key);
  if (!template) throw unknown('template', 'template must be one of /flow-templates');
  const { definition } = template;
  if (language === undefined) return definition;
  if (!definition.languages.includes(language))
    throw unknown('language', `language must be one of the template’s: ${definition.languages.join(', ')}`);
  return { ...definition, languages: [language, ...definition.languages.filter((each) => each !== language)] };
}

const unknown = (field: string, message: string): Problem =>
  new Problem('request.invalid', { errors: [{ field, message }] });
