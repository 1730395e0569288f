/** Which language a visitor gets, and which text stands in where one is missing. */
import type { Language, Localized, MediaReference } from './definition.js';
import { own } from './own.js';

export interface Picked<T> {
  language: Language;
  value: T;
}

/** The best of `available` for a browser's list: `de-AT` is served by `de-AT`, else by `de`, else by any other German. */
export function chooseLanguage(preferred: readonly string[], available: readonly Language[]): Language {
  for (const tag of preferred) {
    const wanted = tag.toLowerCase();
    for (let tried = wanted; tried !== ''; tried = parentOf(tried)) {
      const match = available.find((language) => language.toLowerCase() === tried);
      if (match !== undefined) return match;
    }
    const sister = available.find((language) => baseOf(language) === baseOf(wanted));
    if (sister !== undefined) return sister;
  }
  return available[0] ?? 'en';
}

/** The text for a language or a wider one, else that of the first language in fallback order that has it. */
export function pickText(
  texts: Localized<string>,
  language: Language,
  order: readonly Language[],
): Picked<string> | undefined {
  return pick(texts, language, order, isWritten);
}

export function pick<T>(
  values: Localized<T>,
  language: Language,
  order: readonly Language[],
  present: (value: T) => boolean,
): Picked<T> | undefined {
  const value = own(values, language);
  if (value !== undefined && present(value)) return { language, value };
  const near = nearest(values, parentOf(language), present);
  if (near !== undefined) return near;
  for (const other of order) {
    const fallback = own(values, other);
    if (fallback !== undefined && present(fallback)) return { language: other, value: fallback };
  }
  return undefined;
}

/** What serves a language without a change of language: its own, else that of a wider one. German does for `de-AT`. */
export function nearest<T>(
  values: Localized<T>,
  language: Language,
  present: (value: T) => boolean,
): Picked<T> | undefined {
  for (let tried = language; tried !== ''; tried = parentOf(tried)) {
    const value = own(values, tried);
    if (value !== undefined && present(value)) return { language: tried, value };
  }
  return undefined;
}

export function isWritten(text: string): boolean {
  return text.charCodeAt(0) > 32 || text.trim() !== '';
}

export function isChosen({ contentId }: MediaReference): boolean {
  return contentId !== '';
}

/** `pt-BR` is Portuguese. */
export function baseOf(language: Language): string {
  const dash = language.indexOf('-');
  return (dash < 0 ? language : language.slice(0, dash)).toLowerCase();
}

/** The region of a tag, when it names one: `AT` of `de-AT`. */
export function regionOf(language: Language): string | undefined {
  return language
    .split('-')
    .slice(1)
    .find((part) => /^[A-Za-z]{2}$/.test(part))
    ?.toUpperCase();
}

function parentOf(tag: string): string {
  const dash = tag.lastIndexOf('-');
  return dash < 0 ? '' : tag.slice(0, dash);
}

const names = new Map<Language, string>();

/** In English, as all messages to authors. */
export function languageName(language: Language): string {
  let name = names.get(language);
  if (name === undefined) {
    name = readLanguageName(language);
    if (names.size > 500) names.clear();
    names.set(language, name);
  }
  return name;
}

function readLanguageName(language: Language): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(language) ?? language;
  } catch {
    // RangeError: an author's tag that is not a language.
    return language;
  }
}
