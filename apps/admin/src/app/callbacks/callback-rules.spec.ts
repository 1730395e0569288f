/** @jest-environment node */
import { countryCodes, rulesOf, textsOf } from './callback-rules';

const settings = {
  countries: ['DE', 'NL'],
  attempts: 3,
  retryMinutes: 10,
  numbersPerDay: 3,
  callsPerHour: 60,
  slotMinutes: 30 as const,
  slotCapacity: 2,
  daysAhead: 7,
  revision: 4,
};

test('what is shown is what is saved', () => {
  const { revision: _, ...edit } = settings;
  expect(rulesOf(textsOf(settings))).toEqual({ settings: edit });
  expect(rulesOf({ ...textsOf(settings), countries: ' ' })).toEqual({ settings: { ...edit, countries: null } });
});

test('countries are written as one likes, and each is one', () => {
  expect(countryCodes('de,nl; BE de')).toEqual({ codes: ['DE', 'NL', 'BE'] });
  expect(countryCodes('DE Germany').wrong).toBe('GERMANY');
  expect(countryCodes('XX').wrong).toBe('XX');
});

test.each([
  ['attempts', '0'],
  ['attempts', '1.5'],
  ['retryMinutes', ''],
  ['slotCapacity', 'many'],
  ['daysAhead', '31'],
] as const)('%s is not %s', (field, value) => {
  expect(rulesOf({ ...textsOf(settings), [field]: value })).toMatchObject({ wrong: { field } });
});
