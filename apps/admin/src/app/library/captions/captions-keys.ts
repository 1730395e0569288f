export type CaptionsAct =
  | 'toggle'
  | 'back'
  | 'forward'
  | 'frame-back'
  | 'frame-forward'
  | 'begin'
  | 'end'
  | 'add'
  | 'split'
  | 'merge'
  | 'remove'
  | 'previous'
  | 'next'
  | 'finding'
  | 'undo'
  | 'redo'
  | 'save';

interface Key {
  act: CaptionsAct;
  /** As `KeyboardEvent.code` says it: with Alt, `key` depends on the layout. */
  code: string;
  with: 'alt' | 'command' | 'command-shift';
  shown: string;
  does: string;
}

/** All of them with a second key, so that they work while one types and speech input does not set them off. */
export const CAPTION_KEYS: readonly Key[] = [
  { act: 'toggle', code: 'KeyK', with: 'alt', shown: 'Alt K', does: 'Play or pause' },
  { act: 'back', code: 'KeyJ', with: 'alt', shown: 'Alt J', does: 'Back a second' },
  { act: 'forward', code: 'KeyL', with: 'alt', shown: 'Alt L', does: 'On a second' },
  { act: 'frame-back', code: 'Comma', with: 'alt', shown: 'Alt ,', does: 'Back a frame' },
  { act: 'frame-forward', code: 'Period', with: 'alt', shown: 'Alt .', does: 'On a frame' },
  { act: 'begin', code: 'KeyI', with: 'alt', shown: 'Alt I', does: 'The cue begins here' },
  { act: 'end', code: 'KeyO', with: 'alt', shown: 'Alt O', does: 'The cue ends here' },
  { act: 'add', code: 'Enter', with: 'alt', shown: 'Alt Enter', does: 'New cue here' },
  { act: 'split', code: 'KeyS', with: 'alt', shown: 'Alt S', does: 'Split the cue here, the text at the cursor' },
  { act: 'merge', code: 'KeyM', with: 'alt', shown: 'Alt M', does: 'Merge with the next cue' },
  { act: 'remove', code: 'Backspace', with: 'alt', shown: 'Alt Backspace', does: 'Delete the cue' },
  { act: 'previous', code: 'ArrowUp', with: 'alt', shown: 'Alt ↑', does: 'Cue above' },
  { act: 'next', code: 'ArrowDown', with: 'alt', shown: 'Alt ↓', does: 'Cue below' },
  { act: 'finding', code: 'KeyN', with: 'alt', shown: 'Alt N', does: 'Next thing to check' },
  { act: 'redo', code: 'KeyZ', with: 'command-shift', shown: 'Ctrl Shift Z', does: 'Redo' },
  { act: 'undo', code: 'KeyZ', with: 'command', shown: 'Ctrl Z', does: 'Undo' },
  { act: 'save', code: 'KeyS', with: 'command', shown: 'Ctrl S', does: 'Save' },
];

/** Not for those who may only look. */
export const WRITING: ReadonlySet<CaptionsAct> = new Set(['begin', 'end', 'add', 'split', 'merge', 'remove', 'save']);

export function actOf(event: KeyboardEvent): CaptionsAct | undefined {
  const command = event.ctrlKey || event.metaKey;
  const held =
    command && event.altKey
      ? null
      : event.altKey
        ? 'alt'
        : command
          ? event.shiftKey
            ? 'command-shift'
            : 'command'
          : null;
  return CAPTION_KEYS.find((key) => key.code === event.code && key.with === held)?.act;
}
