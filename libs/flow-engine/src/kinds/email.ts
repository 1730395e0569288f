import type { Localized, NodeBase, Template } from '../definition.js';
import { localizedText, nodeFields, object, template, text, waitFields } from '../fields.js';
import type { Turn, WaitingKind } from '../kind.types.js';
import { LIMITS } from '../limits.js';
import { mailboxAddress, isAddress, requestMessage } from '../messages.js';
import { isPhraseKey } from '../phrases.js';
import { NO_INPUT, retry } from '../retries.js';
import type { EffectBase } from '../run.types.js';
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
    return mailboxAddress(node.mailbox, visit) === undefined ? noMailbox(node, visit) : 'wait';
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
    const to = mailboxAddress(node.mailbox, visit);
    if (to === undefined) return noMailbox(node, visit);
    const problem = requestMessage(visit, input, { to, subject: visit.render(node.subject) });
    if (problem === undefined) return { exit: 'sent' };
    return retry(visit, node.retries, 'noMatch', problem, { reason: problem });
  },
};

function noMailbox({ mailbox }: EmailNode, visit: Visit): Turn {
  visit.fail('email.mailbox', { mailbox });
  return { exit: 'failed' };
}
