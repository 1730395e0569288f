import type { BookingWords } from '../words.js';

export const words: BookingWords = {
  when: 'Wanneer',
  myTurn: 'Als ik aan de beurt ben',
  likely: (range) => `waarschijnlijk ${range}`,
  soon: 'Zo snel mogelijk',
  atOpening: 'Als we weer open zijn',
  pickTime: 'Kies een tijd',
  from: (day, time) => `${day}, ${time} of later`,
  day: 'Dag',
  time: 'Tijd',
  tries: (times, minutes) =>
    times === 1
      ? 'We proberen het één keer. Met een e-mailadres krijgt u een link om het te wijzigen.'
      : `We proberen het ${times} keer, met ${minutes} minuten ertussen. Met een e-mailadres krijgt u een link om het te wijzigen.`,
  fair: 'Niemand die na u kwam, wordt eerder gebeld.',

  stages: {
    waiting: 'We bellen u als u aan de beurt bent',
    booked: 'We bellen u',
    calling: 'We bellen u nu',
    again: 'We konden u niet bereiken',
    called: 'We hebben elkaar gesproken',
    failed: 'Het is niet gelukt u te bereiken',
    cancelled: 'Er komt geen telefoontje',
  },
  at: (moment) => `${moment}.`,
  nextTry: (moment) => `We proberen het opnieuw: ${moment}.`,
  pickUp: 'Neem op als uw telefoon gaat.',
  over: 'We hebben het zo vaak geprobeerd als we zeiden. Vraag een nieuw telefoontje aan als u dat nog wilt.',
  done: 'Dit telefoontje is afgehandeld.',
  cancelled: 'U hebt het ingetrokken. Vraag een nieuw telefoontje aan wanneer u wilt.',
  number: (masked) => `Op ${masked}`,
  changeHere: 'Wijzigen of intrekken',
  keepLink: 'Bewaar deze link: hij opent uw terugbelverzoek op elk apparaat.',

  myCallback: 'Uw terugbelverzoek',
  loading: 'We zoeken uw terugbelverzoek',
  otherTime: 'Een andere tijd',
  soonInstead: 'Zodra ik aan de beurt ben',
  move: 'Bel me dan',
  cancel: 'Intrekken',
  cancelSure: 'Het verzoek intrekken? U verliest uw plaats.',
  keep: 'Behouden',
  moved: 'Gewijzigd.',
  noTimes: 'Er is geen andere tijd vrij.',
  tryAgain: 'Opnieuw proberen',
  linkTitle: 'Deze link opent niets',
  linkDetail: 'Hij is te oud of niet volledig. Kopieer hem opnieuw uit uw e-mail, of vraag een nieuw telefoontje aan.',
  awayTitle: 'We kunnen de dienst niet bereiken',
  awayDetail: 'Uw verzoek is veilig. Controleer uw verbinding en probeer het opnieuw.',
};
