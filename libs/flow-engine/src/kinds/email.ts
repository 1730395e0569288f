import { readAnswer } from '../answers.js';
import type { Localized, NodeBase, Template } from '../definition.js';
import { localizedText, nodeFields, object, template, text, waitFields } from '../fields.js';
import type { Turn, WaitingKind } from '../kind.types.js';
import { LIMITS } from '../limits.js';
import { isPhraseKey, type PhraseKey } from '../phrases.js';
import { NO_INPUT, retry } from '../retries.js';
import type { EffectBase, EmailInput } from '../run.types.js';
import type { ScreenBase } from '../screen.js';
import type { Visit } from '../visit.js';

/**
 * Takes a message for the company. Exits: `sent` (it is kept, and sent until it has arrived), `noInput`, `noMatch` (no
 * usable address or text), `failed` (there is no mailbox to send it to; nothing was asked).
 */
export interface EmailNode extends NodeBase<'email'> {
  prompt: Localized<Template>;
  /** Where messages go: an address, or the name of a value of the company that holds one. */
  mailbox: string;
  subject: Template;
  timeoutSeconds: number;
  retries: number;
}

export interface EmailScreen extends ScreenBase {
  kind: 'email';
  prompt: string;
  /** Characters of the text. */
  maxLength: number;
}

export interface EmailEffect extends EffectBase {
  type: 'email';
  to: string;
  subject: string;
  /** The visitor's address. */
  replyTo: string;
  text: string;
  name?: string;
}

export const email: WaitingKind<EmailNode> = {
  kind: 'email',
  label: 'E-mail',
  family: 'reach',
  icon: 'mail',
  place: 5,
  about: 'Takes a message for the company.',
  waits: true,
  atOnce: ['failed'],
  structure: object<EmailNode>({
    ...nodeFields('email'),
    ...waitFields,
    prompt: localizedText,
    mailbox: text(LIMITS.addressLength),
    subject: template,
  }),
  create: (language) => ({
    kind: 'email',
    name: 'Write to us',
    exits: {},
    prompt: { [language]: '' },
    mailbox: '',
    subject: '',
    timeoutSeconds: 600,
    retries: 2,
  }),
  exits: () => [
    { id: 'sent', label: 'Sent' },
    { id: 'noInput', label: 'No input' },
    { id: 'noMatch', label: 'No match' },
    { id: 'failed', label: 'Failed' },
  ],
  check(node, inspection) {
    inspection.text(node.prompt, 'prompt', 'prompt');
    if (!node.mailbox.includes('@')) inspection.binding('values', node.mailbox, 'mailbox');
    else if (!isAddress(node.mailbox)) {
      inspection.error('email.mailbox', `“${node.mailbox}” is not an address.`, {
        field: 'mailbox',
        repair: 'Write an address such as help@example.com, or choose a value of the company that holds one.',
      });
    }
    if (node.subject.trim() === '') {
      inspection.error('text.missing', 'the subject is empty.', { field: 'subject' });
    }
    inspection.template(node.subject, 'subject');
  },
  enter(node, visit): Turn {
    // Asked before the visitor writes anything: a text that nobody gets would be lost.
    return mailboxOf(node, visit) === undefined ? noMailbox(node, visit) : 'wait';
  },
  wait: ({ timeoutSeconds }) => ({ accepts: ['email', 'timeout'], timeoutSeconds }),
  screen(node, visit) {
    const { notice } = visit.memory;
    return {
      kind: 'email',
      nodeId: visit.nodeId,
      language: visit.languageOf(node.prompt),
      prompt: visit.text(node.prompt),
      ...(notice !== undefined && {
        notice: visit.phrase(isPhraseKey(notice) ? notice : 'message.noInput', { max: LIMITS.messageLength }),
      }),
      maxLength: LIMITS.messageLength,
    };
  },
  resume(node, input, visit): Turn {
    if (input.type !== 'email') return retry(visit, node.retries, 'noInput', NO_INPUT);
    const message = readMessage(input);
    if ('problem' in message) {
      return retry(visit, node.retries, 'noMatch', message.problem, { reason: message.problem });
    }
    const to = mailboxOf(node, visit);
    if (to === undefined) return noMailbox(node, visit);
    visit.request({ type: 'email', to, subject: oneLine(visit.render(node.subject)), ...message });
    return { exit: 'sent' };
  },
};

function mailboxOf({ mailbox }: EmailNode, visit: Visit): string | undefined {
  const address = (mailbox.includes('@') ? mailbox : (visit.bound(mailbox) ?? '')).trim();
  return isAddress(address) ? address : undefined;
}

function noMailbox({ mailbox }: EmailNode, visit: Visit): Turn {
  visit.fail('email.mailbox', { mailbox });
  return { exit: 'failed' };
}

function isAddress(address: string): boolean {
  return 'value' in readAnswer(address, { answer: 'email' }, 'en');
}

type Message = Pick<EmailEffect, 'replyTo' | 'text' | 'name'>;

function readMessage(input: EmailInput): Message | { problem: PhraseKey } {
  const address = readAnswer(input.address, { answer: 'email' }, 'en');
  if ('problem' in address) return { problem: address.problem === 'answer.empty' ? 'email.empty' : address.problem };
  const written = input.text.trim();
  if (written === '') return { problem: 'message.empty' };
  if (written.length > LIMITS.messageLength) return { problem: 'text.long' };
  const name = oneLine(input.name ?? '').slice(0, LIMITS.callbackName);
  return { replyTo: String(address.value), text: written, ...(name !== '' && { name }) };
}

/** Headers of a message end with their line. */
function oneLine(written: string): string {
  return written
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, LIMITS.subjectLength);
}
