import { assign, createMachine } from 'xstate';
import { BRANCH, MENUS, RETRIES, SETS } from './menu-flow.mjs';

// The menus as one would write them by hand for XState, and no more: no doors, no speech, no refusals, no leaving. Every key
// has an event type of its own, so that none is looked for in a list of guards. Less than the flow, and the quickest.

const enter = assign({ inputs: ({ context }) => context.inputs + 1, tries: 0 });
const again = assign({ inputs: ({ context }) => context.inputs + 1, tries: ({ context }) => context.tries + 1 });
const isLastTry = ({ context }) => context.tries >= RETRIES;
const isOffer = ({ context }) => context.topic === 'offer';
const miss = [{ guard: isLastTry, target: 'bye', actions: enter }, { actions: again }];

export function bareMachine() {
  const menus = Object.entries(MENUS).map(([id, keys]) => {
    const ways = Object.entries(keys).map(([key, target]) => [key, { target, actions: enter }]);
    return [id, { on: { ...Object.fromEntries(ways), '*': miss } }];
  });
  const sets = Object.entries(SETS).map(([id, values]) => [id, { entry: assign(values), always: 'isOffer' }]);
  return createMachine({
    initial: 'main',
    context: { inputs: 0, tries: 0, topic: null, urgent: null },
    states: {
      ...Object.fromEntries([...menus, ...sets]),
      isOffer: { always: [{ guard: isOffer, target: BRANCH.offer }, { target: BRANCH.otherwise }] },
      bye: { type: 'final' },
    },
  });
}

export const eventOf = (key) => ({ type: key === '-' ? 'timeout' : key });

export function placeIn({ value, context: { tries, topic, urgent } }) {
  return { node: value, tries, variables: { topic, urgent } };
}
