import { captionGuess, isCaptionFile } from './caption-files';

const pieces = [
  { id: 'w', name: 'Welcome, workshop', kind: 'video', language: 'en' },
  { id: 'b', name: 'battery-care', kind: 'audio', language: null },
  { id: 'p', name: 'Logo', kind: 'image', language: null },
] as const;

describe('A dropped caption file', () => {
  it('is known by its ending', () => {
    expect(['a.vtt', 'a.SRT', 'a.mp4', 'vtt'].map((name) => isCaptionFile({ name }))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('belongs to the piece of its name, in the language its name says', () => {
    expect(captionGuess('Welcome, workshop.nl.vtt', pieces)).toEqual({ contentId: 'w', language: 'nl' });
    expect(captionGuess('Battery Care_pt-BR.srt', pieces)).toEqual({ contentId: 'b', language: 'pt-BR' });
  });

  it('is in the spoken language when its name says none', () => {
    expect(captionGuess('welcome, workshop.vtt', pieces)).toEqual({ contentId: 'w', language: 'en' });
    expect(captionGuess('battery care.vtt', pieces)).toEqual({ contentId: 'b', language: null });
  });

  it('is left to the person when nothing has its name, or only a picture', () => {
    expect(captionGuess('Farewell.de.vtt', pieces)).toEqual({ contentId: null, language: 'de' });
    expect(captionGuess('Logo.vtt', pieces)).toEqual({ contentId: null, language: null });
  });
});
