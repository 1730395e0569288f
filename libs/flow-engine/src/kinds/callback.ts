import { requestCallback } from '../callbacks.js';
import type { Localized, NodeBase, Template } from '../definition.js';
import { chosenName, localizedText, matching, nodeFields, object, optional, waitFields } from '../fields.js';
import type { WaitingKind } from '../kind.types.js';
import { isPhraseKey } from '../phrases.js';
import { isKnownCountry } from '../phone.js';
import { NO_INPUT, retry } from '../retries.js';
import type { EffectBase } from '../run.types.js';
import type { ScreenBase } from '../screen.js';

/** Takes a telephone number to call back. Exits: `booked`, `noInput`, `noMatch` (no usable number). */
export interface CallbackNode extends NodeBase<'callback'> {
  prompt: Localized<Template>;
  /** ISO 3166-1 alpha-2: how a number without `+` is read. */
  country?: string;
  /** Name of the queue whose people call. A visitor who waits in a line keeps that place; else the default queue's do. */
  queue?: string;
  timeoutSeconds: number;
  retries: number;
}

export interface CallbackScreen extends ScreenBase {
  kind: 'callback';
  prompt: string;
  /** ISO 3166-1 alpha-2: the country preselected for the number. */
  country?: string;
}

export interface CallbackEffect extends EffectBase {
  type: 'callback';
  /** E.164. */
  number: string;
  name?: string;
  about?: string;
  email?: string;
  /** The time chosen. */
  at?: string;
  timeZone?: string;
  queue?: string;
}

export const callback: WaitingKind<CallbackNode> = {
  kind: 'callback',
  label: 'Callback',
  family: 'reach',
  icon: 'callback',
  place: 2,
  about: 'Takes a telephone number to call back.',
  waits: true,
  structure: object<CallbackNode>({
    ...nodeFields('callback'),
    ...waitFields,
    prompt: localizedText,
    country: optional(matching((code) => /^[A-Z]{2}$/.test(code), 'takes two capital letters such as DE')),
    queue: optional(chosenName),
  }),
  create: (language) => ({
    kind: 'callback',
    name: 'Call me back',
    exits: {},
    prompt: { [language]: '' },
    timeoutSeconds: 120,
    retries: 2,
  }),
  exits: () => [
    { id: 'booked', label: 'Booked' },
    { id: 'noInput', label: 'No input' },
    { id: 'noMatch', label: 'No match' },
  ],
  check(node, inspection) {
    inspection.text(node.prompt, 'prompt', 'prompt');
    if (node.queue !== undefined) inspection.binding('queues', node.queue, 'queue');
    if (node.country !== undefined && !isKnownCountry(node.country)) {
      inspection.warning('callback.country', `numbers of ${node.country} need their country code in front.`, {
        field: 'country',
      });
    }
  },
  enter: () => 'wait',
  wait: ({ timeoutSeconds }) => ({ accepts: ['phone', 'timeout'], timeoutSeconds }),
  screen(node, visit) {
    const reason = visit.memory.notice;
    const country = node.country ?? visit.country;
    return {
      kind: 'callback',
      nodeId: visit.nodeId,
      language: visit.languageOf(node.prompt),
      prompt: visit.text(node.prompt),
      ...(reason !== undefined && { notice: visit.phrase(isPhraseKey(reason) ? reason : 'callback.noInput') }),
      ...(country !== undefined && { country }),
    };
  },
  resume(node, input, visit) {
    if (input.type !== 'phone') return retry(visit, node.retries, 'noInput', NO_INPUT);
    const problem = requestCallback(visit, input, node);
    if (problem === undefined) return { exit: 'booked' };
    return retry(visit, node.retries, 'noMatch', problem, { reason: problem });
  },
};
