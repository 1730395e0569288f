import type { PrivacyWords } from '../words.js';

export const words: PrivacyWords = {
  title: '¿Podemos guardar cómo ha llegado hasta aquí?',
  text: 'Nos gustaría recordar desde qué página y qué anuncio viene, para mejorar este servicio. Si dice que no, todo funciona igual.',
  yes: 'Sí, de acuerdo',
  no: 'No',
  more: 'Más sobre privacidad, en otra pestaña',
  menu: 'Privacidad',
  serves: 'Para atenderle guardamos sus respuestas y los pasos de esta visita. No hay cookies.',
  usage: 'Recordar desde qué página y anuncio vengo',
  none: 'No se guarda desde qué página o anuncio viene.',
  signalled: 'Su navegador pide que no se le siga. Lo respetamos: no se guarda desde qué página o anuncio viene.',
  change: 'Puede cambiarlo cuando quiera.',
};
