import type { Language } from '@calldocker/flow-engine';

const NAMES = new Intl.DisplayNames(['en'], { type: 'language' });

/** `de` is German. A tag the browser cannot name stands for itself. */
export function languageName(language: Language): string {
  try {
    return NAMES.of(language) ?? language;
  } catch {
    // RangeError: not a well-formed tag; the checks say so.
    return language;
  }
}

/** Offered first when a language is added; any other tag can be typed. */
export const COMMON_LANGUAGES: readonly Language[] = [
  'en', 'de', 'nl', 'fr', 'es', 'it', 'pt', 'pl', 'tr', 'ar', 'uk', 'ru', 'cs', 'da', 'sv', 'nb', 'fi', 'el', 'hu', 'ro',
  'zh', 'ja', 'ko', 'hi',
];
