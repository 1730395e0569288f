import type { LineWords } from '../words.js';

export const words: LineWords = {
  inLine: (place) => (place === 1 ? 'U bent zo aan de beurt' : `U bent ${place}e in de rij`),
  badge: (place) => `${place}e`,
  offered: 'Er neemt zo iemand op',
  finding: 'We zoeken uw plaats',
  you: 'U',
  agent: 'Medewerker',
  before: (count) => `${count} mensen voor u`,

  underMinute: 'Waarschijnlijk minder dan een minuut',
  upTo: (minutes) => `Waarschijnlijk minder dan ${minutes} minuten`,
  about: (minutes) => `Waarschijnlijk ongeveer ${minutes} ${minutes === '1' ? 'minuut' : 'minuten'}`,
  between: (from, to) => `Waarschijnlijk ${from} tot ${to} minuten`,
  fourInFive: '4 van de 5 mensen worden binnen deze tijd geholpen. Het schuift op als iemand langer nodig heeft.',
  unknown: 'We weten nog niet hoe lang het duurt. Uw plaats blijft bewaard.',
  stale: 'Zo stond het toen de verbinding wegviel. Uw plaats blijft bewaard.',
  now: 'nu',
  minutes: (count) => `${count} min.`,

  kept: 'Vernieuw deze pagina of kom later terug: uw plaats blijft bewaard.',
  leave: 'De rij verlaten',
  callMe: 'Houd mijn plaats en bel mij',
  clock: (from, to) => `Waarschijnlijk tussen ${from} en ${to}`,
  clockAbout: (time) => `Waarschijnlijk rond ${time}`,
  stays: (place) => `U blijft ${place}e in de rij`,
  keptMeanwhile: 'Uw plaats in de rij blijft bewaard.',
};
