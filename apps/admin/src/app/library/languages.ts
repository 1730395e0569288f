const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** `nl` -> `Dutch`; a tag nobody knows stays as it is. */
export function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    // Intl throws a RangeError for what is not a language tag.
    return tag;
  }
}

export function isLanguage(tag: string): boolean {
  try {
    return names.of(tag) !== undefined;
  } catch {
    // A RangeError again: not a tag at all.
    return false;
  }
}

/** Offered first; any other tag can be typed. */
export const COMMON_LANGUAGES = [
  'en',
  'de',
  'nl',
  'fr',
  'es',
  'it',
  'pt',
  'pl',
  'tr',
  'uk',
  'ar',
  'zh',
  'ja',
  'hi',
] as const;
