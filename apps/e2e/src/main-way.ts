import { type Api, unique } from './api.js';

/** A flow that goes the way of most visits, behind a widget. Answers its key. */
export async function placeMainWay(api: Api): Promise<string> {
  const { id } = await api.pieceNamed('Welcome to the workshop');
  const queue = unique('main').replaceAll(' ', '-');
  await api.post('/queues', { name: queue, title: 'Workshop' });
  return (await api.place('Main way', flow(id, queue))).widgetKey;
}

/** A film, a choice, an answer, a wait. */
const flow = (contentId: string, queue: string): object => ({
  spec: 1,
  languages: ['en'],
  start: 'film',
  variables: { number: { type: 'text', personal: false } },
  layout: {},
  nodes: {
    film: {
      ...{ kind: 'video', name: 'Film', media: { en: { contentId } }, skippable: true },
      exits: { next: 'menu', failed: 'menu' },
    },
    menu: {
      ...{ kind: 'menu', name: 'Menu', prompt: { en: 'What shall it be?' } },
      choices: [
        { id: 'one', key: '1', label: { en: 'The first' } },
        { id: 'two', key: '2', label: { en: 'The second' } },
      ],
      ...{ bargeIn: true, timeoutSeconds: 600, retries: 1 },
      exits: { 'choice:one': 'number', 'choice:two': 'bye', noInput: 'bye', noMatch: 'bye' },
    },
    number: {
      ...{ kind: 'ask', name: 'Number', prompt: { en: 'Which number?' }, answer: 'digits', variable: 'number' },
      ...{ timeoutSeconds: 600, retries: 1 },
      exits: { next: 'line', noInput: 'bye', noMatch: 'bye' },
    },
    line: {
      ...{ kind: 'queue', name: 'Line', queue, prompt: { en: 'Somebody joins you next.' }, maxWaitSeconds: 3600 },
      exits: { answered: 'bye', overflow: 'bye', left: 'bye', failed: 'bye' },
    },
    bye: { kind: 'end', name: 'Bye', outcome: 'served', text: { en: 'Good bye.' }, exits: {} },
  },
});
