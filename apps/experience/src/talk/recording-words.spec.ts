import { LANGUAGES, speak } from '../strings.js';
import { recordingWords } from './recording-words.js';

function all(): Record<string, string> {
  const { ask, kept, ...words } = recordingWords();
  return { ...words, nobody: ask(null, true), picture: ask('Anna', true), sound: ask('Anna', false), kept: kept(30) };
}

describe('the question whether a call may be recorded', () => {
  it('is asked in every language of the page, with the name, what is recorded and the days it is kept', async () => {
    await speak(['en']);
    const english = all();
    for (const tag of Object.keys(LANGUAGES)) {
      await speak([tag]);
      const here = all();
      expect([tag, Object.values(here).filter((text) => text.trim() === '')]).toEqual([tag, []]);
      expect(here['picture']).toContain('Anna');
      expect(here['picture']).not.toBe(here['sound']);
      expect(here['kept']).toContain('30');
      const alike = Object.keys(here).filter((key) => here[key] === english[key] && key !== 'decline');
      expect([tag, alike]).toEqual([tag, tag === 'en' ? Object.keys(english).filter((key) => key !== 'decline') : []]);
    }
    await speak(['en']);
  });
});
