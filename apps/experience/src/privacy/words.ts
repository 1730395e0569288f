import { roomWords, type Told } from '../strings.js';

const english = {
  title: 'May we keep how you got here?',
  text: 'We’d like to remember which page and which advertisement you came from, to make this service better. If you say no, everything works just the same.',
  yes: 'Yes, that’s fine',
  no: 'No',
  more: 'More about privacy, in a new tab',

  menu: 'Privacy',
  serves: 'To serve you we keep your answers and the steps of this visit. There are no cookies.',
  usage: 'Remember which page and advertisement I came from',
  none: 'Which page or advertisement you came from is not kept.',
  signalled:
    'Your browser asks not to track you. We keep to that: which page or advertisement you came from is not kept.',
  change: 'You can change this at any time.',
};

export type PrivacyWords = Told<typeof english>;

/** What the page says about what is kept. */
export const words = roomWords<PrivacyWords>(english, {
  ar: () => import('./words/ar.js'),
  de: () => import('./words/de.js'),
  es: () => import('./words/es.js'),
  fr: () => import('./words/fr.js'),
  hi: () => import('./words/hi.js'),
  nl: () => import('./words/nl.js'),
  pt: () => import('./words/pt.js'),
});
