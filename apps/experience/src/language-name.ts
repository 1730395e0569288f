/**
 * What the page itself speaks, as `Intl.DisplayNames` says it: asked for the first time it takes a phone a tenth of a second,
 * which the first screen would wait for.
 */
export const OWN_NAMES: Record<string, string> = {
  ar: 'العربية',
  de: 'Deutsch',
  en: 'English',
  es: 'español',
  fr: 'français',
  hi: 'हिन्दी',
  nl: 'Nederlands',
  pt: 'português',
};

/** In the language itself: who needs it can read it. */
export function languageName(language: string): string {
  const known = OWN_NAMES[language];
  if (known) return known;
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  } catch {
    // RangeError: the flow's author made the tag up.
    return language;
  }
}
