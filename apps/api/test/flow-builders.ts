import { emptyDefinition, type Definition } from '@calldocker/flow-engine';

const at = (x: number): { x: number; y: number } => ({ x, y: 80 });

/** Hello, two choices, a callback: no media, nothing to mend. */
export function helloFlow(greeting = 'Hello'): Definition {
  return {
    ...emptyDefinition('en'),
    start: 'hello',
    nodes: {
      hello: { kind: 'message', name: 'Hello', text: { en: greeting }, exits: { next: 'choose' } },
      choose: {
        kind: 'menu',
        name: 'How can we help?',
        prompt: { en: 'How can we help?' },
        choices: [
          { id: 'info', key: '1', label: { en: 'Opening hours' } },
          { id: 'call', key: '2', label: { en: 'Call me back' } },
        ],
        bargeIn: true,
        timeoutSeconds: 10,
        retries: 1,
        exits: { 'choice:info': 'bye', 'choice:call': 'callback', noInput: 'bye', noMatch: 'bye' },
      },
      callback: {
        kind: 'callback',
        name: 'Call me back',
        prompt: { en: 'Which number may we call?' },
        country: 'NL',
        timeoutSeconds: 60,
        retries: 1,
        exits: { booked: 'bye', noInput: 'bye', noMatch: 'bye' },
      },
      bye: { kind: 'end', name: 'Goodbye', outcome: 'served', text: { en: 'Goodbye' }, exits: {} },
    },
    layout: { hello: at(0), choose: at(240), callback: at(480), bye: at(720) },
  };
}
