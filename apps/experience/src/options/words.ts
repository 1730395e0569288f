import { roomWords } from '../strings.js';

const english = {
  goOnBy: 'How would you like to go on?',
  modes: { video: 'Video', audio: 'Audio', text: 'Text' },
  modesAbout: {
    video: 'See and hear the host',
    audio: 'Listen, also with the screen off',
    text: 'Read it all, without sound',
  },
  otherDevice: 'Continue on another device',
  otherDeviceHow: 'Scan this code with the other device, or open the link there. It works once, for ten minutes.',
  qrCode: 'Code with the link',
  link: 'Link',
  copyLink: 'Copy link',
  copied: 'Copied',
  linkAway: 'We couldn’t make a link. Check your connection, then try again.',
  background: 'Background sound',
  backgroundAbout: 'Music or a scene beneath what is said',
};

export type OptionsWords = typeof english;

/** What the page says about how and where to go on. */
export const words = roomWords<OptionsWords>(english, {
  ar: () => import('./words/ar.js'),
  de: () => import('./words/de.js'),
  es: () => import('./words/es.js'),
  fr: () => import('./words/fr.js'),
  hi: () => import('./words/hi.js'),
  nl: () => import('./words/nl.js'),
  pt: () => import('./words/pt.js'),
});
