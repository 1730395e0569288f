import fc from 'fast-check';
import { chooseLanguage, pickText, regionOf } from './languages.js';
import { en } from './phrases/en.js';
import { isPhraseKey, listed, phrase, PHRASES } from './phrases.js';
import { escapes, inspect, render } from './templates.js';

describe('a template', () => {
  const values: Record<string, string> = { name: 'Ada', empty: '', sly: '{name}' };
  const shown = (template: string): string => render(template, (name) => values[name] ?? `<${name}>`);

  test.each([
    ['no braces', 'no braces'],
    ['Hello {name}', 'Hello Ada'],
    ['{ name }', 'Ada'],
    ['{{name}}', '{name}'],
    ['{{{name}}}', '{Ada}'],
    ['{empty}{name}{empty}', 'Ada'],
    ['{sly}', '{name}'],
    ['{other}', '<other>'],
    ['a { b', 'a { b'],
    ['a } b', 'a } b'],
    ['{}', '{}'],
    ['{two words}', '{two words}'],
    ['{unclosed', '{unclosed'],
    ['{a{name}', '{aAda'],
    ['{{}}', '{}'],
  ])('shows %j as %j', (template, expected) => expect(shown(template)).toBe(expected));

  test('says which variables it uses, and whether a brace stands alone', () => {
    expect(inspect('{a} {{b}} {c} {a}')).toEqual({ names: ['a', 'c'], balanced: true });
    for (const broken of ['{', '}', '{}', '{a b}', '{a', 'a}', '{{a}']) expect(inspect(broken).balanced).toBe(false);
  });

  test('shows any text as it is once its braces are doubled', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const doubled = text.replaceAll('{', '{{').replaceAll('}', '}}');
        expect(shown(doubled)).toBe(text);
        expect(inspect(doubled)).toEqual({ names: [], balanced: true });
      }),
    );
  });
});

describe('a value in a template', () => {
  const shown = (template: string, value: string, escape: (typeof escapes)[keyof typeof escapes]): string | undefined =>
    render(template, () => value, escape);

  test('is shown as it is where only texts are shown', () => {
    const value = '<b onclick="x">{name}</b>\r\n\u2028';
    expect(shown('{a}', value, escapes.text)).toBe(value);
    expect(render('{a}', () => value)).toBe(value);
  });

  test.each([
    ['a b&c=d/e?f#g', 'a%20b%26c%3Dd%2Fe%3Ff%23g'],
    ['../../admin', '..%2F..%2Fadmin'],
    ['ä🚲', '%C3%A4%F0%9F%9A%B2'],
    ['half \ud83d and \udeb2', 'half%20%EF%BF%BD%20and%20%EF%BF%BD'],
    ['{name}%', '%7Bname%7D%25'],
    ['', ''],
  ])('stays within its part of an address: %j', (value, expected) => {
    expect(shown('https://shop.example/{a}?q={a}', value, escapes.url)).toBe(
      `https://shop.example/${expected}?q=${expected}`,
    );
  });

  test('is refused in an address when it is points alone, which lead out of a path even when they are encoded', () => {
    for (const value of ['.', '..', '...'])
      expect(shown('https://shop.example/{a}/x', value, escapes.url)).toBeUndefined();
    expect(shown('https://shop.example/{a}', '1.5', escapes.url)).toBe('https://shop.example/1.5');
  });

  test('stays one value of a form, points or not', () => {
    expect(shown('a={a}&b=1', '..&b=2 +\ud800', escapes.form)).toBe('a=..%26b%3D2%20%2B%EF%BF%BD&b=1');
  });

  test('never leaves the string of a JSON body', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('","admin":true,"x":"', '\\', '\u2028\u2029')),
        (value) => {
          const body = shown('{{"said": "{a} {a}"}}', value, escapes.json) ?? '';
          expect(JSON.parse(body)).toEqual({ said: `${value} ${value}` });
          expect(body).not.toMatch(/[\u2028\u2029]/);
        },
      ),
    );
  });

  test.each(['a\r\nSet-Cookie: x', 'a\nb', 'a\rb', 'a\0b', 'a\u007fb', 'Zoë 🚲', '\ud800'])(
    'is refused in a header when it would begin another or cannot be sent: %j',
    (value) => expect(shown('Bearer {a}', value, escapes.header)).toBeUndefined(),
  );

  test('stands in a header otherwise', () => {
    expect(shown('Bearer {a}', 'a\tb Zoë "x";=,', escapes.header)).toBe('Bearer a\tb Zoë "x";=,');
  });

  test('is escaped, and the text of the template is not', () => {
    expect(shown('a b/{a}', 'a b', escapes.url)).toBe('a b/a%20b');
    expect(shown('a\n"', 'x', escapes.json)).toBe('a\n"');
    expect(shown('a\nb', 'x', escapes.header)).toBe('a\nb');
  });

  test('is never read as a template, however it is escaped', () => {
    for (const escape of Object.values(escapes)) {
      const asked: string[] = [];
      render('{a}{{b}}', (name) => (asked.push(name), '{c}'), escape);
      expect(asked).toEqual(['a']);
    }
  });
});

