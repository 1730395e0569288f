import { roomWords } from '../strings.js';

const english = {
  sayChoice: 'Say your choice',
  voiceConsent:
    'Your browser listens, and may send what you say to its maker’s speech service. We get the words alone, never the sound.',
  allowVoice: 'Use my voice',
  notNow: 'Not now',
  listening: 'Listening: say a choice',
  heard: (words: string): string => `We heard “${words}”.`,
  deaf: {
    refused: 'We can’t hear you. Allow the microphone in the address bar, or tap a choice.',
    silence: 'We didn’t hear anything. Try again, or tap a choice.',
    away: 'The speech service can’t be reached. Tap a choice instead.',
    language: 'Your browser doesn’t understand this language. Tap a choice instead.',
  },
};

export type VoiceWords = typeof english;

/** What the page says about choices that are spoken. */
export const words = roomWords<VoiceWords>(english, {
  ar: () => import('./words/ar.js'),
  de: () => import('./words/de.js'),
  es: () => import('./words/es.js'),
  fr: () => import('./words/fr.js'),
  hi: () => import('./words/hi.js'),
  nl: () => import('./words/nl.js'),
  pt: () => import('./words/pt.js'),
});
