import type { QueueEdit, Queue } from '../api/types';

/** A figure of a queue as its form asks for it. */
export interface QueueField {
  name: NumberField;
  label: string;
  hint?: string;
  min: number;
  max: number;
  /** Empty means none. */
  mayBeEmpty?: true;
}

type NumberField =
  | 'capacity'
  | 'overflowAfterSeconds'
  | 'serviceLevelPercent'
  | 'serviceLevelSeconds'
  | 'offerSeconds'
  | 'wrapUpSeconds'
  | 'stickyMinutes'
  | 'skillLevel'
  | 'skillRelaxSeconds'
  | 'handleSeconds';

const CAPACITY: QueueField[] = [
  { name: 'capacity', label: 'How many may wait', hint: 'Empty: any number.', min: 0, max: 100_000, mayBeEmpty: true },
  {
    name: 'overflowAfterSeconds',
    label: 'Longest wait, in seconds',
    hint: 'Empty: as long as the flow says.',
    min: 10,
    max: 7200,
    mayBeEmpty: true,
  },
];
const LEVEL: QueueField[] = [
  { name: 'serviceLevelPercent', label: 'Answer this share, in percent', min: 1, max: 100 },
  { name: 'serviceLevelSeconds', label: 'Within, in seconds', min: 1, max: 7200 },
];
const AGENTS: QueueField[] = [
  { name: 'offerSeconds', label: 'Time to accept an offer, in seconds', min: 5, max: 300 },
  { name: 'wrapUpSeconds', label: 'Longest wrap-up, in seconds', min: 0, max: 3600 },
  {
    name: 'stickyMinutes',
    label: 'Same agent for who comes back within, in minutes',
    hint: '0: anyone takes them. Known visitors only.',
    min: 0,
    max: 43_200,
  },
  {
    name: 'handleSeconds',
    label: 'Usual time with a visitor, in seconds',
    hint: 'Until enough have been served to tell.',
    min: 5,
    max: 14_400,
  },
];
const SKILLS: QueueField[] = [
  { name: 'skillLevel', label: 'Level that skills need at first', min: 1, max: 5 },
  {
    name: 'skillRelaxSeconds',
    label: 'One level less after, in seconds',
    hint: 'And at last anyone may serve. Empty: never.',
    min: 5,
    max: 7200,
    mayBeEmpty: true,
  },
];

export const GROUPS = { capacity: CAPACITY, level: LEVEL, agents: AGENTS, skills: SKILLS };
export const FIELDS: readonly QueueField[] = Object.values(GROUPS).flat();

export type QueueTexts = Record<NumberField, string>;

export const textsOf = (queue: Queue): QueueTexts =>
  Object.fromEntries(FIELDS.map(({ name }) => [name, queue[name] === null ? '' : String(queue[name])])) as QueueTexts;

/** What is wrong with what a field holds; undefined: nothing. */
export function faultOf({ min, max, mayBeEmpty }: QueueField, text: string): string | undefined {
  if (text.trim() === '' && mayBeEmpty) return undefined;
  const value = Number(text);
  return text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max
    ? undefined
    : `Type a whole number from ${min} to ${max}${mayBeEmpty ? ', or nothing' : ''}.`;
}

export const figuresOf = (texts: QueueTexts): QueueEdit =>
  Object.fromEntries(FIELDS.map(({ name }) => [name, texts[name].trim() === '' ? null : Number(texts[name])]));
