import type { BookingWords } from '../words.js';

export const words: BookingWords = {
  when: 'Wann',
  myTurn: 'Der Reihe nach',
  likely: (range) => `wahrscheinlich ${range}`,
  soon: 'So bald wie möglich',
  atOpening: 'Wenn wir wieder offen haben',
  pickTime: 'Zeit wählen',
  from: (day, time) => `${day}, ${time} oder später`,
  day: 'Tag',
  time: 'Uhrzeit',
  tries: (times, minutes) =>
    times === 1
      ? 'Wir versuchen es einmal. Mit einer E-Mail-Adresse bekommen Sie einen Link zum Ändern.'
      : `Wir versuchen es ${times} Mal, im Abstand von ${minutes} Minuten. Mit einer E-Mail-Adresse bekommen Sie einen Link zum Ändern.`,
  fair: 'Niemand, der nach Ihnen kam, wird vor Ihnen angerufen.',

  stages: {
    waiting: 'Wir rufen Sie an, wenn Sie dran sind',
    booked: 'Wir rufen Sie an',
    calling: 'Wir rufen Sie gerade an',
    again: 'Wir haben Sie nicht erreicht',
    called: 'Wir haben gesprochen',
    failed: 'Wir konnten Sie nicht erreichen',
    cancelled: 'Es kommt kein Anruf',
  },
  at: (moment) => `${moment}.`,
  nextTry: (moment) => `Wir versuchen es wieder: ${moment}.`,
  pickUp: 'Heben Sie ab, wenn Ihr Telefon klingelt.',
  over: 'Wir haben es so oft versucht, wie wir sagten. Bitten Sie um einen neuen Anruf, wenn Sie noch einen möchten.',
  done: 'Dieser Anruf ist erledigt.',
  cancelled: 'Sie haben ihn zurückgenommen. Bitten Sie um einen neuen, wann immer Sie möchten.',
  number: (masked) => `Unter ${masked}`,
  changeHere: 'Ändern oder zurücknehmen',
  keepLink: 'Behalten Sie diesen Link: Er öffnet Ihren Rückruf auf jedem Gerät.',

  myCallback: 'Ihr Rückruf',
  loading: 'Wir suchen Ihren Rückruf',
  otherTime: 'Andere Zeit',
  soonInstead: 'Sobald ich dran bin',
  move: 'Dann anrufen',
  cancel: 'Zurücknehmen',
  cancelSure: 'Den Anruf zurücknehmen? Sie verlieren Ihren Platz.',
  keep: 'Behalten',
  moved: 'Geändert.',
  noTimes: 'Keine andere Zeit ist frei.',
  tryAgain: 'Noch einmal versuchen',
  linkTitle: 'Dieser Link öffnet nichts',
  linkDetail:
    'Er ist zu alt oder nicht vollständig. Kopieren Sie ihn noch einmal aus Ihrer E-Mail, oder bitten Sie um einen neuen Anruf.',
  awayTitle: 'Wir erreichen den Dienst nicht',
  awayDetail: 'Ihr Rückruf ist sicher. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
};
