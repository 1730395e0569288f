import type { OptionsWords } from '../words.js';

export const words: OptionsWords = {
  goOnBy: '¿Cómo quiere continuar?',
  modes: { video: 'Vídeo', audio: 'Sonido', text: 'Texto' },
  modesAbout: {
    video: 'Ver y oír a quien le atiende',
    audio: 'Escuchar, también con la pantalla apagada',
    text: 'Leerlo todo, sin sonido',
  },
  otherDevice: 'Continuar en otro dispositivo',
  otherDeviceHow:
    'Escanee este código con el otro dispositivo, o abra allí el enlace. Funciona una vez, durante diez minutos.',
  qrCode: 'Código con el enlace',
  link: 'Enlace',
  copyLink: 'Copiar el enlace',
  copied: 'Copiado',
  linkAway: 'No hemos podido crear un enlace. Compruebe la conexión e inténtelo de nuevo.',
  background: 'Sonido de fondo',
  backgroundAbout: 'Música o ambiente bajo lo que se dice',
};
