/** Leads everybody straight into one line. */
export const lineFlow = () => ({
  spec: 1,
  start: 'line',
  nodes: {
    line: {
      kind: 'queue',
      name: 'Line',
      queue: 'bench',
      prompt: { en: 'We will be with you soon.' },
      maxWaitSeconds: 3600,
      exits: { answered: 'bye', overflow: 'bye', failed: 'bye' },
    },
    bye: { kind: 'end', name: 'Bye', outcome: 'served', text: { en: 'Goodbye.' }, exits: {} },
  },
  languages: ['en'],
  variables: {},
  layout: {},
});
