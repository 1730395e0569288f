import { resume, start } from '@calldocker/flow-engine';
import { createActor, initialTransition, transition } from 'xstate';

// Each way walks one whole session and answers with where it ended. A session that is persisted goes through a text before
// and after every input, as it does when a server keeps it in a database.

const ENV = { now: Date.UTC(2026, 6, 1, 10), seed: 'session-1' };
const TRIGGER = { languages: ['en'] };

export const engineWays = {
  hot(bundle, inputs) {
    let { state } = start(bundle, TRIGGER, ENV);
    for (const input of inputs) ({ state } = resume(bundle, state, input, ENV));
    return state;
  },
  persist(bundle, inputs) {
    let text = JSON.stringify(start(bundle, TRIGGER, ENV).state);
    for (const input of inputs) text = JSON.stringify(resume(bundle, JSON.parse(text), input, ENV).state);
    return JSON.parse(text);
  },
};

export function placeOf({ nodeId, memory = {}, variables: { topic = null, urgent = null } }) {
  return { node: nodeId, tries: memory.tries ?? 0, variables: { topic, urgent } };
}

/** XState's own ways to do the same; the quickest of each list is the one that counts. */
export const hotWays = {
  send(machine, input, events) {
    const actor = createActor(machine, { input }).start();
    for (const event of events) actor.send(event);
    return actor.getSnapshot();
  },
  transition(machine, input, events) {
    let [snapshot] = initialTransition(machine, input);
    for (const event of events) [snapshot] = transition(machine, snapshot, event);
    return snapshot;
  },
};
export const persistWays = {
  actor(machine, input, events) {
    let text = JSON.stringify(createActor(machine, { input }).start().getPersistedSnapshot());
    for (const event of events) {
      const actor = createActor(machine, { snapshot: JSON.parse(text) }).start();
      actor.send(event);
      text = JSON.stringify(actor.getPersistedSnapshot());
    }
    return createActor(machine, { snapshot: JSON.parse(text) }).getSnapshot();
  },
  transition(machine, input, events) {
    const keep = ({ value, context, status }) => JSON.stringify({ value, context, status });
    let text = keep(initialTransition(machine, input)[0]);
    for (const event of events) text = keep(transition(machine, machine.resolveState(JSON.parse(text)), event)[0]);
    return machine.resolveState(JSON.parse(text));
  },
};
