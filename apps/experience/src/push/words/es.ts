import type { PushWords } from '../words.js';

export const words: PushWords = {
  offers: {
    turn: { ask: 'Avísenme cuando sea mi turno', about: 'Aunque esta página esté en segundo plano' },
    call: { ask: 'Avísenme cuando llamen', about: 'Un aviso en este dispositivo, también con esta página cerrada' },
  },
  ownPage: 'Recibir un aviso cuando sea su turno',
  ownPageAbout: 'Continúa en una pestaña propia que puede avisarle',
  willTell: 'Le avisaremos en este dispositivo cuando sea su turno y cuando le llamemos.',
  stop: 'No me avisen',
  blocked:
    'Su navegador bloquea los avisos de esta página. Permítalos en la barra de direcciones si quiere que le avisemos.',
  failed: 'No se pudo organizar. Compruebe la conexión e inténtelo de nuevo, o deje esta página abierta.',
};
