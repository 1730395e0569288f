import { spokenLanguages, startLanguage, voicesFor } from './voices';

const voice = (id: string, language: string) => ({ id, name: id, language, engine: 'espeak-ng' });
const voices = [
  voice('nl', 'nl'),
  voice('gb', 'en-GB'),
  voice('us', 'en-US'),
  voice('de', 'de'),
  voice('us2', 'en-US'),
];
const ids = (found: readonly { id: string }[]): string[] => found.map(({ id }) => id);

describe('Voices', () => {
  it('are offered by language, each once, by its name', () => {
    expect(spokenLanguages(voices)).toEqual(['en-US', 'en-GB', 'nl', 'de']);
  });

  it('of a language are those of its kinds too', () => {
    expect(ids(voicesFor(voices, 'en'))).toEqual(['gb', 'us', 'us2']);
    expect(ids(voicesFor(voices, 'en-US'))).toEqual(['us', 'us2']);
    expect(voicesFor(voices, 'fr')).toEqual([]);
  });

  it('begin with what the person reads', () => {
    expect(startLanguage(['de', 'en-GB', 'nl'], ['nl-BE', 'en'])).toBe('nl');
    expect(startLanguage(['de', 'en-GB'], ['fr', 'en-US'])).toBe('en-GB');
    expect(startLanguage(['de'], ['fr'])).toBe('de');
    expect(startLanguage([], ['fr'])).toBe('en');
  });
});
