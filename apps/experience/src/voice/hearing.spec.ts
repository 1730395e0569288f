import { hear, type Heard, type Recognizer, tongue } from './hearing.js';

/** An ear that does as it is told. */
class Ear extends EventTarget {
  static last: Ear;
  lang = '';
  maxAlternatives = 0;
  aborted = false;
  constructor() {
    super();
    Ear.last = this;
  }
  start(): void {
    if (this.lang === 'xx') throw new DOMException('', 'InvalidStateError');
  }
  abort(): void {
    this.aborted = true;
  }
  tells(type: string, what: object = {}): void {
    this.dispatchEvent(Object.assign(new Event(type), what));
  }
}

function listen(language = 'en'): { heard: Promise<Heard>; ear: Ear; stop: () => void } {
  const stopping = new AbortController();
  const heard = hear(Ear as unknown as Recognizer, language, stopping.signal);
  return { heard, ear: Ear.last, stop: () => stopping.abort() };
}

test('what was said is told without the blanks around it', async () => {
  const { heard, ear } = listen('de');
  expect(ear.lang).toBe('de');
  ear.tells('result', { results: [[{ transcript: ' mein Paket ' }]] });
  ear.tells('end');
  expect(await heard).toEqual({ words: 'mein Paket' });
});

test.each([
  ['not-allowed', 'refused'],
  ['service-not-allowed', 'refused'],
  ['audio-capture', 'refused'],
  ['no-speech', 'silence'],
  ['language-not-supported', 'language'],
  ['network', 'away'],
  ['something-new', 'away'],
])('%s is told as %s', async (error, deaf) => {
  const { heard, ear } = listen();
  ear.tells('error', { error });
  ear.tells('end');
  expect(await heard).toEqual({ deaf });
});

test('an end without a word, or with blanks alone, is silence', async () => {
  const { heard, ear } = listen();
  ear.tells('result', { results: [[{ transcript: '  ' }]] });
  ear.tells('end');
  expect(await heard).toEqual({ deaf: 'silence' });
});

test('who stops it does not wait for an ear that never ends', async () => {
  const { heard, ear, stop } = listen();
  stop();
  expect(await heard).toEqual({ deaf: 'stopped' });
  expect(ear.aborted).toBe(true);
});

test('an ear that cannot begin is told of, not thrown', async () => {
  expect(await listen('xx').heard).toEqual({ deaf: 'away' });
});

test('a language is heard as the visitor’s country speaks it, never as another language', () => {
  expect(tongue('de', ['en-US', 'de-AT', 'de-DE'])).toBe('de-AT');
  expect(tongue('pt-BR', ['pt-PT'])).toBe('pt-BR');
  expect(tongue('de', ['en-US'])).toBe('de');
  expect(tongue('de', ['del-US'])).toBe('de');
});
