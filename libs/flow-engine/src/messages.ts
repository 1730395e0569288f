/** Taking a message for the company: the same at an email node and behind the dock's door. */
import { readAnswer } from './answers.js';
import type { EmailEffect } from './kinds/email.js';
import { LIMITS } from './limits.js';
import type { PhraseKey } from './phrases.js';
import type { EmailInput } from './run.types.js';
import type { Visit } from './visit.js';

/** Asks the host to send it; answers what is wrong with the message when it cannot be sent. */
export function requestMessage(
  visit: Visit,
  input: EmailInput,
  { to, subject }: { to: string; subject: string },
): PhraseKey | undefined {
  const message = readMessage(input);
  if ('problem' in message) return message.problem;
  visit.request({ type: 'email', to, subject: oneLine(subject), ...message });
  return undefined;
}

/** The address that messages go to; `undefined` when there is none to be had. */
export function mailboxAddress(mailbox: string | undefined, values: Pick<Visit, 'bound'>): string | undefined {
  if (mailbox === undefined) return undefined;
  const address = (mailbox.includes('@') ? mailbox : (values.bound(mailbox) ?? '')).trim();
  return isAddress(address) ? address : undefined;
}

export function isAddress(address: string): boolean {
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
