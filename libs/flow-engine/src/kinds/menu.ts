import type { Localized, MediaReference, NodeBase, Template } from '../definition.js';
import {
  flag,
  fraction,
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
import { promptMedia, promptOver, promptSeconds } from '../prompts.js';
import { NO_INPUT, retry } from '../retries.js';
import type { Wait } from '../run.types.js';
import type { ScreenBase } from '../screen.js';
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
  /** Words a visitor may say instead of the label, separated by commas. */
  phrases?: Localized<string>;
  hotspot?: Hotspot;
}

/** A part of the picture, in fractions of its width and height from the top left: 0 to 1. */
export interface Hotspot {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface MenuScreen extends ScreenBase {
  kind: 'menu';
  prompt: string;
  /** Played while the choices are shown; without it the last picture stays. */
  contentId?: string;
  choices: Choice[];
  /** False: choices are accepted only after the prompt's media has ended. */
  bargeIn: boolean;
  timeoutSeconds?: number;
}

export interface Choice {
  id: string;
  /** DTMF key: 0 to 9, `*` or `#`. */
  key?: string;
  label: string;
  /** A second, smaller line. */
  hint?: string;
  /** Name of a symbol in the icon sprite. */
  icon?: string;
  /** What a visitor may say instead of the label. */
  phrases?: string[];
  /** Where on the prompt's picture it can be touched. */
  hotspot?: Hotspot;
}

const KEYS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#'];

export const menu: WaitingKind<MenuNode> = {
  kind: 'menu',
  label: 'Menu',
  family: 'ask',
  icon: 'menu',
  place: 1,
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
        phrases: optional(localizedText),
        hotspot: optional(object<Hotspot>({ x: fraction, y: fraction, width: fraction, height: fraction })),
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
    const accepts: Wait['accepts'] =
      contentId === undefined
        ? ['choice', 'key', 'speech', 'timeout']
        : node.bargeIn
          ? ['choice', 'key', 'speech', 'mediaEnd', 'mediaFailed', 'timeout']
          : ['mediaEnd', 'mediaFailed', 'timeout'];
    return { accepts, timeoutSeconds: promptSeconds(contentId, node.timeoutSeconds) };
  },
  screen(node, visit) {
    const contentId = promptMedia(node.media, visit);
    const notice = noticeOf(node, visit);
    const prompt = visit.said(node.prompt);
    const shown: MenuScreen = {
      kind: 'menu',
      nodeId: visit.nodeId,
      language: prompt.language,
      prompt: prompt.text,
      choices: choicesOf(node, visit),
      bargeIn: node.bargeIn,
    };
    if (notice !== undefined) shown.notice = notice;
    if (contentId === undefined) shown.timeoutSeconds = node.timeoutSeconds;
    else shown.contentId = contentId;
    return shown;
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
      case 'speech': {
        const chosen = node.choices.find((choice) => isSaid(input.text, choice, visit));
        return chosen === undefined
          ? retry(visit, node.retries, 'noMatch', 'noMatch', { by: 'speech' })
          : choose(chosen, 'speech', visit);
      }
      case 'timeout':
        if (promptMedia(node.media, visit) !== undefined) return promptOver(node.media, true, visit);
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

function choose(choice: MenuChoice, by: 'tap' | 'key' | 'speech', visit: Visit): Turn {
  visit.event('answered', { choice: choice.id, by });
  return { exit: exitOf(choice) };
}

/** Choices that read the same to every visitor of a language, made once. A definition is never changed while it runs. */
const SAME = new WeakMap<MenuNode, { language: string; choices: Choice[] | undefined }>();

function choicesOf(node: MenuNode, visit: Visit): Choice[] {
  const known = SAME.get(node);
  if (known?.language === visit.language && known.choices !== undefined) return known.choices;
  const before = visit.events.length;
  const choices = node.choices.map((choice) => shownChoice(choice, visit));
  if (known?.language === visit.language) return choices;
  const same = visit.events.length === before && node.choices.every(isFixed);
  SAME.set(node, { language: visit.language, choices: same ? choices : undefined });
  return choices;
}

function isFixed({ label, hint = {}, phrases = {} }: MenuChoice): boolean {
  return [label, hint, phrases].every((texts) => Object.values(texts).every((text) => !/[{}]/.test(text)));
}

function shownChoice(choice: MenuChoice, visit: Visit): Choice {
  const hint = visit.optionalText(choice.hint);
  const phrases = phrasesOf(choice, visit);
  const shown: Choice = { id: choice.id, label: visit.text(choice.label) };
  if (choice.key !== undefined) shown.key = choice.key;
  if (hint !== undefined) shown.hint = hint;
  if (choice.icon !== undefined) shown.icon = choice.icon;
  if (phrases.length > 0) shown.phrases = phrases;
  if (choice.hotspot !== undefined) shown.hotspot = choice.hotspot;
  return shown;
}

const NONE: string[] = [];

function phrasesOf({ phrases }: MenuChoice, visit: Visit): string[] {
  if (phrases === undefined) return NONE;
  return (visit.optionalText(phrases) ?? '').split(',').flatMap((phrase) => phrase.trim() || []);
}

/** A choice is said by its key, its label or one of its phrases, whatever stands around the phrase. */
function isSaid(said: string, choice: MenuChoice, visit: Visit): boolean {
  const heard = ` ${spoken(said)} `;
  const whole = [visit.text(choice.label), choice.key ?? ''].map(spoken);
  if (whole.some((words) => words !== '' && heard === ` ${words} `)) return true;
  return phrasesOf(choice, visit).some((phrase) => {
    const words = spoken(phrase);
    // A phrase without letters, such as “??”, would be heard in silence.
    return words !== '' && heard.includes(` ${words} `);
  });
}

/** Letters and digits alone, in lower case: what a speech recogniser's capitals and commas leave. */
function spoken(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}*#]+/gu, ' ')
    .trim();
}

function noticeOf(node: MenuNode, visit: Visit): string | undefined {
  const reason = visit.memory.notice;
  if (reason === undefined) return undefined;
  const own = visit.optionalText(reason === NO_INPUT ? node.noInputPrompt : node.noMatchPrompt);
  if (own !== undefined) return own;
  const keys: string[] = [];
  for (const { key } of node.choices) if (key !== undefined) keys.push(key);
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
    inspection.optionalText(choice.phrases, `${field}.phrases`, `phrases of choice ${index + 1}`);
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
