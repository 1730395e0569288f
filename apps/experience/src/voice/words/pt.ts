import type { VoiceWords } from '../words.js';

export const words: VoiceWords = {
  sayChoice: 'Diga a sua opção',
  voiceConsent:
    'O seu navegador ouve e pode enviar o que diz ao serviço de voz do fabricante. Nós recebemos só as palavras, nunca o som.',
  allowVoice: 'Usar a minha voz',
  notNow: 'Agora não',
  listening: 'Estamos a ouvir: diga uma opção',
  heard: (words) => `Ouvimos «${words}».`,
  deaf: {
    refused: 'Não o conseguimos ouvir. Permita o microfone na barra de endereço, ou toque numa opção.',
    silence: 'Não ouvimos nada. Tente de novo, ou toque numa opção.',
    away: 'Não é possível aceder ao serviço de voz. Toque antes numa opção.',
    language: 'O seu navegador não entende esta língua. Toque antes numa opção.',
  },
};
