/** Why nothing was understood. `stopped` is the visitor's own doing. */
export type Deafness = 'refused' | 'silence' | 'away' | 'language' | 'stopped';
export type Heard = { words: string } | { deaf: Deafness };

/** What is used of the browser's own, which TypeScript does not know: https://webaudio.github.io/web-speech-api */
interface Recognition extends EventTarget {
  lang: string;
  maxAlternatives: number;
  start(): void;
  abort(): void;
}
export type Recognizer = new () => Recognition;
type ResultEvent = Event & { results: ArrayLike<ArrayLike<{ transcript: string }>> };
type ErrorEvent = Event & { error: string };

const DEAF: Readonly<Record<string, Deafness>> = {
  'not-allowed': 'refused',
  'service-not-allowed': 'refused',
  'audio-capture': 'refused',
  'no-speech': 'silence',
  'language-not-supported': 'language',
  aborted: 'stopped',
};

/** The browser's own ear, if it has one. It may send what it hears to a service: nobody is listened to unasked. */
export function recognizer(): Recognizer | null {
  const { SpeechRecognition, webkitSpeechRecognition } = window as unknown as Record<string, Recognizer | undefined>;
  return SpeechRecognition ?? webkitSpeechRecognition ?? null;
}

/** The flow's language, as the visitor's own country speaks it where their browser names one: `de` is heard as `de-AT`. */
export function tongue(language: string, preferred: readonly string[]): string {
  if (language.includes('-')) return language;
  return preferred.find((each) => each.toLowerCase().startsWith(`${language.toLowerCase()}-`)) ?? language;
}

/** Listens for one answer. `signal` stops it. */
export function hear(Ear: Recognizer, language: string, signal: AbortSignal): Promise<Heard> {
  const ear = new Ear();
  ear.lang = language;
  ear.maxAlternatives = 1;
  return new Promise((resolve) => {
    ear.addEventListener('result', (event) => {
      const words = (event as ResultEvent).results[0]?.[0]?.transcript.trim();
      if (words) resolve({ words });
    });
    ear.addEventListener('error', (event) => resolve({ deaf: DEAF[(event as ErrorEvent).error] ?? 'away' }));
    ear.addEventListener('nomatch', () => resolve({ deaf: 'silence' }));
    // After all the others: whoever ends without a word has heard none.
    ear.addEventListener('end', () => resolve({ deaf: 'silence' }));
    // Some browsers take their time to end, or never do: who has stopped it does not wait for that.
    const stop = () => {
      resolve({ deaf: 'stopped' });
      ear.abort();
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      ear.start();
    } catch {
      // InvalidStateError: the page is being left, or something else on it listens already.
      resolve({ deaf: 'away' });
    }
  });
}
