import type { Content } from '../api/types';
import { soundsFor } from './described';

const film = { durationSeconds: 16, language: 'en' };
const sound = (name: string, durationSeconds: number, edit: Partial<Content> = {}): Content =>
  ({ name, durationSeconds, kind: 'audio', media: {}, language: null, ...edit }) as Content;

const offered = (...library: Content[]) => soundsFor(film, library).map(({ name }) => name);

describe('the sounds offered as an audio description', () => {
  it('are as long as the film, and ready', () => {
    const library = [sound('Told', 17.9), sound('Long', 18.1), sound('Short', 13.9), sound('Jingle', 2)];
    expect(offered(...library, sound('On its way', 16, { media: null }), sound('Film', 16, { kind: 'video' }))).toEqual(
      ['Told'],
    );
  });

  it('are those in the film’s language first, then the closest in length', () => {
    const library = [sound('Far', 17.5), sound('Near', 16.1), sound('English', 14.5, { language: 'en' })];
    expect(offered(...library)).toEqual(['English', 'Near', 'Far']);
  });
});
