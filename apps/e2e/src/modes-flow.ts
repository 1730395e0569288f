/** A film, a menu that has to be heard to its end, a question with a film and a voice: what each mode shows in its own way. */
export const modesFlow = (contentId: string, greeting?: string): object => {
  const media = { en: { contentId } };
  return {
    spec: 1,
    languages: ['en'],
    start: greeting ? 'begin' : 'film',
    nodes: {
      ...(greeting && {
        begin: { kind: 'message', name: 'Begin', text: { en: greeting }, exits: { next: 'film' } },
      }),
      film: { kind: 'video', name: 'Film', media, skippable: true, exits: { next: 'menu', failed: 'lost' } },
      menu: {
        kind: 'menu',
        name: 'Heard to its end',
        prompt: { en: 'What shall it be?' },
        media,
        choices: [
          { id: 'one', key: '1', label: { en: 'The first' } },
          { id: 'two', key: '2', label: { en: 'The second' } },
        ],
        bargeIn: false,
        timeoutSeconds: 600,
        retries: 1,
        exits: { 'choice:one': 'voice', 'choice:two': 'number', noInput: 'lost', noMatch: 'lost' },
      },
      voice: { kind: 'video', name: 'Voice', media, skippable: true, exits: { next: 'number', failed: 'lost' } },
      number: {
        kind: 'ask',
        name: 'Number',
        prompt: { en: 'Which number?' },
        media,
        answer: 'digits',
        variable: 'number',
        timeoutSeconds: 600,
        retries: 1,
        exits: { next: 'bye', noInput: 'lost', noMatch: 'lost' },
      },
      bye: { kind: 'end', name: 'Bye', outcome: 'served', text: { en: 'Good bye.' }, exits: {} },
      lost: { kind: 'end', name: 'Lost', outcome: 'failed', text: { en: 'Lost.' }, exits: {} },
    },
    variables: { number: { type: 'text', personal: false } },
    layout: {},
  };
};
