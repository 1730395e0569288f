import { Heap } from './heap.mjs';
import { Dice } from './dice.mjs';

/**
 * Simulated days of a call centre, as a list of calls such as a real one would have recorded, and a roster. Discrete
 * events, all chance from one seed. Times in seconds since the first midnight.
 *
 * A scenario: `queues` by name, each with `perHour(hour, day)` and `priorityShare`; `handling`, `patience` as (dice, hour) =>
 * seconds; `wrapUp`; `agents(day)` => [{ id, from, to, breaks: [[from, to]], queues }].
 */
export function simulate(scenario, { seed, days }) {
  const dice = new Dice(seed);
  const events = new Heap((a, b) => a.at - b.at || a.order - b.order);
  const calls = [];
  const roster = [];
  const lines = new Map(Object.keys(scenario.queues).map((name) => [name, []]));
  const agents = new Map();
  let order = 0;
  const plan = (at, work) => events.push({ at, order: (order += 1), work });

  for (let day = 0; day < days; day += 1) {
    for (const shift of scenario.agents(day, dice)) shiftOf(shift, day * 86_400);
    for (const [queue, { perHour, priorityShare = 0 }] of Object.entries(scenario.queues)) {
      for (const at of arrivals((hour) => perHour(hour, day), dice))
        plan(day * 86_400 + at, () => arrive(queue, day * 86_400 + at, dice.chance(priorityShare) ? 1 : 0));
    }
  }
  while (events.size > 0) {
    const { at, work } = events.pop();
    work(at);
  }
  return { calls, roster };

  function shiftOf({ id, from, to, breaks = [], queues }, midnight) {
    const onDuty = (at, is) => {
      const agent = agents.get(id) ?? { id, on: false, busy: false, queues };
      agents.set(id, agent);
      agent.on = is;
      agent.queues = queues;
      roster.push({ at, agent: id, on: is, queues });
      if (is) serve(agent, at);
    };
    plan(midnight + from, (at) => onDuty(at, true));
    for (const [start, end] of breaks) {
      plan(midnight + start, (at) => onDuty(at, false));
      plan(midnight + end, (at) => onDuty(at, true));
    }
    plan(midnight + to, (at) => onDuty(at, false));
  }

  function arrive(queue, at, priority) {
    const call = { queue, arrival: at, priority, exit: null, start: null, end: null, free: null, agent: null };
    calls.push(call);
    const line = lines.get(queue);
    // Higher priority first, and nobody is overtaken within one.
    let place = line.length;
    while (place > 0 && line[place - 1].priority < priority) place -= 1;
    line.splice(place, 0, call);
    const free = [...agents.values()].filter((agent) => agent.on && !agent.busy && agent.queues.includes(queue));
    if (free.length > 0) return void serve(dice.pick(free), at);
    plan(at + scenario.patience(dice, hourOf(at)), (now) => {
      const waiting = line.indexOf(call);
      if (waiting < 0) return;
      line.splice(waiting, 1);
      call.exit = now;
    });
  }

  function serve(agent, at) {
    if (!agent.on || agent.busy) return;
    const heads = agent.queues.map((queue) => lines.get(queue)[0]).filter(Boolean);
    if (heads.length === 0) return;
    const call = heads.sort((a, b) => b.priority - a.priority || a.arrival - b.arrival)[0];
    lines.get(call.queue).shift();
    agent.busy = true;
    const end = at + scenario.handling(dice, hourOf(at));
    Object.assign(call, { exit: at, start: at, end, agent: agent.id, free: end + scenario.wrapUp(dice) });
    plan(call.free, (now) => {
      agent.busy = false;
      serve(agent, now);
    });
  }
}

/** A Poisson stream whose rate changes with the time of day, by thinning. */
function* arrivals(perHour, dice) {
  const most = Math.max(...Array.from({ length: 96 }, (_, quarter) => perHour(quarter / 4))) * 1.05;
  if (most <= 0) return;
  for (let at = dice.exponential(3600 / most); at < 86_400; at += dice.exponential(3600 / most))
    if (dice.chance(perHour(at / 3600) / most)) yield at;
}

const hourOf = (at) => (at % 86_400) / 3600;
