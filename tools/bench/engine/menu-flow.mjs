// The flow of the comparison: 12 nodes, eight of them menus, with a guard (a branch, and the tries of each menu) and
// assignments. `tape` walks all of it and comes back to where it began.

/** For each menu, where its keys lead. */
export const MENUS = {
  main: { 1: 'sales', 2: 'service', 3: 'orders', 9: 'bye' },
  sales: { 1: 'offers', 2: 'orders', 3: 'wantsOffer', 9: 'bye' },
  service: { 1: 'repair', 2: 'billing', 3: 'wantsRepair', 9: 'bye' },
  offers: { 1: 'wantsOffer', 2: 'sales', 3: 'main', 9: 'bye' },
  orders: { 1: 'main', 2: 'billing', 3: 'more', 9: 'bye' },
  repair: { 1: 'wantsRepair', 2: 'service', 3: 'main', 9: 'bye' },
  billing: { 1: 'more', 2: 'orders', 3: 'main', 9: 'bye' },
  more: { 1: 'main', 2: 'sales', 3: 'service', 9: 'bye' },
};
/** For each set, what it gives its variables; it leads to `isOffer`. */
export const SETS = {
  wantsOffer: { topic: 'offer', urgent: false },
  wantsRepair: { topic: 'repair', urgent: true },
};
/** Where the branch `isOffer` leads when the topic is an offer, and when not. */
export const BRANCH = { offer: 'orders', otherwise: 'billing' };
export const RETRIES = 2;

const LABELS = ['An order I placed', 'An invoice', 'A repair', 'Something else'];
const en = (text) => ({ en: text });

export function menuFlow() {
  const menus = Object.entries(MENUS).map(([id, keys]) => {
    const choices = Object.keys(keys).map((key, index) => ({ id: `c${key}`, key, label: en(LABELS[index]) }));
    const exits = Object.fromEntries(Object.entries(keys).map(([key, to]) => [`choice:c${key}`, to]));
    const node = {
      ...{ kind: 'menu', name: id, prompt: en('What would you like to talk about?'), choices },
      ...{ bargeIn: true, timeoutSeconds: 20, retries: RETRIES, exits: { ...exits, noInput: 'bye', noMatch: 'bye' } },
    };
    return [id, node];
  });
  const sets = Object.entries(SETS).map(([id, values]) => {
    const assignments = Object.entries(values).map(([variable, value]) => ({ variable, value }));
    return [id, { kind: 'set', name: id, assignments, exits: { next: 'isOffer' } }];
  });
  const rows = [{ id: 'offer', name: 'An offer', all: [{ variable: 'topic', operator: 'equals', value: 'offer' }] }];
  const exits = { 'row:offer': BRANCH.offer, otherwise: BRANCH.otherwise };
  return {
    spec: 1,
    start: 'main',
    nodes: {
      ...Object.fromEntries([...menus, ...sets]),
      isOffer: { kind: 'branch', name: 'Is it an offer?', rows, exits },
      bye: { kind: 'end', name: 'Bye', outcome: 'served', text: en('Goodbye.'), exits: {} },
    },
    languages: ['en'],
    variables: { topic: { type: 'text', personal: false }, urgent: { type: 'boolean', personal: false } },
    layout: {},
  };
}

/**
 * Keys, `5` being on no menu and `-` a silence: from the main menu through the whole flow and back to it. Of 26 inputs 18 lead
 * from one menu to another, four through assignments and the branch, and four are tries.
 */
export const ROUND = '1115255123121' + '1-33333212211';

/** Rounds of one session, which takes 1,000 inputs in its life; then the visitor goes to the end. */
export const ROUNDS_A_SESSION = 36;

/** A whole session, as the inputs of either side. */
export function session(inputOf) {
  const inputs = [...ROUND].map(inputOf);
  return [...Array.from({ length: ROUNDS_A_SESSION }, () => inputs).flat(), inputOf('9')];
}
