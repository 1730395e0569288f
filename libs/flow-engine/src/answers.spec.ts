import fc from 'fast-check';
import { readAnswer, type AnswerRules } from './answers.js';
import { readPhone } from './phone.js';
import { coerce, fits } from './variables.js';

function read(written: string, rules: AnswerRules, language = 'en'): unknown {
  const reading = readAnswer(written, rules, language, 'GB');
  return 'problem' in reading ? reading.problem : reading.value;
}

test.each([
  ['text', ' Ada ', 'Ada'],
  ['text', '   ', 'answer.empty'],
  ['digits', '12 34-5', '12345'],
  ['digits', '12a', 'digits.form'],
  ['number', '-3', -3],
  ['number', '1.5', 1.5],
  ['number', '1,5', 1.5],
  ['number', '1,500', 1500],
  ['number', '1.500', 1.5],
  ['number', '1,234,567', 1_234_567],
  ['number', '1,234.50', 1234.5],
  ['number', '\u221240', -40],
  ['number', '1e5', 'number.form'],
  ['number', 'twelve', 'number.form'],
  ['number', '9'.repeat(400), 'number.form'],
  ['email', 'ada@example.com', 'ada@example.com'],
  ['email', 'ada@mail.example.co.uk', 'ada@mail.example.co.uk'],
  ['email', 'ada', 'email.at'],
  ['email', '@example.com', 'email.at'],
  ['email', 'ada@example', 'email.domain'],
  ['email', 'ada@.com', 'email.domain'],
  ['email', 'ada lovelace@example.com', 'email.form'],
  ['email', 'ada@example.com,all.example.com', 'email.form'],
  ['email', `${'x'.repeat(65)}@example.com`, 'email.form'],
  ['email', `${'x'.repeat(5000)}@example.com`, 'text.long'],
  ['phone', '020 7946 0018', '+442079460018'],
  ['phone', '12', 'phone.short'],
  ['date', '2026-3-1', '2026-03-01'],
  ['date', '1. 3. 2026', '2026-03-01'],
  ['date', '2026-02-29', 'date.unknown'],
  ['date', '2026-13-01', 'date.unknown'],
  ['date', '03/01/2026', 'date.form'],
  ['rating', '5', 5],
  ['rating', '0', 'rating.range'],
  ['rating', '6', 'rating.range'],
  ['rating', 'five', 'rating.range'],
] as const)('reads %s %j as %j', (answer, written, expected) => expect(read(written, { answer })).toBe(expected));

test('reads thousands as the language of the visitor writes them', () => {
  expect(read('1.500', { answer: 'number' }, 'de')).toBe(1500);
  expect(read('1.234,5', { answer: 'number' }, 'de')).toBe(1234.5);
  expect(read('1,500', { answer: 'number' }, 'de')).toBe(1.5);
  expect(read('1 500', { answer: 'number' }, 'fr')).toBe(1500);
  expect(read('1,500', { answer: 'number' }, 'not a language')).toBe(1500);
});

test('counts characters as people do', () => {
  expect(read('👋👋', { answer: 'text', minLength: 3 })).toBe('text.short');
  expect(read('👋👋👋', { answer: 'text', maxLength: 3 })).toBe('👋👋👋');
  expect(read('1 2 3 4', { answer: 'digits', minLength: 4, maxLength: 4 })).toBe('1234');
  expect(read('x'.repeat(501), { answer: 'text' })).toBe('text.long');
});

describe('a telephone number', () => {
  test.each([
    ['+49 (0)30 1234-567', undefined, '+49301234567'],
    ['0049 30 1234567', undefined, '+49301234567'],
    ['030/1234.567', 'DE', '+49301234567'],
    ['06 1234 5678', 'IT', '+390612345678'],
    ['06 30 123 4567', 'HU', '+36301234567'],
    ['(212) 555-0123', 'US', '+12125550123'],
    ['1 212 555 0123', 'US', '+12125550123'],
    ['030 1234567', undefined, 'phone.country'],
    ['030 1234567', 'XX', 'phone.country'],
    ['030 1234567', 'constructor', 'phone.country'],
    ['+0301234567', 'DE', 'phone.country'],
    ['+49 0151 23456789', undefined, '+4915123456789'],
    ['+39 06 698 1234', undefined, '+39066981234'],
    ['+49 30', 'DE', 'phone.short'],
    ['+1234567890123456', undefined, 'phone.long'],
    ['call me', 'DE', 'phone.form'],
    ['++49301234567', 'DE', 'phone.form'],
    ['', 'DE', 'phone.empty'],
    ['1'.repeat(500), 'DE', 'phone.long'],
  ])('%j in %s is %s', (written, country, expected) => {
    const reading = readPhone(written, country);
    expect('number' in reading ? reading.number : reading.problem).toBe(expected);
  });

  test('is E.164 or a problem, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789+-(). x\u2011') }), (written) => {
        const reading = readPhone(written, 'DE');
        if ('number' in reading) expect(reading.number).toMatch(/^\+[1-9][0-9]{7,14}$/);
        else expect(reading.problem).toMatch(/^phone\./);
      }),
    );
  });
});

describe('a value', () => {
  test('takes the type of its variable or is refused', () => {
    expect(coerce('12', 'number')).toBe(12);
    expect(coerce(' ', 'number')).toBeNull();
    expect(coerce('twelve', 'number')).toBeUndefined();
    expect(coerce(12, 'text')).toBe('12');
    expect(coerce('true', 'boolean')).toBe(true);
    expect(coerce('yes', 'boolean')).toBeUndefined();
    expect(coerce(1, 'boolean')).toBeUndefined();
    expect(coerce('2026-02-29', 'date')).toBeUndefined();
    expect(coerce('+4930123456', 'phone')).toBe('+4930123456');
    expect(coerce('030', 'phone')).toBeUndefined();
    expect(coerce('ada', 'email')).toBeUndefined();
    expect(coerce(null, 'date')).toBeNull();
  });

  test('is measured in UTF-8', () => {
    expect([fits('x'.repeat(4096)), fits('x'.repeat(4097))]).toEqual([true, false]);
    expect([fits('é'.repeat(2048)), fits('é'.repeat(2049))]).toEqual([true, false]);
    expect([fits('👋'.repeat(1024)), fits('👋'.repeat(1025))]).toEqual([true, false]);
  });
});
