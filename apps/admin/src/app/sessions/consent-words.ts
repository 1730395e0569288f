import type { SessionDetail } from '../api/types';

/** What became of the question about usage data. */
export function consentWords(consent: SessionDetail['consent']): string {
  if (!consent) return 'Not agreed to';
  if (consent.by === 'signal') return 'Refused by the browser';
  return consent.answer === 'given' ? 'Agreed to' : 'Refused';
}
