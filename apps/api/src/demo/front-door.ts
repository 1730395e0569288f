import type { Definition } from '@calldocker/flow-engine';

const column = (index: number): number => 40 + index * 240;
const shopDay = [{ from: '09:00', to: '18:00' }];

/** The demo's flow: a welcome, then an order's state, opening hours, a callback or a person, in English and German. */
export function frontDoor(welcomeId: string): Definition {
  return {
    spec: 1,
    start: 'welcome',
    languages: ['en', 'de'],
    country: 'DE',
    mailbox: 'workshop@brightwater.test',
    variables: {
      order: { type: 'text', personal: false },
      reference: { type: 'text', personal: false },
    },
    nodes: {
      welcome: {
        kind: 'video',
        name: 'Welcome',
        media: { en: { contentId: welcomeId }, de: { contentId: welcomeId } },
        skippable: true,
        exits: { next: 'main', failed: 'main' },
      },
      main: {
        kind: 'menu',
        name: 'How can we help?',
        prompt: { en: 'How can we help?', de: 'Wie können wir helfen?' },
        choices: [
          {
            id: 'order',
            key: '1',
            icon: 'package',
            label: { en: 'Where is my order?', de: 'Wo ist meine Bestellung?' },
            hint: { en: 'Have the number ready', de: 'Halten Sie die Nummer bereit' },
          },
          { id: 'hours', key: '2', icon: 'hours', label: { en: 'Opening hours', de: 'Öffnungszeiten' } },
          { id: 'callback', key: '3', icon: 'callback', label: { en: 'Call me back', de: 'Rufen Sie mich zurück' } },
          { id: 'person', key: '4', icon: 'queue', label: { en: 'Talk to us', de: 'Mit uns sprechen' } },
          { id: 'done', key: '0', icon: 'check', label: { en: 'That is all', de: 'Das war alles' } },
        ],
        bargeIn: true,
        timeoutSeconds: 45,
        retries: 2,
        noInputPrompt: {
          en: 'Take your time. Press 1, 2, 3, 4 or 0, or tap a choice.',
          de: 'Lassen Sie sich Zeit. Drücken Sie 1, 2, 3, 4 oder 0, oder tippen Sie auf eine Auswahl.',
        },
        exits: {
          'choice:order': 'orderNumber',
          'choice:hours': 'openNow',
          'choice:callback': 'callMe',
          'choice:person': 'line',
          'choice:done': 'goodbye',
          noInput: 'noAnswer',
          noMatch: 'callMe',
        },
      },
      orderNumber: {
        kind: 'ask',
        name: 'Order number',
        prompt: { en: 'What is your order number?', de: 'Wie lautet Ihre Bestellnummer?' },
        answer: 'digits',
        variable: 'order',
        minLength: 6,
        maxLength: 6,
        timeoutSeconds: 120,
        retries: 2,
        noMatchPrompt: {
          en: 'Your order number has 6 digits. It stands in the mail we sent you.',
          de: 'Ihre Bestellnummer hat 6 Ziffern. Sie steht in unserer E-Mail an Sie.',
        },
        exits: { next: 'reference', noInput: 'noAnswer', noMatch: 'callMe' },
      },
      reference: {
        kind: 'set',
        name: 'Our reference',
        assignments: [{ variable: 'reference', value: 'BW-{order}' }],
        exits: { next: 'shipped' },
      },
      shipped: {
        kind: 'branch',
        name: 'Has it left?',
        rows: [{ id: 'yes', name: 'Yes', all: [{ variable: 'order', operator: 'lessThan', value: 500_000 }] }],
        exits: { 'row:yes': 'onItsWay', otherwise: 'inWorkshop' },
      },
      onItsWay: {
        kind: 'message',
        name: 'On its way',
        text: {
          en: 'Order {reference} has left our workshop. It is with you within two days.',
          de: 'Bestellung {reference} hat unsere Werkstatt verlassen. In zwei Tagen ist sie bei Ihnen.',
        },
        exits: { next: 'main' },
      },
      inWorkshop: {
        kind: 'message',
        name: 'In the workshop',
        text: {
          en: 'Order {reference} is being built. We write to you the moment it leaves.',
          de: 'Bestellung {reference} wird gerade gebaut. Wir schreiben Ihnen, sobald sie unterwegs ist.',
        },
        exits: { next: 'main' },
      },
      openNow: {
        kind: 'hours',
        name: 'Open now?',
        timeZone: 'Europe/Berlin',
        week: [shopDay, shopDay, shopDay, shopDay, shopDay, [{ from: '10:00', to: '16:00' }], []],
        holidays: [
          { name: 'New Year', date: '01-01' },
          { name: 'Christmas', date: '12-25' },
          { name: 'Boxing Day', date: '12-26' },
        ],
        exits: { open: 'open', closed: 'closed', holiday: 'closed' },
      },
      open: {
        kind: 'message',
        name: 'We are open',
        text: {
          en: 'We are open now. Come by: Monday to Friday 9 to 18, Saturday 10 to 16.',
          de: 'Wir haben gerade geöffnet. Kommen Sie vorbei: Montag bis Freitag 9 bis 18 Uhr, Samstag 10 bis 16 Uhr.',
        },
        exits: { next: 'main' },
      },
      closed: {
        kind: 'message',
        name: 'We are closed',
        text: {
          en: 'We are closed now. Find us Monday to Friday 9 to 18, Saturday 10 to 16.',
          de: 'Wir haben gerade geschlossen. Sie erreichen uns Montag bis Freitag 9 bis 18 Uhr, Samstag 10 bis 16 Uhr.',
        },
        exits: { next: 'main' },
      },
      callMe: {
        kind: 'callback',
        name: 'Call me back',
        prompt: { en: 'Which number may we call?', de: 'Unter welcher Nummer erreichen wir Sie?' },
        timeoutSeconds: 180,
        retries: 2,
        exits: { booked: 'booked', noInput: 'noAnswer', noMatch: 'goodbye' },
      },
      booked: {
        kind: 'end',
        name: 'Callback booked',
        outcome: 'callback',
        text: {
          en: 'Thank you. The workshop calls you on the next working day at the latest.',
          de: 'Danke. Die Werkstatt ruft Sie spätestens am nächsten Werktag an.',
        },
        exits: {},
      },
      line: {
        kind: 'queue',
        name: 'Wait for the workshop',
        queue: 'support',
        prompt: {
          en: 'Somebody from the workshop is with you soon.',
          de: 'Gleich ist jemand aus der Werkstatt für Sie da.',
        },
        maxWaitSeconds: 1800,
        exits: { answered: 'howWasIt', overflow: 'callMe', closed: 'closed', left: 'main', failed: 'callMe' },
      },
      howWasIt: {
        kind: 'survey',
        name: 'How was it?',
        questions: [{ id: 'score', type: 'csat', question: { en: 'How did we do?', de: 'Wie waren wir?' } }],
        timeoutSeconds: 120,
        retries: 1,
        exits: { done: 'goodbye', unfinished: 'goodbye' },
      },
      goodbye: {
        kind: 'end',
        name: 'Goodbye',
        outcome: 'served',
        text: { en: 'Thank you for stopping by. Ride safely.', de: 'Danke für Ihren Besuch. Gute Fahrt.' },
        exits: {},
      },
      noAnswer: {
        kind: 'end',
        name: 'No answer',
        outcome: 'abandoned',
        text: {
          en: 'We have not heard from you. Come back whenever you like.',
          de: 'Wir haben nichts von Ihnen gehört. Kommen Sie jederzeit wieder.',
        },
        exits: {},
      },
    },
    layout: {
      welcome: { x: column(0), y: 40 },
      main: { x: column(1), y: 40 },
      orderNumber: { x: column(2), y: 40 },
      openNow: { x: column(2), y: 240 },
      callMe: { x: column(2), y: 440 },
      line: { x: column(2), y: 640 },
      howWasIt: { x: column(3), y: 640 },
      reference: { x: column(3), y: 40 },
      open: { x: column(3), y: 240 },
      closed: { x: column(3), y: 376 },
      booked: { x: column(3), y: 512 },
      shipped: { x: column(4), y: 40 },
      onItsWay: { x: column(4), y: 240 },
      inWorkshop: { x: column(4), y: 376 },
      goodbye: { x: column(1), y: 330 },
      noAnswer: { x: column(1), y: 440 },
    },
  };
}
