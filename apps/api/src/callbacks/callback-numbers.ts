import { parsePhoneNumberFromString, type CountryCode, type NumberType, type PhoneNumber } from 'libphonenumber-js/max';

export interface NumberRules {
  /** ISO 3166-1 alpha-2; null: any country. */
  countries: readonly string[] | null;
}

export type NumberRefusal = 'unknown' | 'kind' | 'country';

/** Calls to these cost the company what their owner likes, or reach a machine: they are never called. */
const NOT_CALLED: ReadonlySet<NumberType> = new Set<NumberType>([
  'PREMIUM_RATE',
  'SHARED_COST',
  'UAN',
  'PAGER',
  'VOICEMAIL',
  'PERSONAL_NUMBER',
  'TOLL_FREE',
]);

/**
 * Whether a number may be called back: it exists in its country's plan, costs no more than a call, and is in a country that
 * the company calls. Numbers of no country (satellites, ships, international premium lines) are not.
 */
export function refusalOf(number: string, { countries }: NumberRules): NumberRefusal | undefined {
  const phone = parsePhoneNumberFromString(number);
  if (!phone?.isValid()) return isOfNoCountry(phone) ? 'kind' : 'unknown';
  if (isOfNoCountry(phone) || NOT_CALLED.has(phone.getType())) return 'kind';
  const country = countryOf(phone);
  if (countries !== null && (country === undefined || !countries.includes(country))) return 'country';
  return undefined;
}

const countryOf = (phone: PhoneNumber): CountryCode | undefined => phone.country ?? phone.getPossibleCountries()[0];

/** 800, 808, 870, 878, 881 to 883, 888 and 979 belong to no country. */
const isOfNoCountry = (phone: PhoneNumber | undefined): boolean =>
  phone !== undefined && /^(8(00|08|70|78|8[1-8])|979)$/.test(phone.countryCallingCode);
