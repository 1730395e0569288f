import type { PushWords } from '../words.js';

export const words: PushWords = {
  offers: {
    turn: { ask: 'Avisem-me quando for a minha vez', about: 'Mesmo com esta página em segundo plano' },
    call: { ask: 'Avisem-me quando ligarem', about: 'Um aviso neste dispositivo, mesmo com esta página fechada' },
  },
  ownPage: 'Receber um aviso quando for a sua vez',
  ownPageAbout: 'Continua num separador próprio, que o pode avisar',
  willTell: 'Avisamos neste dispositivo quando for a sua vez e quando lhe ligarmos.',
  stop: 'Não me avisem',
  blocked:
    'O seu navegador bloqueia as notificações desta página. Permita-as na barra de endereços se quiser ser avisado.',
  failed: 'Não foi possível. Verifique a ligação e tente de novo, ou deixe esta página aberta.',
};
