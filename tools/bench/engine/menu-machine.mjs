import { assign, createMachine } from 'xstate';
import { BRANCH, MENUS, RETRIES, SETS } from './menu-flow.mjs';

// The same flow as one would write it for XState, and no more: no doors, no languages, no screens, no record of what
// happened. Every key has an event type of its own, so that none is looked for in a list of guards.

/** On every way into a menu: the inputs are counted, the tries begin anew. */
const enter = assign({ inputs: ({ context }) => context.inputs + 1, tries: 0 });
const again = assign({ inputs: ({ context }) => context.inputs + 1, tries: ({ context }) => context.tries + 1 });
const isLastTry = ({ context }) => context.tries >= RETRIES;
const isOffer = ({ context }) => context.topic === 'offer';
const miss = [{ guard: isLastTry, target: 'bye', actions: enter }, { actions: again }];

/** A state for each of the 12 nodes; the assignments and the branch are passed through. */
export function stepwiseMachine() {
  const sets = Object.entries(SETS).map(([id, values]) => [id, { entry: assign(values), always: 'isOffer' }]);
  return machine((target) => [{ target, actions: enter }], {
    ...Object.fromEntries(sets),
    isOffer: { always: [{ guard: isOffer, target: BRANCH.offer }, { target: BRANCH.otherwise }] },
  });
}

/** States for the menus alone; what lies between them is done by the transitions. Less to do, and less of a flow. */
export function foldedMachine() {
  return machine((target) => {
    const values = SETS[target];
    if (values === undefined) return [{ target, actions: enter }];
    const set = assign({ inputs: ({ context }) => context.inputs + 1, tries: 0, ...values });
    return [{ guard: () => values.topic === 'offer', target: BRANCH.offer, actions: set }, { target: BRANCH.otherwise, actions: set }];
  }, {});
}

function machine(wayTo, between) {
  const menus = Object.entries(MENUS).map(([id, keys]) => {
    const ways = Object.entries(keys).map(([key, target]) => [key, wayTo(target)]);
    return [id, { on: { ...Object.fromEntries(ways), '*': miss } }];
  });
  return createMachine({
    initial: 'main',
    context: { inputs: 0, tries: 0, topic: null, urgent: null },
    states: { ...Object.fromEntries(menus), ...between, bye: { type: 'final' } },
  });
}

export const eventOf = (key) => ({ type: key === '-' ? 'timeout' : key });
