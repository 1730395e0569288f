const said = (text) => ({ en: text, de: `Auf Deutsch: ${text}` });

/** A ring of menu, question, assignment, branch and end: `count` nodes, five to each part. Two inputs lead through a part. */
export function longFlow(count) {
  const parts = count / 5;
  const nodes = Array.from({ length: parts }, (_, at) => part(at, (at + 1) % parts)).flat();
  return {
    spec: 1,
    start: 'menu0',
    nodes: Object.fromEntries(nodes),
    languages: ['en', 'de'],
    variables: {
      answer: { type: 'text', personal: false },
      last: { type: 'text', personal: false },
      done: { type: 'boolean', personal: false, initial: false },
    },
    layout: Object.fromEntries(nodes.map(([id], at) => [id, { x: at * 10, y: 0 }])),
  };
}

function part(at, next) {
  const end = `end${at}`;
  const waits = { timeoutSeconds: 20, retries: 2 };
  const menu = {
    ...{ kind: 'menu', name: `Menu ${at}`, prompt: said('What next?'), bargeIn: true, ...waits },
    choices: [
      { id: 'on', key: '1', label: said(`On from ${at}`), hint: said('To the next question') },
      { id: 'off', key: '2', label: said('Stop here') },
    ],
    exits: { 'choice:on': `ask${at}`, 'choice:off': end, noInput: end, noMatch: end },
  };
  const ask = {
    ...{ kind: 'ask', name: `Question ${at}`, prompt: said('And your answer?'), answer: 'text', variable: 'answer' },
    ...{ ...waits, exits: { next: `set${at}`, noInput: end, noMatch: end } },
  };
  const set = {
    ...{ kind: 'set', name: `Keep ${at}`, exits: { next: `branch${at}` } },
    assignments: [
      { variable: 'last', value: `{answer} at ${at}` },
      { variable: 'done', value: true },
    ],
  };
  const branch = {
    ...{ kind: 'branch', name: `Branch ${at}`, exits: { 'row:on': `menu${next}`, otherwise: end } },
    rows: [{ id: 'on', name: 'Answered', all: [{ variable: 'answer', operator: 'isSet' }] }],
  };
  const bye = { kind: 'end', name: `Bye ${at}`, outcome: 'served', text: said('You said {last}.'), exits: {} };
  return Object.entries({
    [`menu${at}`]: menu,
    [`ask${at}`]: ask,
    [`set${at}`]: set,
    [`branch${at}`]: branch,
    [end]: bye,
  });
}

/** Answers every menu and every question, so that 800 inputs lead through 2,000 nodes. */
export const walk = Array.from({ length: 800 }, (_, at) =>
  at % 2 === 0 ? { type: 'key', key: '1' } : { type: 'text', text: `answer ${at % 7}` },
);
