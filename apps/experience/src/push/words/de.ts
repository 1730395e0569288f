import type { PushWords } from '../words.js';

export const words: PushWords = {
  tellMe: 'Sagt mir Bescheid, wenn ich dran bin',
  tellMeAbout: 'Auch wenn diese Seite im Hintergrund ist',
  ownPage: 'Bescheid bekommen, wenn Sie dran sind',
  ownPageAbout: 'Es geht in einem eigenen Tab weiter, der Sie benachrichtigen darf',
  willTell: 'Wir melden uns auf diesem Gerät, wenn Sie dran sind oder wenn wir Sie zurückrufen.',
  stop: 'Doch nicht',
  blocked:
    'Ihr Browser sperrt Mitteilungen dieser Seite. Erlauben Sie sie in der Adressleiste, wenn wir Bescheid sagen sollen.',
  failed:
    'Das ließ sich nicht einrichten. Prüfen Sie die Verbindung und versuchen Sie es noch einmal, oder lassen Sie diese Seite offen.',
};
