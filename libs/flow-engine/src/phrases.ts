/** Sentences the engine says where an author wrote none. A language that is missing here is served in English. */
import type { Language } from './definition.js';
import { baseOf } from './languages.js';
import { own } from './own.js';
import { ar } from './phrases/ar.js';
import { de } from './phrases/de.js';
import { en, type PhraseKey, type Phrases } from './phrases/en.js';
import { es } from './phrases/es.js';
import { fr } from './phrases/fr.js';
import { hi } from './phrases/hi.js';
import { nl } from './phrases/nl.js';
import { pt } from './phrases/pt.js';

export type { PhraseKey } from './phrases/en.js';
export type PhraseValues = Partial<Record<'keys' | 'min' | 'max' | 'lowest' | 'scale', string | number>>;

/** Those of the visitor's page. */
export const PHRASES: Readonly<Record<string, Phrases>> = { en, ar, de, es, fr, hi, nl, pt };

export function isPhraseKey(value: unknown): value is PhraseKey {
  return typeof value === 'string' && Object.hasOwn(en, value);
}

/** A sentence in the language, or in English. */
export function phrase(language: Language, key: PhraseKey, values?: PhraseValues): string {
  const sentence = (own(PHRASES, baseOf(language)) ?? en)[key];
  if (values === undefined) return sentence;
  let filled = sentence;
  for (const [name, value] of Object.entries(values)) filled = filled.replace(`{${name}}`, () => String(value));
  return filled;
}

/** `1, 2 or 3` */
export function listed(language: Language, words: readonly string[]): string {
  const last = words.length - 1;
  let list = words[0] ?? '';
  for (let at = 1; at < last; at++) list += `${phrase(language, 'comma')}${words[at]}`;
  return last < 1 ? list : `${list} ${phrase(language, 'or')} ${words[last]}`;
}
