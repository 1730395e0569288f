import type { VoiceWords } from '../words.js';

export const words: VoiceWords = {
  sayChoice: 'Dire votre choix',
  voiceConsent:
    'Votre navigateur écoute et peut envoyer vos paroles au service vocal de son éditeur. Nous ne recevons que les mots, jamais le son.',
  allowVoice: 'Utiliser ma voix',
  notNow: 'Pas maintenant',
  listening: 'Nous écoutons : dites un choix',
  heard: (words) => `Nous avons entendu « ${words} ».`,
  deaf: {
    refused: 'Nous ne vous entendons pas. Autorisez le micro dans la barre d’adresse, ou touchez un choix.',
    silence: 'Nous n’avons rien entendu. Réessayez, ou touchez un choix.',
    away: 'Le service vocal est injoignable. Touchez plutôt un choix.',
    language: 'Votre navigateur ne comprend pas cette langue. Touchez plutôt un choix.',
  },
};
