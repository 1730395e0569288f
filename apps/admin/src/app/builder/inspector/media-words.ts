import type { Definition, Language, Localized, MediaReference } from '@calldocker/flow-engine';

/** What is played in a language: its own media, else the first of the flow's fallback order. */
export function pickedMedia(
  values: Localized<MediaReference> | undefined,
  draft: Definition,
  language: Language,
): { language: Language; contentId: string } | null {
  for (const tried of [language, ...draft.languages]) {
    const contentId = values?.[tried]?.contentId;
    if (contentId) return { language: tried, contentId };
  }
  return null;
}
