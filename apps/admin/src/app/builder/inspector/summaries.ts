import type { Localized, MediaReference } from '@calldocker/flow-engine';
import { clock } from '../../ui/format';
import type { SummaryFacts } from './kind-form';
import { pickedMedia } from './media-words';

/** `0:16 · EN DE NL · CC`: how long, in which of the flow's languages, and whether there are captions. */
export function mediaSummary(media: Localized<MediaReference>, facts: SummaryFacts, none: string): string {
  const { draft, language } = facts;
  const picked = pickedMedia(media, draft, language);
  if (!picked) return none;
  const content = facts.content(picked.contentId);
  if (!content) return 'In your library';
  if (content.status === 'failed') return 'Could not be prepared';
  if (content.status !== 'ready') return content.status === 'transcoding' ? 'Being prepared' : 'On its way';
  const own = draft.languages.filter((one) => media[one]?.contentId);
  const languages = draft.languages.length > 1 ? languageList(own) : null;
  const parts = [
    content.durationSeconds === null ? null : clock(content.durationSeconds),
    languages,
    content.captions.length > 0 ? 'CC' : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(' · ') : content.name;
}

/** The text in a language, else in the flow's fallback order. */
export function shownText(values: Localized<string> | undefined, { draft, language }: SummaryFacts): string {
  for (const tried of [language, ...draft.languages]) {
    const text = values?.[tried]?.trim();
    if (text) return text;
  }
  return '';
}

export function quoted(text: string): string {
  return text ? `“${text}”` : 'No text yet';
}

/** `45 s`, `20 min`, `90 s`: whole minutes where there are. */
export function spanWords(seconds: number): string {
  return seconds >= 60 && seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

function languageList(languages: readonly string[]): string {
  const tags = languages.map((language) => language.toUpperCase());
  return tags.length === 1 ? `${tags[0]} only` : tags.join(' ');
}
