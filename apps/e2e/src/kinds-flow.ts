const say = (en: string) => ({ en });
const patience = { timeoutSeconds: 600, retries: 1 };
const end = (name: string, outcome: string) => ({ kind: 'end', name, outcome, text: say(`${name}.`), exits: {} });
const prompted = (kind: string, name: string) => ({ kind, name, prompt: say(`${name}?`) });
const text = { type: 'text', personal: false, initial: '' };
const allDay = [{ from: '00:00', to: '24:00' }];

/** Called by the flow of every kind. */
export const innerFlow = {
  spec: 1,
  languages: ['en'],
  start: 'inside',
  variables: {},
  layout: {},
  nodes: {
    inside: { kind: 'message', name: 'Inside', text: say('We are inside.'), exits: { next: 'out' } },
    out: end('Out', 'served'),
  },
};

/** What the flow of every kind needs around it. */
export interface Around {
  /** With captions. */
  film: string;
  queue: string;
  innerKey: string;
  shopUrl: string;
}

/** One node of every kind, one after the other. Who gives up the line or ends the chat goes on. */
export const kindsFlow = ({ film, queue, innerKey, shopUrl }: Around) => {
  const media = { en: { contentId: film } };
  const nodes = {
    video: { kind: 'video', name: 'Video', media, skippable: true, exits: { next: 'audio', failed: 'lost' } },
    audio: { kind: 'audio', name: 'Audio', media, skippable: true, exits: { next: 'message', failed: 'lost' } },
    message: { kind: 'message', name: 'Message', text: say('A message.'), exits: { next: 'hours' } },
    hours: {
      kind: 'hours',
      name: 'Hours',
      timeZone: 'Europe/Berlin',
      week: Array.from({ length: 7 }, () => allDay),
      holidays: [],
      exits: { open: 'split', closed: 'lost', holiday: null, emergency: null },
    },
    split: {
      kind: 'split',
      name: 'Split',
      arms: [
        { id: 'one', name: 'One', weight: 1 },
        { id: 'two', name: 'Two', weight: 1 },
      ],
      exits: { 'arm:one': 'set', 'arm:two': 'set' },
    },
    set: {
      kind: 'set',
      name: 'Set',
      assignments: [{ variable: 'word', value: 'go' }],
      exits: { next: 'branch' },
    },
    branch: {
      kind: 'branch',
      name: 'Branch',
      rows: [{ id: 'go', name: 'Go', all: [{ variable: 'word', operator: 'equals', value: 'go' }] }],
      exits: { 'row:go': 'menu', otherwise: 'lost' },
    },
    menu: {
      ...prompted('menu', 'Menu'),
      ...patience,
      media,
      bargeIn: true,
      choices: [{ id: 'on', key: '1', label: say('Go on') }],
      exits: { 'choice:on': 'ask', noInput: 'lost', noMatch: 'lost' },
    },
    ask: {
      ...prompted('ask', 'Ask'),
      ...patience,
      media,
      answer: 'text',
      variable: 'word',
      exits: { next: 'request', noInput: 'lost', noMatch: 'lost' },
    },
    request: {
      ...prompted('request', 'Request'),
      method: 'GET',
      url: `${shopUrl}/orders/1`,
      headers: [],
      bodyType: 'json',
      take: [{ variable: 'status', path: 'order.status' }],
      timeoutSeconds: 30,
      retries: 0,
      maxBytes: 65_536,
      exits: { success: 'subflow', notFound: 'lost', failed: 'lost' },
    },
    subflow: {
      kind: 'subflow',
      name: 'Sub-flow',
      flow: innerKey,
      version: 'active',
      inputs: [],
      outputs: [],
      exits: { returned: 'faq', failed: 'lost' },
    },
    faq: {
      ...prompted('faq', 'Answers'),
      timeoutSeconds: 600,
      articles: [{ id: 'a', question: say('Why is it so?'), answer: say('It has always been so.') }],
      exits: { helped: 'email', notHelped: 'lost', noInput: 'lost' },
    },
    email: {
      ...prompted('email', 'E-mail'),
      ...patience,
      mailbox: 'workshop@brightwater.test',
      subject: 'From a walk',
      exits: { sent: 'queue', noInput: 'lost', noMatch: 'lost', failed: 'lost' },
    },
    queue: {
      ...prompted('queue', 'Queue'),
      queue,
      media,
      maxWaitSeconds: 1200,
      exits: { answered: 'lost', overflow: 'lost', closed: 'lost', left: 'chat', failed: 'lost' },
    },
    chat: {
      ...prompted('chat', 'Chat'),
      queue,
      maxWaitSeconds: 1200,
      exits: { ended: 'survey', unavailable: 'lost', failed: 'lost' },
    },
    survey: {
      kind: 'survey',
      name: 'Survey',
      ...patience,
      questions: [{ id: 'csat', type: 'csat', question: say('How was it?') }],
      exits: { done: 'callback', unfinished: 'lost' },
    },
    callback: {
      ...prompted('callback', 'Callback'),
      ...patience,
      country: 'DE',
      exits: { booked: 'bye', noInput: 'lost', noMatch: 'lost' },
    },
    bye: end('Good bye', 'callback'),
    lost: end('Lost', 'failed'),
  };
  return { spec: 1, languages: ['en'], start: 'video', layout: {}, variables: { word: text, status: text }, nodes };
};
