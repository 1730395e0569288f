import type { LineWords } from '../words.js';

export const words: LineWords = {
  inLine: (place) => (place === 1 ? 'Sie sind als Nächstes dran' : `Sie sind auf Platz ${place}`),
  badge: (place) => `${place}.`,
  offered: 'Gleich meldet sich jemand',
  finding: 'Wir suchen Ihren Platz',
  you: 'Sie',
  agent: 'Berater',
  before: (count) => `${count} Personen vor Ihnen`,

  underMinute: 'Wahrscheinlich weniger als eine Minute',
  upTo: (minutes) => `Wahrscheinlich weniger als ${minutes} Minuten`,
  about: (minutes) => `Wahrscheinlich etwa ${minutes} ${minutes === '1' ? 'Minute' : 'Minuten'}`,
  between: (from, to) => `Wahrscheinlich ${from} bis ${to} Minuten`,
  fourInFive: '4 von 5 kommen in dieser Zeit dran. Sie verschiebt sich, wenn jemand länger braucht.',
  unknown: 'Wie lange es dauert, wissen wir noch nicht. Ihr Platz bleibt.',
  stale: 'So stand es, als die Verbindung abriss. Ihr Platz bleibt.',
  now: 'jetzt',
  minutes: (count) => `${count} Min.`,

  kept: 'Laden Sie die Seite neu oder kommen Sie wieder: Ihr Platz bleibt.',
  leave: 'Warteschlange verlassen',
  callMe: 'Platz behalten, rufen Sie mich an',
  clock: (from, to) => `Wahrscheinlich zwischen ${from} und ${to}`,
  clockAbout: (time) => `Wahrscheinlich gegen ${time}`,
  stays: (place) => `Sie bleiben auf Platz ${place}`,
  keptMeanwhile: 'Ihr Platz in der Schlange bleibt.',
};
