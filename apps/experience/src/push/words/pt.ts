import type { PushWords } from '../words.js';

export const words: PushWords = {
  tellMe: 'Avisem-me quando for a minha vez',
  tellMeAbout: 'Mesmo com esta página em segundo plano',
  ownPage: 'Receber um aviso quando for a sua vez',
  ownPageAbout: 'Continua num separador próprio, que o pode avisar',
  willTell: 'Avisamos neste dispositivo quando for a sua vez e quando lhe ligarmos.',
  stop: 'Não me avisem',
  blocked:
    'O seu navegador bloqueia as notificações desta página. Permita-as na barra de endereços se quiser ser avisado.',
  failed: 'Não foi possível. Verifique a ligação e tente de novo, ou deixe esta página aberta.',
};
