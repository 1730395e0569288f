import type { TranslationReport } from '../api/types';
import { many } from '../ui/format';

type Reason = TranslationReport['skipped'][number]['reason'];

const REASONS: Record<Reason, string> = {
  'source-changed': 'the text has changed since the file was saved',
  'unknown-text': 'the flow has no such text any more',
  placeholders: 'a {name} of the text is missing in it, or is one too many',
  fuzzy: 'the translator marked it as unsure',
};

/** What an import of translations did, and what it left as it was. */
export function translationLines({ changed, skipped }: TranslationReport, language: string): string[] {
  const done = changed > 0 ? `${many(changed, 'text')} taken into ${language}.` : `No text in ${language} has changed.`;
  return [done, ...skipped.map(({ context, reason }) => `Left out: ${context} (${REASONS[reason]}).`)];
}
