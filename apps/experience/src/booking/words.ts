import { roomWords } from '../strings.js';

const english = {
  when: 'When',
  myTurn: 'My turn',
  likely: (range: string): string => `likely ${range}`,
  soon: 'As soon as we can',
  atOpening: 'When we open again',
  pickTime: 'Pick a time',
  from: (day: string, time: string): string => `${day}, ${time} or later`,
  day: 'Day',
  time: 'Time',
  tries: (times: number, minutes: number): string =>
    times === 1
      ? 'We try once. With an e-mail address you get a link to change it.'
      : `We try ${times} times, ${minutes} minutes apart. With an e-mail address you get a link to change it.`,
  fair: 'Nobody who came after you is called first.',

  stages: {
    waiting: 'We’ll call you when it’s your turn',
    booked: 'We’ll call you',
    calling: 'We’re calling you now',
    again: 'We couldn’t reach you',
    called: 'We’ve spoken',
    failed: 'We couldn’t reach you',
    cancelled: 'No call is coming',
  },
  at: (moment: string): string => `${moment}.`,
  nextTry: (moment: string): string => `We try again: ${moment}.`,
  pickUp: 'Pick up when your phone rings.',
  over: 'We tried as often as we said we would. Ask for a new call if you still want one.',
  done: 'This call is done with.',
  cancelled: 'You took it back. Ask for a new call whenever you like.',
  number: (masked: string): string => `At ${masked}`,
  changeHere: 'Change it or take it back',
  keepLink: 'Keep this link: it opens your callback on any device.',

  myCallback: 'Your callback',
  loading: 'Looking for your callback',
  otherTime: 'Another time',
  soonInstead: 'As soon as it’s my turn',
  move: 'Call me then',
  cancel: 'Take it back',
  cancelSure: 'Take the call back? You lose your place.',
  keep: 'Keep it',
  moved: 'Changed.',
  noTimes: 'No other time is free.',
  tryAgain: 'Try again',
  linkTitle: 'This link opens nothing',
  linkDetail: 'It is too old, or not whole. Copy it again from your mail, or ask for a new call.',
  awayTitle: 'We can’t reach the service',
  awayDetail: 'Your callback is safe. Check your connection, then try again.',
};

export type BookingWords = typeof english;

/** What the page says about when one is called. */
export const words = roomWords<BookingWords>(english, {
  ar: () => import('./words/ar.js'),
  de: () => import('./words/de.js'),
  es: () => import('./words/es.js'),
  fr: () => import('./words/fr.js'),
  hi: () => import('./words/hi.js'),
  nl: () => import('./words/nl.js'),
  pt: () => import('./words/pt.js'),
});
