import fc from 'fast-check';
import { chooseLanguage, pickText, regionOf } from './languages.js';
import { isPhraseKey, listed, phrase } from './phrases.js';
import { inspect, render } from './templates.js';

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

  test('has its values filled in, in every language', () => {
    for (const language of ['en', 'de', 'nl', 'fr']) {
      expect(phrase(language, 'text.short', { min: 3 })).toContain(' 3 ');
      expect(phrase(language, 'menu.keys', { keys: listed(language, ['1', '2', '3']) })).toMatch(/1, 2 \S+ 3/);
      expect(phrase(language, 'rating.range', { scale: 7 })).toContain('7');
    }
  });

  test('has a key of its own', () => {
    expect(['phone.short', 'toString', 5].map(isPhraseKey)).toEqual([true, false, false]);
  });
});
