import type { BookingWords } from '../words.js';

export const words: BookingWords = {
  when: 'Quand',
  myTurn: 'À mon tour',
  likely: (range) => `sans doute ${range}`,
  soon: 'Dès que possible',
  atOpening: 'À notre réouverture',
  pickTime: 'Choisir une heure',
  from: (day, time) => `${day}, ${time} ou plus tard`,
  day: 'Jour',
  time: 'Heure',
  tries: (times, minutes) =>
    times === 1
      ? 'Nous essayons une fois. Avec une adresse e-mail, vous recevez un lien pour modifier.'
      : `Nous essayons ${times} fois, à ${minutes} minutes d’intervalle. Avec une adresse e-mail, vous recevez un lien pour modifier.`,
  fair: 'Personne arrivé après vous n’est appelé avant vous.',

  stages: {
    waiting: 'Nous vous appelons quand c’est votre tour',
    booked: 'Nous vous appellerons',
    calling: 'Nous vous appelons',
    again: 'Vous n’avez pas répondu',
    called: 'Nous nous sommes parlé',
    failed: 'Nous n’avons pas pu vous joindre',
    cancelled: 'Aucun appel n’est prévu',
  },
  at: (moment) => `${moment}.`,
  nextTry: (moment) => `Nouvel essai : ${moment}.`,
  pickUp: 'Décrochez quand votre téléphone sonne.',
  over: 'Nous avons essayé autant de fois que promis. Demandez un nouvel appel si vous le souhaitez encore.',
  done: 'Cet appel est terminé.',
  cancelled: 'Vous l’avez annulé. Demandez un nouvel appel quand vous voulez.',
  number: (masked) => `Au ${masked}`,
  changeHere: 'Modifier ou annuler',
  keepLink: 'Gardez ce lien : il ouvre votre rappel sur tout appareil.',

  myCallback: 'Votre rappel',
  loading: 'Nous cherchons votre rappel',
  otherTime: 'Une autre heure',
  soonInstead: 'Dès que c’est mon tour',
  move: 'Appelez-moi alors',
  cancel: 'Annuler l’appel',
  cancelSure: 'Annuler l’appel ? Vous perdez votre place.',
  keep: 'Garder',
  moved: 'Modifié.',
  noTimes: 'Aucune autre heure n’est libre.',
  tryAgain: 'Réessayer',
  linkTitle: 'Ce lien n’ouvre rien',
  linkDetail: 'Il est trop ancien ou incomplet. Copiez-le à nouveau depuis votre e-mail, ou demandez un nouvel appel.',
  awayTitle: 'Le service ne répond pas',
  awayDetail: 'Votre rappel est conservé. Vérifiez votre connexion, puis réessayez.',
};
