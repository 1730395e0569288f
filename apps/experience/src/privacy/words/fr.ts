import type { PrivacyWords } from '../words.js';

export const words: PrivacyWords = {
  title: 'Pouvons-nous noter comment vous êtes arrivé ici ?',
  text: 'Nous aimerions retenir de quelle page et de quelle annonce vous venez, pour améliorer ce service. Si vous dites non, tout marche de la même façon.',
  yes: 'Oui, d’accord',
  no: 'Non',
  more: 'En savoir plus sur la confidentialité, dans un nouvel onglet',
  menu: 'Confidentialité',
  serves: 'Pour vous servir, nous gardons vos réponses et les étapes de cette visite. Il n’y a pas de cookies.',
  usage: 'Retenir de quelle page et de quelle annonce je viens',
  none: 'La page ou l’annonce d’où vous venez n’est pas notée.',
  signalled:
    'Votre navigateur demande de ne pas vous suivre. Nous le respectons : la page ou l’annonce d’où vous venez n’est pas notée.',
  change: 'Vous pouvez changer d’avis à tout moment.',
};
