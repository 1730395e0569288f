import { headline } from './cues.js';
import { strings } from './strings.js';
import type { Screen } from './wire.js';

/** A retry of the same question is the same panel: what was typed and where the focus was stay. */
export function keyOf(screen: Screen): string {
  return `${screen.nodeId} ${screen.kind}`;
}

export function titleOf(screen: Screen): string {
  if ('prompt' in screen) return screen.prompt;
  return 'text' in screen && screen.text ? (headline(screen.text)?.title ?? '') : '';
}

/** What a screen reader hears when the screen changes. A focused heading is read by itself, so it is not said twice. */
export function announcement(screen: Screen, focused: boolean): string {
  const parts: string[] = [];
  if ('text' in screen && screen.text) parts.push(focused ? (headline(screen.text)?.rest ?? screen.text) : screen.text);
  else if (!focused) parts.push(titleOf(screen));
  if (screen.kind === 'filler' && !screen.text) parts.push(strings.waiting);
  if (screen.kind === 'menu') parts.push(strings.menuReady(screen.choices.length));
  return [...parts, screen.notice ?? ''].filter(Boolean).join(' ');
}
