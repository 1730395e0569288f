import type { Localized, MediaReference, NodeBase, Template } from '../definition.js';
import {
  flag,
  id,
  list,
  localizedMedia,
  localizedText,
  nodeFields,
  object,
  oneOf,
  optional,
  text,
  waitFields,
} from '../fields.js';
import type { Exit, Inspection, Turn, WaitingKind } from '../kind.types.js';
import { pickText } from '../languages.js';
import { LIMITS } from '../limits.js';
import { listed } from '../phrases.js';
import { promptAccepts, promptMedia, promptOver } from '../prompts.js';
import { NO_INPUT, retry } from '../retries.js';
import type { Choice } from '../screen.js';
import type { Visit } from '../visit.js';

/**
 * Offers up to 12 choices. Exits: `choice:<id>` for each choice, `noInput` and `noMatch` once `retries` further tries are
 * used up. A retry shows its own prompt.
 */
export interface MenuNode extends NodeBase<'menu'> {
  prompt: Localized<Template>;
  /** Played while the choices are shown. */
  media?: Localized<MediaReference>;
  choices: MenuChoice[];
  bargeIn: boolean;
  timeoutSeconds: number;
  retries: number;
  noInputPrompt?: Localized<Template>;
  noMatchPrompt?: Localized<Template>;
}

export interface MenuChoice {
  /** Stable within the node; the exit is `choice:<id>`. */
  id: string;
  key?: string;
  label: Localized<Template>;
  hint?: Localized<Template>;
  icon?: string;
}

const KEYS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#'];

export const menu: WaitingKind<MenuNode> = {
  kind: 'menu',
  label: 'Menu',
  family: 'ask',
  about: 'Offers choices, by tap or key.',
  waits: true,
  structure: object<MenuNode>({
    ...nodeFields('menu'),
    ...waitFields,
    prompt: localizedText,
    media: optional(localizedMedia),
    choices: list(
      object<MenuChoice>({
        id,
        key: optional(oneOf(KEYS)),
        label: localizedText,
        hint: optional(localizedText),
        icon: optional(text(LIMITS.idLength)),
      }),
      LIMITS.choices,
      1,
    ),
    bargeIn: flag,
    noInputPrompt: optional(localizedText),
    noMatchPrompt: optional(localizedText),
  }),
  create: (language) => ({
    kind: 'menu',
    name: 'Menu',
    exits: {},
    prompt: { [language]: '' },
    choices: ['1', '2'].map((key) => ({ id: key, key, label: { [language]: '' } })),
    bargeIn: true,
    timeoutSeconds: 20,
    retries: 2,
  }),
  exits: (node, language) => [
    ...node.choices.map((choice) => ({ id: exitOf(choice), label: choiceLabel(choice, language) })),
    { id: 'noInput', label: 'No input' },
    { id: 'noMatch', label: 'No match' },
  ],
  check,
  enter: () => 'wait',
  wait(node, visit) {
    const contentId = promptMedia(node.media, visit);
    const listening = contentId === undefined || node.bargeIn;
    const accepts = [...(listening ? (['choice', 'key'] as const) : []), ...promptAccepts(contentId)];
    return contentId === undefined ? { accepts, timeoutSeconds: node.timeoutSeconds } : { accepts };
  },
  screen(node, visit) {
    const contentId = promptMedia(node.media, visit);
    const notice = noticeOf(node, visit);
    return {
      kind: 'menu',
      nodeId: visit.nodeId,
      language: visit.languageOf(node.prompt),
      prompt: visit.text(node.prompt),
      ...(notice !== undefined && { notice }),
      ...(contentId === undefined ? { timeoutSeconds: node.timeoutSeconds } : { contentId }),
      choices: node.choices.map((choice) => shownChoice(choice, visit)),
      bargeIn: node.bargeIn,
    };
  },
  resume(node, input, visit): Turn {
    switch (input.type) {
      case 'choice': {
        const chosen = node.choices.find((choice) => choice.id === input.choiceId);
        return chosen === undefined ? 'refuse' : choose(chosen, 'tap', visit);
      }
      case 'key': {
        const chosen = node.choices.find((choice) => choice.key === input.key);
        if (chosen !== undefined) return choose(chosen, 'key', visit);
        return retry(visit, node.retries, 'noMatch', 'noMatch', { key: input.key });
      }
      case 'timeout':
        return retry(visit, node.retries, 'noInput', NO_INPUT);
      default:
        return promptOver(node.media, input.type === 'mediaFailed', visit);
    }
  },
};

function exitOf(choice: MenuChoice): string {
  return `choice:${choice.id}`;
}

function choiceLabel(choice: MenuChoice, language = ''): Exit['label'] {
  return pickText(choice.label, language, Object.keys(choice.label))?.value ?? `Choice ${choice.key ?? choice.id}`;
}

function choose(choice: MenuChoice, by: 'tap' | 'key', visit: Visit): Turn {
  visit.event('answered', { choice: choice.id, by });
  return { exit: exitOf(choice) };
}

function shownChoice(choice: MenuChoice, visit: Visit): Choice {
  const hint = visit.optionalText(choice.hint);
  return {
    id: choice.id,
    ...(choice.key !== undefined && { key: choice.key }),
    label: visit.text(choice.label),
    ...(hint !== undefined && { hint }),
    ...(choice.icon !== undefined && { icon: choice.icon }),
  };
}

function noticeOf(node: MenuNode, visit: Visit): string | undefined {
  const reason = visit.memory.notice;
  if (reason === undefined) return undefined;
  const own = visit.optionalText(reason === NO_INPUT ? node.noInputPrompt : node.noMatchPrompt);
  if (own !== undefined) return own;
  const keys = node.choices.flatMap(({ key }) => key ?? []);
  const how =
    keys.length > 0 ? visit.phrase('menu.keys', { keys: listed(visit.language, keys) }) : visit.phrase('menu.tap');
  return `${visit.phrase(reason === NO_INPUT ? 'menu.noInput' : 'menu.noMatch')} ${how}`;
}

function check(node: MenuNode, inspection: Inspection): void {
  inspection.text(node.prompt, 'prompt', 'prompt');
  inspection.optionalMedia(node.media, 'media', ['video', 'audio']);
  const ids = new Set<string>();
  const keys = new Set<string>();
  for (const [index, choice] of node.choices.entries()) {
    const field = `choices.${index}`;
    inspection.text(choice.label, `${field}.label`, `label of choice ${index + 1}`);
    inspection.optionalText(choice.hint, `${field}.hint`, `hint of choice ${index + 1}`);
    if (ids.has(choice.id)) {
      inspection.error('choice.duplicate', `two choices have the id “${choice.id}”.`, { field: `${field}.id` });
    }
    if (choice.key !== undefined && keys.has(choice.key)) {
      inspection.error('choice.duplicate-key', `two choices have the key ${choice.key}.`, { field: `${field}.key` });
    }
    ids.add(choice.id);
    if (choice.key !== undefined) keys.add(choice.key);
  }
  inspection.optionalText(node.noInputPrompt, 'noInputPrompt', 'prompt after silence');
  inspection.optionalText(node.noMatchPrompt, 'noMatchPrompt', 'prompt after a wrong answer');
}
