import type { VoiceWords } from '../words.js';

export const words: VoiceWords = {
  sayChoice: 'Auswahl aussprechen',
  voiceConsent:
    'Ihr Browser hört zu und schickt das Gesagte womöglich an den Sprachdienst seines Herstellers. Wir bekommen nur die Wörter, nie den Ton.',
  allowVoice: 'Meine Stimme benutzen',
  notNow: 'Jetzt nicht',
  listening: 'Wir hören: nennen Sie eine Auswahl',
  heard: (words) => `Wir haben „${words}“ gehört.`,
  deaf: {
    refused:
      'Wir können Sie nicht hören. Erlauben Sie das Mikrofon in der Adresszeile oder tippen Sie auf eine Auswahl.',
    silence: 'Wir haben nichts gehört. Versuchen Sie es noch einmal oder tippen Sie auf eine Auswahl.',
    away: 'Der Sprachdienst ist nicht erreichbar. Tippen Sie stattdessen auf eine Auswahl.',
    language: 'Ihr Browser versteht diese Sprache nicht. Tippen Sie stattdessen auf eine Auswahl.',
  },
};
