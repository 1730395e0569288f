import type { VoiceWords } from '../words.js';

export const words: VoiceWords = {
  sayChoice: 'Diga su opción',
  voiceConsent:
    'Su navegador escucha y puede enviar lo que dice al servicio de voz de su fabricante. Nosotros recibimos solo las palabras, nunca el sonido.',
  allowVoice: 'Usar mi voz',
  notNow: 'Ahora no',
  listening: 'Le escuchamos: diga una opción',
  heard: (words) => `Hemos oído «${words}».`,
  deaf: {
    refused: 'No le oímos. Permita el micrófono en la barra de direcciones o toque una opción.',
    silence: 'No hemos oído nada. Inténtelo de nuevo o toque una opción.',
    away: 'No se puede acceder al servicio de voz. Toque una opción.',
    language: 'Su navegador no entiende este idioma. Toque una opción.',
  },
};
