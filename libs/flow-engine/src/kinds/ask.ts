import { maxLengthOf, readAnswer, scaleOf } from '../answers.js';
import type { Localized, MediaReference, NodeBase, Template, VariableType } from '../definition.js';
import {
  flag,
  integer,
  localizedMedia,
  localizedText,
  nodeFields,
  object,
  oneOf,
  optional,
  variableName,
  waitFields,
} from '../fields.js';
import type { Inspection, Turn, WaitingKind } from '../kind.types.js';
import { LIMITS } from '../limits.js';
import { isPhraseKey } from '../phrases.js';
import { promptAccepts, promptMedia, promptOver, promptSeconds } from '../prompts.js';
import { NO_INPUT, retry } from '../retries.js';
import type { AnswerType, ScreenBase } from '../screen.js';
import type { Visit } from '../visit.js';

/** Asks for a value and keeps it in `variable`. Exits: `next`, `noInput`, `noMatch` (retries used up). */
export interface AskNode extends NodeBase<'ask'> {
  prompt: Localized<Template>;
  media?: Localized<MediaReference>;
  answer: AnswerType;
  variable: string;
  minLength?: number;
  maxLength?: number;
  /** For `rating`: 1 to this, or 0 to this with `fromZero`. */
  scale?: number;
  fromZero?: boolean;
  /** The visitor may go on without an answer. */
  optional?: boolean;
  timeoutSeconds: number;
  retries: number;
  noInputPrompt?: Localized<Template>;
  noMatchPrompt?: Localized<Template>;
}

export interface AskScreen extends ScreenBase {
  kind: 'ask';
  /** Which question of the node this is, where it asks several: another one begins with an empty field. */
  part?: string;
  prompt: string;
  contentId?: string;
  answer: AnswerType;
  placeholder?: string;
  minLength?: number;
  maxLength?: number;
  /** For `rating`: 1 to this, or 0 to this with `fromZero`. */
  scale?: number;
  fromZero?: boolean;
  /** `skip` is taken instead of an answer. */
  optional?: boolean;
  timeoutSeconds?: number;
}

/** The variable types that can hold an answer. */
const HOLDS: Readonly<Record<AnswerType, readonly VariableType[]>> = {
  text: ['text'],
  digits: ['text'],
  number: ['number', 'text'],
  email: ['email', 'text'],
  phone: ['phone', 'text'],
  date: ['date', 'text'],
  rating: ['number', 'text'],
};

export const ask: WaitingKind<AskNode> = {
  kind: 'ask',
  label: 'Ask',
  family: 'ask',
  icon: 'ask',
  place: 2,
  about: 'Asks for a text, a number, a date or another value, and keeps it.',
  waits: true,
  structure: object<AskNode>({
    ...nodeFields('ask'),
    ...waitFields,
    prompt: localizedText,
    media: optional(localizedMedia),
    answer: oneOf(['text', 'digits', 'number', 'email', 'phone', 'date', 'rating']),
    variable: variableName,
    minLength: optional(integer(0, LIMITS.answerLength)),
    maxLength: optional(integer(1, LIMITS.answerLength)),
    scale: optional(integer(2, LIMITS.ratingScale)),
    fromZero: optional(flag),
    optional: optional(flag),
    noInputPrompt: optional(localizedText),
    noMatchPrompt: optional(localizedText),
  }),
  create: (language) => ({
    kind: 'ask',
    name: 'Ask',
    exits: {},
    prompt: { [language]: '' },
    answer: 'text',
    variable: '',
    timeoutSeconds: 60,
    retries: 2,
  }),
  exits: () => [
    { id: 'next', label: 'Next' },
    { id: 'noInput', label: 'No input' },
    { id: 'noMatch', label: 'No match' },
  ],
  check,
  writes: ({ variable, optional: maybe }) => [{ variable, exit: 'next', ...(maybe && { maybe }) }],
  enter: () => 'wait',
  wait(node, visit) {
    const contentId = promptMedia(node.media, visit);
    const accepts = [
      ...(node.answer === 'rating' ? (['text', 'speech', 'key'] as const) : (['text', 'speech'] as const)),
      ...(node.optional ? (['skip'] as const) : []),
      ...promptAccepts(contentId),
    ];
    return { accepts, timeoutSeconds: promptSeconds(contentId, node.timeoutSeconds) };
  },
  screen(node, visit) {
    const contentId = promptMedia(node.media, visit);
    const notice = noticeOf(node, visit);
    const sized = node.answer === 'text' || node.answer === 'digits';
    return {
      kind: 'ask',
      nodeId: visit.nodeId,
      language: visit.languageOf(node.prompt),
      prompt: visit.text(node.prompt),
      ...(notice !== undefined && { notice }),
      ...(contentId === undefined ? { timeoutSeconds: node.timeoutSeconds } : { contentId }),
      answer: node.answer,
      ...(sized && node.minLength !== undefined && { minLength: node.minLength }),
      ...(sized && { maxLength: maxLengthOf(node) }),
      ...(node.answer === 'rating' && { scale: scaleOf(node), ...(node.fromZero && { fromZero: true }) }),
      ...(node.optional && { optional: true }),
    };
  },
  resume(node, input, visit): Turn {
    switch (input.type) {
      case 'text':
        return answer(node, input.text, visit);
      case 'key':
        return answer(node, input.key, visit);
      case 'speech':
        return answer(node, input.text, visit);
      case 'skip':
        visit.event('answered', { by: 'skip' });
        return { exit: 'next' };
      case 'timeout':
        if (promptMedia(node.media, visit) !== undefined) return promptOver(node.media, true, visit);
        return retry(visit, node.retries, 'noInput', NO_INPUT);
      default:
        return promptOver(node.media, input.type === 'mediaFailed', visit);
    }
  },
};

