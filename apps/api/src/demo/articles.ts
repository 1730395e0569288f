import type { ArticleTextDto } from '../help/article.dto.js';

/** What visitors of the demo ask most, in English and German. */
export const DEMO_ARTICLES: { tags: string[]; texts: ArticleTextDto[] }[] = [
  {
    tags: ['battery'],
    texts: [
      {
        language: 'en',
        question: 'My battery does not charge. What can I do?',
        answer:
          'Most often it is the plug, not the battery.\n\n' +
          '1. Take the charger out of the wall for a minute.\n' +
          '2. Wipe the contacts of bike and charger with a dry cloth.\n' +
          '3. Plug in the charger first, then the bike. Its light turns **red** while it charges.\n\n' +
          'A battery that was left in the cold charges only after an hour indoors. If the light stays **green** on an ' +
          'empty battery, bring both to the workshop: we measure them while you wait.',
      },
      {
        language: 'de',
        question: 'Mein Akku lädt nicht. Was kann ich tun?',
        answer:
          'Meist liegt es am Stecker, nicht am Akku.\n\n' +
          '1. Ziehen Sie das Ladegerät für eine Minute aus der Steckdose.\n' +
          '2. Wischen Sie die Kontakte an Rad und Ladegerät mit einem trockenen Tuch ab.\n' +
          '3. Erst das Ladegerät in die Steckdose, dann ans Rad. Beim Laden leuchtet es **rot**.\n\n' +
          'Ein Akku, der in der Kälte stand, lädt erst nach einer Stunde im Warmen. Bleibt das Licht bei leerem Akku ' +
          '**grün**, bringen Sie beides in die Werkstatt: Wir messen nach, und Sie können darauf warten.',
      },
    ],
  },
  {
    tags: ['repairs'],
    texts: [
      {
        language: 'en',
        question: 'How long does a repair take, and what does it cost?',
        answer:
          'We look at your bike while you are there and tell you a price before we begin. The look costs nothing.\n\n' +
          '- A flat tyre: the same day, 25 euros with the tube\n' +
          '- Brakes or gears: two working days, 40 to 90 euros\n' +
          '- The yearly service: three working days, 120 euros\n\n' +
          'We write to you when it is done. A loan bike is 10 euros a day, as long as there is one.',
      },
      {
        language: 'de',
        question: 'Wie lange dauert eine Reparatur, und was kostet sie?',
        answer:
          'Wir sehen uns Ihr Rad an, solange Sie da sind, und nennen den Preis, bevor wir anfangen. Das Ansehen kostet nichts.\n\n' +
          '- Ein Platten: am selben Tag, 25 Euro mit Schlauch\n' +
          '- Bremsen oder Schaltung: zwei Werktage, 40 bis 90 Euro\n' +
          '- Die jährliche Inspektion: drei Werktage, 120 Euro\n\n' +
          'Wir schreiben Ihnen, wenn es fertig ist. Ein Leihrad kostet 10 Euro am Tag, solange eines da ist.',
      },
    ],
  },
  {
    tags: ['orders'],
    texts: [
      {
        language: 'en',
        question: 'Can I change or return my order?',
        answer:
          'As long as your bike is being built you can change anything, colour and size too: tell us your order number.\n\n' +
          'Once it has reached you, you have **30 days** to send it back. Parts and clothes too, if they were not used. We ' +
          'collect bikes at your door for 35 euros, and pay the price back within a week.',
      },
      {
        language: 'de',
        question: 'Kann ich meine Bestellung ändern oder zurückgeben?',
        answer:
          'Solange Ihr Rad gebaut wird, können Sie alles ändern, auch Farbe und Größe: Nennen Sie uns die Bestellnummer.\n\n' +
          'Wenn es bei Ihnen ist, haben Sie **30 Tage** Zeit, es zurückzuschicken. Auch Teile und Kleidung, wenn sie nicht ' +
          'benutzt wurden. Wir holen Räder für 35 Euro bei Ihnen ab und zahlen den Preis innerhalb einer Woche zurück.',
      },
    ],
  },
];
