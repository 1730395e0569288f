import type { Api, Flow } from './api.js';
import type { Shop } from './shop.js';

/** Flows as a partner writes them: plain JSON, imported by the API. */

const flow = (start: string, nodes: object, variables: object = {}): object => ({
  spec: 1,
  languages: ['en', 'de'],
  start,
  nodes,
  variables,
  layout: {},
});
const say = (en: string, de: string) => ({ en, de });
const end = (name: string, en: string, de: string, outcome = 'served') => ({
  kind: 'end',
  name,
  outcome,
  text: say(en, de),
  exits: {},
});
const variable = { type: 'text', personal: false };

const askForNumber = flow(
  'number',
  {
    number: {
      kind: 'ask',
      name: 'Order number',
      prompt: say('Which order number?', 'Welche Bestellnummer?'),
      answer: 'digits',
      variable: 'given',
      timeoutSeconds: 600,
      retries: 1,
      exits: { next: 'taken', noInput: 'none', noMatch: 'none' },
    },
    taken: end('Taken', 'Taken.', 'Notiert.'),
    none: end('None', 'No number.', 'Keine Nummer.', 'failed'),
  },
  { given: variable },
);

const help = (numberFlow: string, shop: string): object =>
  flow(
    'choose',
    {
      choose: {
        kind: 'menu',
        name: 'Front door',
        prompt: say('What is it about?', 'Worum geht es?'),
        choices: [
          { id: 'order', key: '1', label: say('My order', 'Meine Bestellung') },
          { id: 'else', key: '2', label: say('Something else', 'Etwas anderes') },
        ],
        bargeIn: true,
        timeoutSeconds: 600,
        retries: 0,
        exits: { 'choice:order': 'which', 'choice:else': 'answers', noInput: 'bye', noMatch: 'bye' },
      },
      which: {
        kind: 'subflow',
        name: 'Which order',
        flow: numberFlow,
        version: 'active',
        inputs: [],
        outputs: [{ variable: 'order', from: 'given' }],
        exits: { returned: 'look', failed: 'sorry' },
      },
      look: {
        kind: 'request',
        name: 'Look it up',
        method: 'GET',
        url: `${shop}/orders/{order}`,
        headers: [],
        bodyType: 'json',
        take: [{ variable: 'status', path: 'order.status' }],
        timeoutSeconds: 30,
        retries: 0,
        maxBytes: 65_536,
        prompt: say('One moment. We ask the workshop.', 'Einen Moment. Wir fragen die Werkstatt.'),
        exits: { success: 'found', notFound: 'sorry', failed: 'sorry' },
      },
      found: {
        kind: 'message',
        name: 'Found',
        text: say('Order {order} is {status}. Is there anything else?', 'Bestellung {order}: {status}. Noch etwas?'),
        exits: { next: 'choose' },
      },
      answers: {
        kind: 'faq',
        name: 'Answers',
        prompt: say('Answers', 'Antworten'),
        articles: [
          {
            id: 'brakes',
            question: say('Why do my brakes squeal?', 'Warum quietschen meine Bremsen?'),
            answer: say('Water and dust glaze the pads.', 'Wasser und Staub verglasen die Beläge.'),
          },
          {
            id: 'pads',
            question: say('When are pads worn?', 'Wann sind Beläge verschlissen?'),
            answer: say('Under 1 mm.', 'Unter 1 mm.'),
          },
        ],
        timeoutSeconds: 600,
        exits: { helped: 'glad', notHelped: 'write', noInput: 'bye' },
      },
      write: {
        kind: 'email',
        name: 'Write to us',
        prompt: say('Write to us. We answer within a day.', 'Schreiben Sie uns. Wir antworten in einem Tag.'),
        mailbox: 'workshop@brightwater.test',
        subject: 'A question from the page',
        timeoutSeconds: 600,
        retries: 1,
        exits: { sent: 'sent', noInput: 'bye', noMatch: 'bye', failed: 'sorry' },
      },
      glad: end('Glad', 'Good to hear. Ride safely.', 'Schön. Gute Fahrt.'),
      sent: end('Sent', 'We have your message. Look into your mailbox tomorrow.', 'Ist da. Bis morgen.', 'message'),
      bye: end('Goodbye', 'Goodbye for now.', 'Bis bald.'),
      sorry: end('Sorry', 'That did not work.', 'Das ging nicht.', 'failed'),
    },
    { order: { ...variable, initial: '' }, status: { ...variable, initial: '' } },
  );

/** Looks up orders by a request within reach, has answers, and takes messages. Answers the widget's key. */
export async function placeHelp(api: Api, { url }: Shop): Promise<{ widgetKey: string; flow: Flow }> {
  const numbers = await api.publish('Order number', askForNumber);
  return api.place('Workshop help', help(numbers.key, url));
}

/** A menu that waits for two seconds, behind a message that waits for long. */
export async function placeImpatient(api: Api): Promise<string> {
  const definition = flow('hello', {
    hello: { kind: 'message', name: 'Hello', text: say('Good day.', 'Guten Tag.'), exits: { next: 'choose' } },
    choose: {
      kind: 'menu',
      name: 'Quick question',
      prompt: say('Are you there?', 'Sind Sie da?'),
      choices: [{ id: 'yes', key: '1', label: say('Yes', 'Ja') }],
      bargeIn: true,
      timeoutSeconds: 2,
      retries: 0,
      exits: { 'choice:yes': 'here', noInput: 'waited', noMatch: 'here' },
    },
    here: end('Here', 'Good.', 'Gut.'),
    waited: {
      kind: 'message',
      name: 'Waited',
      text: say('We waited for you. Shall we go on?', 'Wir haben gewartet. Geht es weiter?'),
      exits: { next: 'here' },
    },
  });
  return (await api.place('Impatient', definition)).widgetKey;
}