function answer(node: AskNode, written: string, visit: Visit): Turn {
  const reading = readAnswer(written, node, visit.language, visit.country);
  if ('problem' in reading) {
    return retry(visit, node.retries, 'noMatch', reading.problem, { reason: reading.problem });
  }
  visit.assign(node.variable, reading.value);
  const personal = node.answer === 'phone' || node.answer === 'email' || visit.isPersonal(node.variable);
  visit.event('answered', { variable: node.variable, ...(!personal && { value: reading.value }) });
  return { exit: 'next' };
}

function noticeOf(node: AskNode, visit: Visit): string | undefined {
  const reason = visit.memory.notice;
  if (reason === undefined) return undefined;
  const own = visit.optionalText(reason === NO_INPUT ? node.noInputPrompt : node.noMatchPrompt);
  if (own !== undefined) return own;
  if (!isPhraseKey(reason)) return visit.phrase('ask.noInput');
  const min = node.minLength ?? 0;
  const max = maxLengthOf(node);
  const exact = min === max && (reason === 'digits.short' || reason === 'digits.long');
  return visit.phrase(exact ? 'digits.exact' : reason, {
    min,
    max,
    lowest: node.fromZero ? 0 : 1,
    scale: scaleOf(node),
  });
}

function check(node: AskNode, inspection: Inspection): void {
  inspection.text(node.prompt, 'prompt', 'prompt');
  inspection.optionalMedia(node.media, 'media', ['video', 'audio']);
  inspection.optionalText(node.noInputPrompt, 'noInputPrompt', 'prompt after silence');
  inspection.optionalText(node.noMatchPrompt, 'noMatchPrompt', 'prompt after a wrong answer');
  if ((node.minLength ?? 0) > maxLengthOf(node)) {
    inspection.error('ask.length', 'no answer is long enough and short enough.', { field: 'minLength' });
  }
  const declaration = inspection.variable(node.variable, 'variable');
  if (declaration === undefined) return;
  if (!HOLDS[node.answer].includes(declaration.type)) {
    inspection.error(
      'variable.wrong-type',
      `the variable ${node.variable} is a ${declaration.type} and cannot hold a ${node.answer}.`,
      { field: 'variable' },
    );
  }
  if ((node.answer === 'phone' || node.answer === 'email') && !declaration.personal) {
    inspection.warning('variable.not-personal', `mark ${node.variable} as personal, so that it can be erased.`, {
      field: 'variable',
    });
  }
}
