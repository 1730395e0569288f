import type { OptionsWords } from '../words.js';

export const words: OptionsWords = {
  goOnBy: 'Como quer continuar?',
  modes: { video: 'Vídeo', audio: 'Som', text: 'Texto' },
  modesAbout: {
    video: 'Ver e ouvir quem o atende',
    audio: 'Ouvir, mesmo com o ecrã desligado',
    text: 'Ler tudo, sem som',
  },
  otherDevice: 'Continuar noutro dispositivo',
  otherDeviceHow:
    'Leia este código com o outro dispositivo, ou abra lá a ligação. Funciona uma vez, durante dez minutos.',
  qrCode: 'Código com a ligação',
  link: 'Ligação',
  copyLink: 'Copiar a ligação',
  copied: 'Copiado',
  linkAway: 'Não conseguimos criar uma ligação. Verifique a rede e tente de novo.',
  background: 'Som de fundo',
  backgroundAbout: 'Música ou ambiente por baixo do que se diz',
};
