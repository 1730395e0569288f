import type { MediaLimits } from '../api/types';

/** One limit as the dialog asks for it: in a unit that people count in. */
export interface LimitField {
  name: keyof MediaLimits;
  label: string;
  unit: string;
  /** How many of the API's units one of the dialog's is. */
  factor: number;
}

export const LIMIT_FIELDS: readonly LimitField[] = [
  { name: 'quotaBytes', label: 'Storage for all media', unit: 'GB', factor: 1e9 },
  { name: 'fileBytes', label: 'Largest file', unit: 'MB', factor: 1e6 },
  { name: 'durationSeconds', label: 'Longest recording', unit: 'minutes', factor: 60 },
  { name: 'pixels', label: 'Largest picture', unit: 'megapixels', factor: 1e6 },
  { name: 'framesPerSecond', label: 'Highest frame rate', unit: 'frames a second', factor: 1 },
  { name: 'streams', label: 'Tracks in one file', unit: 'tracks', factor: 1 },
  { name: 'archivedDays', label: 'Unused and archived: deleted after', unit: 'days', factor: 1 },
];

export type LimitTexts = Record<keyof MediaLimits, string>;

/** What is set, as it stands in the fields; empty where the installation decides. */
export function textsOf(own: MediaLimits): LimitTexts {
  return Object.fromEntries(
    LIMIT_FIELDS.map(({ name, factor }) => [name, own[name] === undefined ? '' : shorten(own[name] / factor)]),
  ) as LimitTexts;
}

/** What the fields say, or the first that is no number above zero. */
export function limitsOf(texts: LimitTexts): { limits: MediaLimits } | { wrong: LimitField } {
  const limits: MediaLimits = {};
  for (const field of LIMIT_FIELDS) {
    const text = texts[field.name].trim().replace(',', '.');
    if (text === '') continue;
    const value = Math.round(Number(text) * field.factor);
    if (!Number.isSafeInteger(value) || value < 1) return { wrong: field };
    limits[field.name] = value;
  }
  return { limits };
}

/** 53.687 for 53.6870912: as many digits as one reads. */
export const shorten = (value: number): string => String(Number(value.toPrecision(5)));
