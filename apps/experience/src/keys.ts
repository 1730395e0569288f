import type { Choice, Input, Wait } from './wire.js';

const TYPING = 'input:not([type="radio"]):not([type="checkbox"]), textarea, select, [contenteditable]';

/** The telephone key a keystroke stands for, or null when it is not meant as one (typing, a shortcut, a held key). */
export function telephoneKey(event: KeyboardEvent): string | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing || event.defaultPrevented) {
    return null;
  }
  if (event.target instanceof Element && event.target.closest(TYPING)) return null;
  return /^[0-9*#]$/.test(event.key) ? event.key : null;
}

/** What pressing `key` on a menu sends. A key without a choice goes too: the flow decides what a wrong key means. */
export function keyInput(key: string, choices: Choice[], wait: Wait): Input | null {
  const choice = choices.find((each) => each.key === key);
  if (wait.accepts.includes('key')) return { type: 'key', key };
  if (choice && wait.accepts.includes('choice')) return { type: 'choice', choiceId: choice.id };
  return null;
}

/** The choice that an answer on its way stands for. */
export function pressed(sending: Input | null, choices: Choice[]): string | null {
  if (sending?.type === 'choice') return sending.choiceId;
  if (sending?.type !== 'key') return null;
  return choices.find(({ key }) => key === sending.key)?.id ?? null;
}
