import { languageName, OWN_NAMES } from './language-name.js';

describe('languageName', () => {
  it('says the languages of the page as Intl does', () => {
    const told = Object.keys(OWN_NAMES).map((tag) => [tag, new Intl.DisplayNames([tag], { type: 'language' }).of(tag)]);
    expect(Object.fromEntries(told)).toEqual(OWN_NAMES);
  });

  it('knows every other language too, and says a tag that is none as it is', () => {
    expect(languageName('it')).toBe('italiano');
    expect(languageName('de-AT')).toBe('Österreichisches Deutsch');
    expect(languageName('no tag')).toBe('no tag');
  });
});
