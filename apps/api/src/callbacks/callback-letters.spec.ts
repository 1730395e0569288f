import { letterOf, type LetterFacts, type Occasion } from './callback-letters.js';

const facts: LetterFacts = {
  occasion: 'confirmed',
  language: 'en',
  timeZone: 'Europe/Amsterdam',
  company: 'Brightwater',
  url: 'https://calls.example/callback#token',
};
const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'ar', 'hi', 'nl'];
const OCCASIONS: Occasion[] = ['confirmed', 'soon', 'missed', 'given-up', 'wrong-number'];

describe('a letter about a call', () => {
  it('tells the time by the visitor’s clock, in the visitor’s language', () => {
    const at = new Date('2026-12-21T08:30:00Z');
    const letter = (language: string, timeZone: string) => letterOf({ ...facts, at, language, timeZone }).text;
    expect(letter('en', 'Europe/Amsterdam')).toContain('on Monday, December 21 at 09:30 AM GMT+1');
    expect(letter('nl-BE', 'Europe/Brussels')).toContain('maandag 21 december');
    expect(letter('nl-BE', 'Europe/Brussels')).toContain('09:30');
    expect(letter('hi', 'Asia/Kolkata')).toContain('02:00');
    expect(letter('de', 'America/New_York')).toContain('Montag, 21. Dezember um 03:30');
  });

  it.each(LANGUAGES)('has a text of its own for each occasion in %s, with its link in both bodies', (language) => {
    const letters = OCCASIONS.map((occasion) => letterOf({ ...facts, occasion, language, place: 3, name: 'Noor' }));
    expect(new Set(letters.map(({ text }) => text)).size).toBe(OCCASIONS.length - 1);
    for (const { subject, text, html } of letters) {
      expect(`${subject}${text}`).not.toMatch(/[{}]/);
      expect(subject.endsWith(': Brightwater')).toBe(true);
      expect([text, html].every((body) => body.includes(facts.url) && body.includes('Noor'))).toBe(true);
      if (language !== 'en') expect(text).not.toContain(letterOf({ ...facts, place: 3 }).text.split('\n')[2]);
    }
  });

  it('runs from right to left in Arabic, and its place is written in that language’s digits', () => {
    const { html, text } = letterOf({ ...facts, language: 'ar-EG', place: 12 });
    expect(html).toContain('<html lang="ar-EG" dir="rtl">');
    expect(text).toContain('١٢');
    expect(letterOf({ ...facts, language: 'de' }).html).toContain('dir="ltr">');
  });

  it('is English where nobody wrote it in the visitor’s language', () => {
    expect(letterOf({ ...facts, language: 'ja', at: new Date('2026-12-21T08:30:00Z') }).text).toMatch(
      /^Hello,[^]*Monday/,
    );
  });

  it('takes nothing that somebody wrote for markup', () => {
    const { html } = letterOf({ ...facts, name: '<img src=x onerror=alert(1)>', company: `"A" & 'B'` });
    expect(html).not.toContain('<img');
    expect(html).toContain('&quot;A&quot; &amp; &#39;B&#39;');
  });
});
