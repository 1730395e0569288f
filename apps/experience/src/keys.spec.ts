/** @jest-environment jsdom */
import { keyInput, telephoneKey } from './keys.js';
import type { Choice, Wait } from './wire.js';

function pressed(key: string, init: KeyboardEventInit = {}, on = '<button>here</button>'): string | null {
  document.body.innerHTML = on;
  let heard: string | null = null;
  const listener = (event: KeyboardEvent) => (heard = telephoneKey(event));
  document.addEventListener('keydown', listener, { once: true });
  document.body.firstElementChild?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...init }));
  return heard;
}

describe('a keystroke', () => {
  it.each(['0', '1', '9', '*', '#'])('on %s is a telephone key', (key) => expect(pressed(key)).toBe(key));

  it.each(['a', 'Enter', 'F1', ' ', '10'])('on %s is not', (key) => expect(pressed(key)).toBeNull());

  it('in a text field is typing', () => {
    expect(pressed('1', {}, '<input type="tel" />')).toBeNull();
    expect(pressed('1', {}, '<textarea></textarea>')).toBeNull();
    expect(pressed('1', {}, '<select></select>')).toBeNull();
  });

  it('on a radio button still counts', () => expect(pressed('1', {}, '<input type="radio" />')).toBe('1'));

  it('with Ctrl, Alt or Meta, or held down, is meant for the browser', () => {
    expect(pressed('1', { ctrlKey: true })).toBeNull();
    expect(pressed('1', { altKey: true })).toBeNull();
    expect(pressed('1', { metaKey: true })).toBeNull();
    expect(pressed('1', { repeat: true })).toBeNull();
  });
});

describe('a telephone key on a menu', () => {
  const choices: Choice[] = [{ id: 'repair', key: '2', label: 'Book a repair' }];
  const waits = (...accepts: Wait['accepts']): Wait => ({ accepts, timeoutSeconds: 60 });

  it('is sent as a key, also when no choice has it', () => {
    expect(keyInput('2', choices, waits('choice', 'key'))).toEqual({ type: 'key', key: '2' });
    expect(keyInput('7', choices, waits('choice', 'key'))).toEqual({ type: 'key', key: '7' });
  });

  it('becomes its choice where keys are not taken', () => {
    expect(keyInput('2', choices, waits('choice'))).toEqual({ type: 'choice', choiceId: 'repair' });
    expect(keyInput('7', choices, waits('choice'))).toBeNull();
  });
});
