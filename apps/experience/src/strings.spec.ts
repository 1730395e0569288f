import { words as booking } from './booking/words.js';
import { words as line } from './line/words.js';
import { words as options } from './options/words.js';
import { LANGUAGES, onSpeaking, roomsSpeak, speak, strings, type Strings } from './strings.js';
import { words as talk } from './talk/strings.js';
import { words as voice } from './voice/words.js';

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
  'options',
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

describe('the words of a room', () => {
  afterEach(() => speak(['en']));
  /** Said alike in English and another language. */
  const alike = new Set([
    ...['messages', 'badge', 'minutes', 'at', 'camera'],
    ...['modes.video', 'modes.audio', 'modes.text'],
  ]);
  /** Every sentence of it; what is told of somebody is told of Ada, and of three of them. */
  const sentences = (words: object): [string, string][] =>
    Object.entries(words).flatMap(([key, value]: [string, unknown]): [string, string][] => {
      if (typeof value === 'string') return [[key, value]];
      if (typeof value !== 'function')
        return sentences(value as object).map(([name, text]) => [`${key}.${name}`, text]);
      return [1, 2, 3, 11].map((n) => [`${key}(${n})`, String(value(key === 'with' ? ['Ada'] : n, 5))]);
    });

  it('are said in every language, and nothing of them in English', async () => {
    for (const room of [line, talk, booking, voice, options]) {
      await speak(['en']);
      await roomsSpeak();
      const english = new Map(sentences(room));
      for (const tag of Object.keys(LANGUAGES).filter((each) => each !== 'en')) {
        await speak([tag]);
        const here = sentences(room);
        expect([tag, here.map(([key]) => key)]).toEqual([tag, [...english.keys()]]);
        const left = here.filter(([key, text]) => english.get(key) === text && !alike.has(key.split('(')[0] ?? ''));
        expect([tag, left]).toEqual([tag, []]);
      }
    }
  });

  it('are those of the language spoken when the room’s code comes late', async () => {
    await speak(['de']);
    await roomsSpeak();
    expect([line.inLine(3), talk.send, booking.when, voice.notNow]).toEqual([
      'Sie sind auf Platz 3',
      'Senden',
      'Wann',
      'Jetzt nicht',
    ]);
    await speak(['xx']);
    expect([line.inLine(3), talk.send, booking.when]).toEqual(['You’re third in line', 'Send', 'When']);
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
