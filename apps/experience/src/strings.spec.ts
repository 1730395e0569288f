import { LANGUAGES, onSpeaking, speak, strings, type Strings } from './strings.js';

/** Every sentence of a language, by the path of its key; what counts is told for numbers that differ in their plural. */
function told(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const name = path ? `${path}.${key}` : key;
    if (typeof value === 'string') return [[name, value]];
    if (typeof value !== 'function') return told(value as object, name);
    return [0, 1, 2, 3, 7, 11, 100].map((count) => [`${name}(${count})`, String(value(count, true))]);
  });
}

const all = async (): Promise<[string, Strings][]> =>
  Promise.all(Object.entries(LANGUAGES).map(async ([tag, load]) => [tag, (await load()).words] as [string, Strings]));

/** The same in English and in another language, as words sometimes are. */
const ALIKE = new Set([
  'dir',
  'video',
  'message',
  'pause',
  'yourEmailShort',
  'no',
  'optional',
  'ratings.2',
  'chat',
  'email',
]);

describe('the page’s own words', () => {
  it('are at hand in the languages promised', () => {
    expect(Object.keys(LANGUAGES)).toEqual(expect.arrayContaining(['en', 'de', 'fr', 'es', 'pt', 'ar', 'hi']));
  });

  it('say everything in every language, and nothing of it in English', async () => {
    const english = new Map(told((await LANGUAGES['en']?.())?.words ?? {}));
    for (const [tag, words] of await all()) {
      const here = told(words);
      expect([tag, here.map(([key]) => key).sort()]).toEqual([tag, [...english.keys()].sort()]);
      expect([tag, here.filter(([, text]) => text.trim() === '' || text.includes('undefined'))]).toEqual([tag, []]);
      const left = here.filter(([key, text]) => tag !== 'en' && english.get(key) === text && !ALIKE.has(key));
      expect([tag, left]).toEqual([tag, []]);
      expect(words.tag).toBe(tag);
      expect(Intl.DisplayNames.supportedLocalesOf([tag])).toEqual([tag]);
    }
  });

  it('count as the language counts', async () => {
    const arabic = (await LANGUAGES['ar']?.())?.words;
    expect([1, 2, 3, 11].map((count) => arabic?.found(count))).toEqual([
      'إجابة واحدة',
      'إجابتان',
      '3 إجابات',
      '11 إجابة',
    ]);
    const french = (await LANGUAGES['fr']?.())?.words;
    expect([0, 1, 2].map((count) => french?.found(count))).toEqual(['0 réponse', '1 réponse', '2 réponses']);
  });
});

describe('the language spoken', () => {
  afterEach(() => speak(['en']));

  it('is the first that the page knows, whatever its region, and English if there is none', async () => {
    await speak(['xx', 'de-AT', 'fr']);
    expect([strings.tag, strings.skip]).toEqual(['de', 'Überspringen']);
    await speak(['AR-eg']);
    expect([strings.tag, strings.dir]).toEqual(['ar', 'rtl']);
    await speak(['xx']);
    expect([strings.tag, strings.dir, strings.skip]).toEqual(['en', 'ltr', 'Skip']);
  });

  it('is the last one asked for, however long the words of another take to come', async () => {
    await Promise.all([speak(['de']), speak(['fr']), speak(['es'])]);
    expect(strings.tag).toBe('es');
  });

  it('is told to whoever shows words, once for each change', async () => {
    let changes = 0;
    const stop = onSpeaking(() => (changes += 1));
    await speak(['nl']);
    await speak(['nl-BE', 'en']);
    expect(changes).toBe(1);
    stop();
    await speak(['de']);
    expect(changes).toBe(1);
  });
});
