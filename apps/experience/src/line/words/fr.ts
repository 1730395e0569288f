import type { LineWords } from '../words.js';

const numbered = (place: number): string => (place === 1 ? '1er' : `${place}e`);

export const words: LineWords = {
  inLine: (place) => (place === 1 ? 'C’est bientôt à vous' : `Vous êtes ${numbered(place)} dans la file`),
  badge: numbered,
  offered: 'Quelqu’un va vous répondre',
  finding: 'Nous cherchons votre place',
  you: 'Vous',
  agent: 'Conseiller',
  before: (count) => `${count} personnes avant vous`,

  underMinute: 'Sans doute moins d’une minute',
  upTo: (minutes) => `Sans doute moins de ${minutes} minutes`,
  about: (minutes) => `Sans doute environ ${minutes} ${minutes === '1' ? 'minute' : 'minutes'}`,
  between: (from, to) => `Sans doute ${from} à ${to} minutes`,
  fourInFive: '4 personnes sur 5 ont une réponse dans ce délai. Il change si quelqu’un a besoin de plus de temps.',
  unknown: 'Nous ne savons pas encore combien de temps cela prendra. Votre place est gardée.',
  stale: 'C’était la situation quand la connexion a été perdue. Votre place est gardée.',
  now: 'maintenant',
  minutes: (count) => `${count} min.`,

  kept: 'Actualisez cette page ou revenez-y : votre place est gardée.',
  leave: 'Quitter la file',
  callMe: 'Gardez ma place et appelez-moi',
  clock: (from, to) => `Sans doute entre ${from} et ${to}`,
  clockAbout: (time) => `Sans doute vers ${time}`,
  stays: (place) => `Vous restez ${numbered(place)} dans la file`,
  keptMeanwhile: 'Votre place dans la file est gardée.',
};
