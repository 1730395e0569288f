import { roomWords, type Told } from '../strings.js';

const english = {
  offers: {
    turn: { ask: 'Tell me when it’s my turn', about: 'Also while this page is in the background' },
    call: { ask: 'Tell me when you call', about: 'A message on this device, also while this page is closed' },
  },
  ownPage: 'Be told when it’s your turn',
  ownPageAbout: 'Goes on in a tab of its own, which may notify you',
  willTell: 'We’ll tell you on this device when it’s your turn, and when we call you back.',
  stop: 'Don’t tell me',
  blocked: 'Your browser blocks notifications from this page. Allow them in the address bar if you’d like to be told.',
  failed: 'That couldn’t be arranged. Check your connection and try again, or keep this page open.',
};

export type PushWords = Told<typeof english>;

/** What the page says about being told while it is away. */
export const words = roomWords<PushWords>(english, {
  ar: () => import('./words/ar.js'),
  de: () => import('./words/de.js'),
  es: () => import('./words/es.js'),
  fr: () => import('./words/fr.js'),
  hi: () => import('./words/hi.js'),
  nl: () => import('./words/nl.js'),
  pt: () => import('./words/pt.js'),
});
