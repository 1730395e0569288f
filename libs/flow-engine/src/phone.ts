/**
 * A light reading of telephone numbers. It tells a visitor at once what is missing; whether a number exists in its country's
 * plan is for the host to check before it calls.
 */
export type PhoneProblem = 'phone.empty' | 'phone.form' | 'phone.country' | 'phone.short' | 'phone.long';

/** Calling code, and the trunk prefix that a national number drops abroad. */
const COUNTRIES: Readonly<Record<string, readonly [code: string, trunk: string]>> = {
  AE: ['971', '0'],
  AR: ['54', '0'],
  AT: ['43', '0'],
  AU: ['61', '0'],
  BE: ['32', '0'],
  BG: ['359', '0'],
  BR: ['55', '0'],
  CA: ['1', '1'],
  CH: ['41', '0'],
  CL: ['56', ''],
  CN: ['86', '0'],
  CO: ['57', ''],
  CY: ['357', ''],
  CZ: ['420', ''],
  DE: ['49', '0'],
  DK: ['45', ''],
  EE: ['372', ''],
  ES: ['34', ''],
  FI: ['358', '0'],
  FR: ['33', '0'],
  GB: ['44', '0'],
  GR: ['30', ''],
  HR: ['385', '0'],
  HU: ['36', '06'],
  IE: ['353', '0'],
  IL: ['972', '0'],
  IN: ['91', '0'],
  IS: ['354', ''],
  IT: ['39', ''],
  JP: ['81', '0'],
  KR: ['82', '0'],
  LI: ['423', ''],
  LT: ['370', '0'],
  LU: ['352', ''],
  LV: ['371', ''],
  MT: ['356', ''],
  MX: ['52', ''],
  NL: ['31', '0'],
  NO: ['47', ''],
  NZ: ['64', '0'],
  PL: ['48', ''],
  PT: ['351', ''],
  RO: ['40', '0'],
  RS: ['381', '0'],
  SE: ['46', '0'],
  SG: ['65', ''],
  SI: ['386', '0'],
  SK: ['421', '0'],
  TR: ['90', '0'],
  UA: ['380', '0'],
  US: ['1', '1'],
  ZA: ['27', '0'],
};

export function isKnownCountry(country: string): boolean {
  return Object.hasOwn(COUNTRIES, country);
}

/** To E.164, for example `+4930123456`. */
export function readPhone(written: string, country?: string): { number: string } | { problem: PhoneProblem } {
  if (written.trim() === '') return { problem: 'phone.empty' };
  if (written.length > 64) return { problem: 'phone.long' };
  // `+44 (0)20 ...`: the bracketed zero is only dialled within the country.
  let digits = written.replace('(0)', '').replace(/[\s()./\u00a0\u2010-\u2015-]/g, '');
  if (digits.startsWith('00')) digits = `+${digits.slice(2)}`;
  const international = digits.startsWith('+');
  if (international) digits = digits.slice(1);
  if (!/^[0-9]+$/.test(digits)) return { problem: 'phone.form' };
  if (!international) {
    const plan = country !== undefined && isKnownCountry(country) ? COUNTRIES[country] : undefined;
    if (plan === undefined) return { problem: 'phone.country' };
    const [code, trunk] = plan;
    digits = code + (trunk !== '' && digits.startsWith(trunk) ? digits.slice(trunk.length) : digits);
  } else {
    digits = withoutTrunk(digits);
  }
  if (digits.startsWith('0')) return { problem: 'phone.country' };
  if (digits.length < 8) return { problem: 'phone.short' };
  if (digits.length > 15) return { problem: 'phone.long' };
  return { number: `+${digits}` };
}

/** People put the code before the number they know: `+49 0151 ...`. Behind these codes no number begins with the zero. */
function withoutTrunk(digits: string): string {
  const plan = Object.values(COUNTRIES).find(
    ([code, trunk]) => trunk.startsWith('0') && digits.startsWith(code + trunk),
  );
  return plan ? plan[0] + digits.slice(plan[0].length + plan[1].length) : digits;
}
