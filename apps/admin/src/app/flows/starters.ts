/** Flows to begin from: small, whole, and ready to publish once the words are one's own. */
import type { Definition } from '@calldocker/flow-engine';

export interface Starter {
  name: string;
  about: string;
  definition: Definition;
}

const column = (index: number) => 40 + index * 240;
const row = (index: number) => 40 + index * 190;

const frontDoor: Definition = {
  spec: 1,
  start: 'welcome',
  languages: ['en'],
  variables: {},
  nodes: {
    welcome: {
      kind: 'message',
      name: 'Welcome',
      text: { en: 'Hello, and welcome. Let us see who can help you.' },
      timeoutSeconds: 4,
      exits: { next: 'menu' },
    },
    menu: {
      kind: 'menu',
      name: 'How can we help?',
      prompt: { en: 'How can we help?' },
      choices: [
        { id: 'order', key: '1', label: { en: 'Where is my order?' } },
        { id: 'visit', key: '2', label: { en: 'Address and hours' } },
        { id: 'person', key: '0', label: { en: 'Call me back' } },
      ],
      bargeIn: true,
      timeoutSeconds: 15,
      retries: 2,
      noInputPrompt: { en: 'Take your time. Press 1, 2 or 0, or tap a choice.' },
      exits: {
        'choice:order': 'order',
        'choice:visit': 'visit',
        'choice:person': 'callback',
        noInput: 'goodbye',
        noMatch: 'callback',
      },
    },
    order: {
      kind: 'message',
      name: 'Where is my order?',
      text: { en: 'Orders leave us within two days. The mail we sent you has a link that shows where yours is.' },
      exits: { next: 'goodbye' },
    },
    visit: {
      kind: 'message',
      name: 'Address and hours',
      text: { en: 'You find us at 1 Main Street, Monday to Saturday, 9 to 18.' },
      exits: { next: 'goodbye' },
    },
    callback: {
      kind: 'callback',
      name: 'Call me back',
      prompt: { en: 'Which number may we call?' },
      timeoutSeconds: 120,
      retries: 2,
      exits: { booked: 'booked', noInput: 'goodbye', noMatch: 'goodbye' },
    },
    booked: {
      kind: 'end',
      name: 'Callback booked',
      outcome: 'callback',
      text: { en: 'Thank you. We call you back.' },
      exits: {},
    },
    goodbye: { kind: 'end', name: 'Goodbye', outcome: 'served', text: { en: 'Thank you for coming by.' }, exits: {} },
  },
  layout: {
    welcome: { x: column(0), y: row(1) },
    menu: { x: column(1), y: row(1) },
    order: { x: column(2), y: row(0) },
    visit: { x: column(2), y: row(1) },
    callback: { x: column(2), y: row(2) },
    goodbye: { x: column(3), y: row(0.5) },
    booked: { x: column(3), y: row(2) },
  },
};

const withReason: Definition = {
  spec: 1,
  start: 'reason',
  languages: ['en'],
  variables: { reason: { type: 'text', personal: true } },
  nodes: {
    reason: {
      kind: 'ask',
      name: 'What is it about?',
      prompt: { en: 'In a few words: what is it about?' },
      answer: 'text',
      variable: 'reason',
      minLength: 2,
      maxLength: 200,
      timeoutSeconds: 120,
      retries: 2,
      exits: { next: 'callback', noInput: 'callback', noMatch: 'callback' },
    },
    callback: {
      kind: 'callback',
      name: 'Your number',
      prompt: { en: 'Which number may we call?' },
      timeoutSeconds: 120,
      retries: 2,
      exits: { booked: 'booked', noInput: 'goodbye', noMatch: 'goodbye' },
    },
    booked: {
      kind: 'end',
      name: 'Booked',
      outcome: 'callback',
      text: { en: 'Thank you. We have your question and call you back.' },
      exits: {},
    },
    goodbye: { kind: 'end', name: 'Goodbye', outcome: 'served', text: { en: 'Come back any time.' }, exits: {} },
  },
  layout: {
    reason: { x: column(0), y: row(0.5) },
    callback: { x: column(1), y: row(0.5) },
    booked: { x: column(2), y: row(0) },
    goodbye: { x: column(2), y: row(1) },
  },
};

const workingDay = [{ from: '09:00', to: '18:00' }];

const outOfHours: Definition = {
  spec: 1,
  start: 'hours',
  languages: ['en'],
  variables: {},
  nodes: {
    hours: {
      kind: 'hours',
      name: 'Open now?',
      timeZone: 'Europe/Amsterdam',
      week: [workingDay, workingDay, workingDay, workingDay, workingDay, [], []],
      holidays: [{ name: 'New Year', date: '01-01' }],
      exits: { open: 'open', closed: 'closed', holiday: 'closed' },
    },
    open: {
      kind: 'message',
      name: 'We are here',
      text: { en: 'We are here until 18:00. Leave your number and we call you within the hour.' },
      timeoutSeconds: 6,
      exits: { next: 'callback' },
    },
    closed: {
      kind: 'message',
      name: 'We are closed',
      text: { en: 'We are back on the next working day at 9:00. Leave your number and you are first on the list.' },
      timeoutSeconds: 6,
      exits: { next: 'callback' },
    },
    callback: {
      kind: 'callback',
      name: 'Call me back',
      prompt: { en: 'Which number may we call?' },
      timeoutSeconds: 120,
      retries: 2,
      exits: { booked: 'booked', noInput: 'goodbye', noMatch: 'goodbye' },
    },
    booked: {
      kind: 'end',
      name: 'Booked',
      outcome: 'callback',
      text: { en: 'Thank you. We call you back.' },
      exits: {},
    },
    goodbye: { kind: 'end', name: 'Goodbye', outcome: 'served', text: { en: 'Come back any time.' }, exits: {} },
  },
  layout: {
    hours: { x: column(0), y: row(0.5) },
    open: { x: column(1), y: row(0) },
    closed: { x: column(1), y: row(1) },
    callback: { x: column(2), y: row(0.5) },
    booked: { x: column(3), y: row(0) },
    goodbye: { x: column(3), y: row(1) },
  },
};

export const STARTERS: readonly Starter[] = [
  { name: 'Front door', about: 'Greeting, three choices and a callback. 7 nodes.', definition: frontDoor },
  {
    name: 'Callback with a reason',
    about: 'Ask what it is about, then take a number. 4 nodes.',
    definition: withReason,
  },
  {
    name: 'Out of hours',
    about: 'Knows when you are open, and takes a number when you are not. 6 nodes.',
    definition: outOfHours,
  },
];
