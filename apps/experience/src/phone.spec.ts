import { countries, firstCountry, phoneNumber } from './phone.js';
import { strings } from './strings.js';

describe('a phone number', () => {
  it('gets the chosen country’s code', () => {
    expect(phoneNumber('6 1234 5678', 'NL')).toEqual({ number: '+31612345678' });
    expect(phoneNumber('(030) 123-4567', 'DE')).toEqual({ number: '+490301234567' });
  });

  it('keeps a code that was typed, with + or 00', () => {
    expect(phoneNumber('+32 470 12 34 56', 'NL')).toEqual({ number: '+32470123456' });
    expect(phoneNumber('0032 470 12 34 56', 'NL')).toEqual({ number: '+32470123456' });
  });

  it('is told what to mend', () => {
    expect(phoneNumber('  ', 'NL')).toEqual({ error: strings.phoneMissing });
    expect(phoneNumber('12', 'NL')).toEqual({ error: strings.phoneShort });
    expect(phoneNumber('ring the bell', 'NL')).toEqual({ error: strings.phoneShape });
    expect(phoneNumber('1'.repeat(18), 'NL')).toEqual({ error: strings.phoneLong });
  });
});

describe('the country', () => {
  it('is the flow’s, else the browser’s, else the first', () => {
    expect(firstCountry('nl', ['en-GB'])).toBe('NL');
    expect(firstCountry(undefined, ['en', 'de-AT'])).toBe('AT');
    expect(firstCountry('XX', ['en'])).toBe(countries()[0]?.code);
  });

  it('is chosen from all there are, by name', () => {
    expect(countries().length).toBe(245);
    expect(countries().find(({ code }) => code === 'NL')).toEqual({ code: 'NL', calling: '31', name: 'Netherlands' });
  });
});
