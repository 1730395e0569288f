/** A film, then the end. */
export const filmFlow = (contentId: string): object => ({
  spec: 1,
  languages: ['en'],
  start: 'film',
  nodes: {
    film: {
      ...{ kind: 'video', name: 'Film', media: { en: { contentId } }, skippable: true },
      exits: { next: 'bye', failed: 'bye' },
    },
    bye: { kind: 'end', name: 'Bye', outcome: 'served', text: { en: 'Good bye.' }, exits: {} },
  },
  variables: {},
  layout: {},
});

/** Its tone says nothing that could be read. */
export const uncaptioned = (contentId: string): object => ({ waiveCaptions: [{ contentId, language: 'en' }] });
