import type { Api } from './api.js';

/** In two languages, of which nobody reads the other. */
export const both = <T>(value: T) => ({ en: value, de: value });
const end = (text: string, outcome = 'served') => ({ kind: 'end', name: text, outcome, text: both(text), exits: {} });

/** A flow that begins with this node and ends behind it, whatever comes of it. Answers its widget's key. */
export async function placeNode(api: Api, node: { kind: string } & Record<string, unknown>): Promise<string> {
  const exits = Object.fromEntries((EXITS[node.kind] ?? ['next']).map((exit) => [exit, 'bye']));
  const { widgetKey } = await api.place(node.kind, {
    spec: 1,
    languages: ['en', 'de'],
    start: 'here',
    nodes: {
      here: { name: 'Here', ...node, exits: { ...exits, ...(node['exits'] as object) } },
      ...(node.kind !== 'end' && { bye: end('Good bye.') }),
    },
    variables: { given: { type: 'text', personal: false } },
    layout: {},
    mailbox: 'workshop@brightwater.test',
  });
  return widgetKey;
}

const ASKED = ['noInput', 'noMatch'];
const EXITS: Record<string, string[]> = {
  video: ['next', 'failed'],
  audio: ['next', 'failed'],
  menu: ASKED,
  ask: ['next', ...ASKED],
  survey: ['done', 'unfinished'],
  queue: ['answered', 'overflow', 'left', 'failed'],
  callback: ['booked', ...ASKED],
  chat: ['ended', 'unavailable', 'failed'],
  faq: ['helped', 'notHelped', 'noInput'],
  email: ['sent', 'failed', ...ASKED],
  end: [],
};

const say = both<string>;
const patience = { timeoutSeconds: 3000, retries: 1 };

/** One of each kind that shows something. */
export const nodes = {
  film: (contentId: string) => ({ kind: 'video', media: both({ contentId }), skippable: true }),
  sound: (contentId: string) => ({ kind: 'audio', media: both({ contentId }), skippable: true }),
  menu: (more: object = {}) => ({
    ...{ kind: 'menu', prompt: say('What shall it be? Take your time.'), bargeIn: true, ...patience },
    choices: [
      { id: 'one', key: '1', label: say('My order, its way to me and when it comes'), icon: 'package' },
      { id: 'two', key: '2', label: say('The second'), hotspot: { x: 0.58, y: 0.1, width: 0.22, height: 0.4 } },
      { id: 'three', key: '3', label: say('Nothing of all that') },
    ],
    exits: { 'choice:one': 'bye', 'choice:two': 'bye', 'choice:three': 'bye' },
    ...more,
  }),
  message: () => ({ kind: 'message', text: say('Your order is on its way. It comes on Monday.') }),
  ask: (answer: string, more: object = {}) => ({
    ...{ kind: 'ask', prompt: say(`Tell us your ${answer}.`), answer, variable: 'given', ...patience, ...more },
  }),
  survey: (type: string) => ({
    ...{ kind: 'survey', ...patience },
    questions: [
      { id: 'a', type, question: say('How was it?'), optional: true, ...(type === 'text' && { variable: 'given' }) },
    ],
  }),
  queue: (queue: string) => ({
    ...{ kind: 'queue', queue, prompt: say('Somebody from the workshop joins you.'), maxWaitSeconds: 3600 },
  }),
  chat: (queue: string) => ({ kind: 'chat', queue, prompt: say('Write to us.'), maxWaitSeconds: 3600 }),
  callback: () => ({ kind: 'callback', prompt: say('Which number may we call?'), ...patience }),
  faq: () => ({
    kind: 'faq',
    prompt: say('What is it about?'),
    articles: [
      { id: 'brakes', question: say('Why do my brakes squeal?'), answer: say('Water and **dust** glaze the pads.') },
      { id: 'pads', question: say('When are pads worn?'), answer: say('Under 1 mm.\n\n1. Look\n2. Measure') },
    ],
    timeoutSeconds: 3000,
  }),
  email: () => ({
    ...{ kind: 'email', prompt: say('Write to us. We answer soon.'), mailbox: 'workshop@brightwater.test' },
    ...{ subject: 'A question', ...patience },
  }),
  end: (outcome: string) => end('That is all for today. Ride safely.', outcome),
};
