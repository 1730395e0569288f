import type { Voice } from '../api/types';
import { languageName } from './languages';

/** The languages that some voice speaks, by their names. */
export function spokenLanguages(voices: readonly Voice[]): string[] {
  return [...new Set(voices.map(({ language }) => language))].sort((a, b) =>
    languageName(a).localeCompare(languageName(b)),
  );
}

/** Voices of a language and of its kinds: for `en` also `en-US`. */
export function voicesFor(voices: readonly Voice[], language: string): Voice[] {
  const [base = ''] = language.toLowerCase().split('-');
  return voices.filter((voice) => {
    const spoken = voice.language.toLowerCase();
    return spoken === language.toLowerCase() || (language.toLowerCase() === base && spoken.startsWith(`${base}-`));
  });
}

/** What the person reads is likely what they write: their first language that a voice speaks. */
export function startLanguage(spoken: readonly string[], preferred: readonly string[]): string {
  for (const tag of preferred) {
    const exact = spoken.find((one) => one.toLowerCase() === tag.toLowerCase());
    const [base = ''] = tag.toLowerCase().split('-');
    const near = exact ?? spoken.find((one) => one.toLowerCase() === base || one.toLowerCase().startsWith(`${base}-`));
    if (near) return near;
  }
  return spoken.find((one) => one === 'en' || one.startsWith('en-')) ?? spoken[0] ?? 'en';
}
