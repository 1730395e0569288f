import { chooseTrack, clock, direction, headline, passage, readSoFar, spokenChoice } from './cues.js';

const track = (language: string) => ({ language, label: language, url: '', transcriptUrl: '', edition: 1 });

describe('captions', () => {
  it('come in the screen’s language, then its base language, then the browser’s, then whatever there is', () => {
    const tracks = [track('de'), track('en-GB'), track('nl')];
    expect(chooseTrack(tracks, ['nl', 'en'])?.language).toBe('nl');
    expect(chooseTrack(tracks, ['en'])?.language).toBe('en-GB');
    expect(chooseTrack(tracks, ['fr', 'nl-BE'])?.language).toBe('nl');
    expect(chooseTrack(tracks, ['fr'])?.language).toBe('de');
    expect(chooseTrack([], ['fr'])).toBeNull();
  });

  it('are read as one text where nobody listens, with a paragraph where the voice rests', () => {
    const cue = (text: string, startTime: number, endTime: number) => ({ text, startTime, endTime });
    expect(passage([])).toBe('');
    expect(
      passage([
        cue('Hello\nand welcome. ', 0.4, 2),
        cue('', 2, 2.2),
        cue('We are here.', 2.3, 4),
        cue('Choose.', 5, 6),
      ]),
    ).toBe('Hello and welcome. We are here.\nChoose.');
  });

  it('are read along word by word', () => {
    const line = 'choose battery or repair';
    expect(readSoFar(line, 10, 14, 10)).toEqual(['choose', ' battery or repair']);
    expect(readSoFar(line, 10, 14, 12)).toEqual(['choose battery', ' or repair']);
    expect(readSoFar(line, 10, 14, 14)).toEqual([line, '']);
    expect(readSoFar(line, 10, 10, 10)).toEqual([line, '']);
  });
});

describe('the choice being spoken', () => {
  const choices = [
    { id: 'track', label: 'Track an order' },
    { id: 'repair', label: 'Repair' },
  ];

  it('lights when its whole label is in the line', () => {
    expect(spokenChoice('To track an order, press 1.', choices)).toBe('track');
    expect(spokenChoice('We repair bikes', choices)).toBe('repair');
    expect(spokenChoice('Repairs take a day', choices)).toBeNull();
  });

  it('is the one named last when a line names two', () => {
    expect(spokenChoice('Track an order, or “repair”!', choices)).toBe('repair');
  });
});

describe('a text', () => {
  it('with a short first sentence has it as its heading', () => {
    expect(headline('You’re booked in. We’ve sent this to you.')).toEqual({
      title: 'You’re booked in',
      rest: 'We’ve sent this to you.',
    });
    expect(headline('Are you there?\nTell us.')).toEqual({ title: 'Are you there?', rest: 'Tell us.' });
    expect(headline('Thanks')).toEqual({ title: 'Thanks', rest: '' });
  });

  it('with a long first sentence, or none, has no heading', () => {
    expect(headline('word '.repeat(30))).toBeNull();
    expect(headline('  ')).toBeNull();
    expect(headline('Dr. Jansen calls you.')).toBeNull();
  });
});

test('time left is whole seconds, never less than none', () => {
  expect([clock(65.2), clock(5.1), clock(-3), clock(Number.NaN)]).toEqual(['1:06', '0:06', '0:00', '0:00']);
});

test('Arabic and Hebrew run from the right', () => {
  expect(['ar-EG', 'he', 'en', 'nl'].map(direction)).toEqual(['rtl', 'rtl', 'ltr', 'ltr']);
});
