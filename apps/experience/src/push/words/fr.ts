import type { PushWords } from '../words.js';

export const words: PushWords = {
  offers: {
    turn: { ask: 'Prévenez-moi quand ce sera mon tour', about: 'Même si cette page est à l’arrière-plan' },
    call: {
      ask: 'Prévenez-moi quand vous appelez',
      about: 'Un message sur cet appareil, même si cette page est fermée',
    },
  },
  ownPage: 'Être prévenu quand ce sera votre tour',
  ownPageAbout: 'La visite continue dans un onglet à elle, qui peut vous prévenir',
  willTell: 'Nous vous prévenons sur cet appareil quand c’est votre tour et quand nous vous rappelons.',
  stop: 'Ne pas me prévenir',
  blocked:
    'Votre navigateur bloque les notifications de cette page. Autorisez-les dans la barre d’adresse pour être prévenu.',
  failed: 'Cela n’a pas pu se faire. Vérifiez votre connexion et réessayez, ou laissez cette page ouverte.',
};
