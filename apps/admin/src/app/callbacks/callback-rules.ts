import type { CallbackSettings, CallbackSettingsEdit } from '../api/types';

/** As they stand in the fields. */
export type Rules = Record<keyof CallbackSettingsEdit, string>;

export interface WrongRule {
  field: keyof Rules;
  message: string;
}

/** What the API takes. */
const BOUNDS: Record<Exclude<keyof Rules, 'countries' | 'slotMinutes'>, [least: number, most: number]> = {
  attempts: [1, 10],
  retryMinutes: [1, 1440],
  numbersPerDay: [1, 100],
  callsPerHour: [1, 10_000],
  slotCapacity: [0, 1000],
  daysAhead: [1, 30],
};

export function textsOf(settings: CallbackSettings | null): Rules {
  const text = (value: number | undefined) => (value === undefined ? '' : String(value));
  return {
    countries: settings?.countries?.join(', ') ?? '',
    attempts: text(settings?.attempts),
    retryMinutes: text(settings?.retryMinutes),
    numbersPerDay: text(settings?.numbersPerDay),
    callsPerHour: text(settings?.callsPerHour),
    slotMinutes: text(settings?.slotMinutes),
    slotCapacity: text(settings?.slotCapacity),
    daysAhead: text(settings?.daysAhead),
  };
}

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** `de, NL` as codes; null when nothing is named. `wrong` is the first that is no country. */
export function countryCodes(text: string): { codes: string[] | null; wrong?: string } {
  const codes = text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter(Boolean);
  const wrong = codes.find((code) => !/^[A-Z]{2}$/.test(code) || regions.of(code) === undefined);
  if (wrong !== undefined) return { codes: codes.filter((code) => code !== wrong && /^[A-Z]{2}$/.test(code)), wrong };
  return { codes: codes.length > 0 ? [...new Set(codes)] : null };
}

export function rulesOf(rules: Rules): { settings: CallbackSettingsEdit } | { wrong: WrongRule } {
  const { codes, wrong } = countryCodes(rules.countries);
  if (wrong !== undefined)
    return { wrong: { field: 'countries', message: `${wrong} is no country. Write two letters, DE for example.` } };
  for (const [name, [least, most]] of Object.entries(BOUNDS)) {
    const field = name as keyof typeof BOUNDS;
    const value = Number(rules[field].trim() || NaN);
    if (!Number.isInteger(value) || value < least || value > most)
      return { wrong: { field, message: `Write a whole number from ${least} to ${most.toLocaleString('en')}.` } };
  }
  const slot = Number(rules.slotMinutes);
  return {
    settings: {
      countries: codes,
      attempts: Number(rules.attempts),
      retryMinutes: Number(rules.retryMinutes),
      numbersPerDay: Number(rules.numbersPerDay),
      callsPerHour: Number(rules.callsPerHour),
      slotMinutes: slot === 30 || slot === 60 ? slot : 15,
      slotCapacity: Number(rules.slotCapacity),
      daysAhead: Number(rules.daysAhead),
    },
  };
}