describe('a language', () => {
  test.each([
    [['de-AT'], ['en', 'de'], 'de'],
    [['DE-at'], ['en', 'de', 'de-AT'], 'de-AT'],
    [['fr', 'de'], ['en', 'de'], 'de'],
    [['de'], ['en', 'de-CH'], 'de-CH'],
    [['de-AT'], ['en', 'de-CH', 'de'], 'de'],
    [['zh-Hant-TW'], ['en', 'zh-Hant', 'zh'], 'zh-Hant'],
    [['fr'], ['nl', 'en'], 'nl'],
    [[], ['nl'], 'nl'],
    [['en'], [], 'en'],
    [['deu'], ['en', 'de'], 'en'],
  ])('for a visitor who prefers %j among %j is %s', (preferred, available, expected) => {
    expect(chooseLanguage(preferred, available)).toBe(expected);
  });

  test('that is missing is stood in for by the first one there is, in the order of the flow', () => {
    const texts = { nl: 'Hallo', en: 'Hello', de: ' ' };
    expect(pickText(texts, 'de', ['de', 'en', 'nl'])).toEqual({ language: 'en', value: 'Hello' });
    expect(pickText(texts, 'nl', ['de', 'en', 'nl'])).toEqual({ language: 'nl', value: 'Hallo' });
    expect(pickText(texts, 'constructor', ['de', 'toString'])).toBeUndefined();
  });

  test('may name a region', () => {
    expect(['de-AT', 'zh-Hant-tw', 'de', 'es-419'].map(regionOf)).toEqual(['AT', 'TW', undefined, undefined]);
  });
});

describe('a sentence of the engine', () => {
  test('is said in the language, or else in English', () => {
    expect(phrase('de-CH', 'menu.tap')).toBe('Tippen Sie auf eine Auswahl.');
    expect(phrase('ja', 'menu.tap')).toBe('Tap a choice.');
    expect(phrase('constructor', 'menu.tap')).toBe('Tap a choice.');
  });

  test('is there in every language of the visitor’s page, in that language, with the values it is to be filled with', () => {
    expect(Object.keys(PHRASES).sort()).toEqual(['ar', 'de', 'en', 'es', 'fr', 'hi', 'nl', 'pt']);
    const filled = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const [language, phrases] of Object.entries(PHRASES)) {
      const keys = Object.keys(en).filter(isPhraseKey);
      expect([language, Object.keys(phrases).sort()]).toEqual([language, [...keys].sort()]);
      expect([language, keys.map((key) => filled(phrases[key]))]).toEqual([
        language,
        keys.map((key) => filled(en[key])),
      ]);
      const left = keys.filter((key) => language !== 'en' && key !== 'comma' && phrases[key] === en[key]);
      expect([language, left]).toEqual([language, []]);
    }
  });

  test('has its values filled in, in every language', () => {
    for (const language of Object.keys(PHRASES)) {
      expect(phrase(language, 'text.short', { min: 3 })).toMatch(/ 3\b/);
      expect(phrase(language, 'menu.keys', { keys: listed(language, ['1', '2', '3']) })).toMatch(/1[,،] 2 \S+ 3/);
      expect(phrase(language, 'rating.range', { scale: 7 })).toContain('7');
    }
  });

  test('has a key of its own', () => {
    expect(['phone.short', 'toString', 5].map(isPhraseKey)).toEqual([true, false, false]);
  });
});
