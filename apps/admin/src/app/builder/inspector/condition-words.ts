import type { Condition, Operator } from '@calldocker/flow-engine';
import type { ChoiceOption } from './choice-field';

export const OPERATORS: readonly ChoiceOption<Operator>[] = [
  { value: 'equals', label: 'is' },
  { value: 'notEquals', label: 'is not' },
  { value: 'lessThan', label: 'is below' },
  { value: 'atMost', label: 'is at most' },
  { value: 'greaterThan', label: 'is above' },
  { value: 'atLeast', label: 'is at least' },
  { value: 'contains', label: 'contains' },
  { value: 'startsWith', label: 'begins with' },
  { value: 'isSet', label: 'is filled' },
  { value: 'isNotSet', label: 'is empty' },
];

export function needsValue(operator: Operator): boolean {
  return operator !== 'isSet' && operator !== 'isNotSet';
}

/** `{bought} is below 2026-01-01` */
export function conditionWords({ variable, operator, value }: Condition): string {
  if (!variable) return 'No condition yet';
  const words = OPERATORS.find((one) => one.value === operator)?.label ?? operator;
  const shown = value === true ? 'yes' : value === false ? 'no' : (value ?? '…');
  return `{${variable}} ${words}${needsValue(operator) ? ` ${shown}` : ''}`;
}
