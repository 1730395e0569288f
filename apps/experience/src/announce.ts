import { headline } from './cues.js';
import { strings } from './strings.js';
import type { Screen } from './wire.js';

/** A retry of the same question is the same panel: what was typed and where the focus was stay. */
export function keyOf(screen: Screen): string {
  return `${screen.nodeId} ${screen.door ?? ''} ${screen.kind} ${'part' in screen ? screen.part : ''}`;
}

/** Their prompt is the heading as it stands; the others' words are split into heading and text. */
const QUESTIONS: ReadonlySet<Screen['kind']> = new Set<Screen['kind']>(['menu', 'ask', 'faq']);
const FORMS: ReadonlySet<Screen['kind']> = new Set<Screen['kind']>(['callback', 'email']);

export function titleOf(screen: Screen): string {
  const words = wordsOf(screen);
  if (QUESTIONS.has(screen.kind)) return words;
  return headline(words)?.title ?? (FORMS.has(screen.kind) ? words : '');
}

/** What a screen reader hears when the screen changes. A focused heading is read by itself, so it is not said twice. */
export function announcement(screen: Screen, focused: boolean): string {
  const parts = [focused ? besideTitle(screen) : wordsOf(screen)];
  if (screen.kind === 'menu') parts.push(strings.menuReady(screen.choices.length));
  return [...parts, screen.notice ?? ''].filter(Boolean).join(' ');
}

function besideTitle(screen: Screen): string {
  const words = wordsOf(screen);
  if (QUESTIONS.has(screen.kind)) return '';
  return headline(words)?.rest ?? (FORMS.has(screen.kind) ? '' : words);
}

function wordsOf(screen: Screen): string {
  if ('prompt' in screen) return screen.prompt;
  if ('text' in screen && screen.text) return screen.text;
  return screen.kind === 'filler' ? strings.waiting : '';
}
