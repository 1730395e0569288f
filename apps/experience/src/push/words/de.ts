import type { PushWords } from '../words.js';

export const words: PushWords = {
  offers: {
    turn: { ask: 'Sagt mir Bescheid, wenn ich dran bin', about: 'Auch wenn diese Seite im Hintergrund ist' },
    call: {
      ask: 'Bescheid bekommen, wenn wir anrufen',
      about: 'Eine Mitteilung auf diesem Gerät, auch wenn diese Seite zu ist',
    },
  },
  ownPage: 'Bescheid bekommen, wenn Sie dran sind',
  ownPageAbout: 'Es geht in einem eigenen Tab weiter, der Sie benachrichtigen darf',
  willTell: 'Wir melden uns auf diesem Gerät, wenn Sie dran sind oder wenn wir Sie zurückrufen.',
  stop: 'Doch nicht',
  blocked:
    'Ihr Browser sperrt Mitteilungen dieser Seite. Erlauben Sie sie in der Adressleiste, wenn wir Bescheid sagen sollen.',
  failed:
    'Das ließ sich nicht einrichten. Prüfen Sie die Verbindung und versuchen Sie es noch einmal, oder lassen Sie diese Seite offen.',
};
