import type { VoiceWords } from '../words.js';

export const words: VoiceWords = {
  sayChoice: 'Zeg uw keuze',
  voiceConsent:
    'Uw browser luistert en stuurt wat u zegt mogelijk naar de spraakdienst van de maker. Wij krijgen alleen de woorden, nooit het geluid.',
  allowVoice: 'Mijn stem gebruiken',
  notNow: 'Niet nu',
  listening: 'We luisteren: zeg een keuze',
  heard: (words) => `We hoorden “${words}”.`,
  deaf: {
    refused: 'We kunnen u niet horen. Sta de microfoon toe in de adresbalk, of tik op een keuze.',
    silence: 'We hebben niets gehoord. Probeer het opnieuw, of tik op een keuze.',
    away: 'De spraakdienst is niet bereikbaar. Tik in plaats daarvan op een keuze.',
    language: 'Uw browser verstaat deze taal niet. Tik in plaats daarvan op een keuze.',
  },
};
