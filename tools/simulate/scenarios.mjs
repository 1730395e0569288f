const at = (hour, minute = 0) => hour * 3600 + minute * 60;
const open = (hour, rate) => (hour >= 8 && hour < 20 ? rate : 0);
const usual = {
  handling: (dice) => dice.lognormal(240, 0.9),
  wrapUp: (dice) => dice.exponential(30),
  patience: (dice) => dice.exponential(600),
};
const team = (count, queues = ['main']) =>
  Array.from({ length: count }, (_, n) => ({ id: `agent ${n + 1}`, from: at(8), to: at(20, 30), queues }));

/** Days as call centres know them, and some that no model foresees. */
export const scenarios = {
  flat: {
    ...usual,
    queues: { main: { perHour: (hour) => open(hour, 110) } },
    agents: () => team(8),
  },
  'morning peak': {
    ...usual,
    queues: { main: { perHour: (hour) => open(hour, 45 + 150 * Math.exp(-(((hour - 10) / 1.4) ** 2))) } },
    agents: () => team(9),
  },
  bursts: {
    ...usual,
    queues: { main: { perHour: (hour) => open(hour, hour % 2 < 0.2 ? 420 : 50) } },
    agents: () => team(8),
  },
  lull: {
    handling: (dice) => dice.erlang(300, 3),
    wrapUp: () => 20,
    patience: (dice) => dice.lognormal(500, 1.2),
    queues: { main: { perHour: (hour) => open(hour, hour > 12 && hour < 15 ? 12 : 44) } },
    agents: () => team(4),
  },
  'shifts and breaks': {
    ...usual,
    queues: { main: { perHour: (hour) => open(hour, hour < 14 ? 125 : 95) } },
    agents: () =>
      Array.from({ length: 12 }, (_, n) => {
        const from = at(8 + (n % 4) * 1.5);
        const lunch = from + at(3) + (n % 3) * 1800;
        return {
          id: `agent ${n + 1}`,
          from,
          to: from + at(8),
          breaks: [
            [lunch, lunch + 2700],
            [lunch + at(2), lunch + at(2, 15)],
          ],
          queues: ['main'],
        };
      }),
  },
  priorities: {
    ...usual,
    queues: { main: { perHour: (hour) => open(hour, 112), priorityShare: 0.25 } },
    agents: () => team(8),
  },
  'shared agents': {
    ...usual,
    queues: { main: { perHour: (hour) => open(hour, 80) }, second: { perHour: (hour) => open(hour, 50) } },
    agents: () => [...team(4), ...team(8, ['main', 'second']).slice(4), ...team(10, ['second']).slice(8)],
  },
  'slower by the hour': {
    ...usual,
    handling: (dice, hour) => dice.lognormal(150 + 18 * (hour - 8), 0.8),
    queues: { main: { perHour: (hour) => open(hour, 125) } },
    agents: () => team(9),
  },
  'absent without a word': {
    ...usual,
    // The second half of the team does twice as long for everything in the afternoon: the roster knows nothing of it.
    handling: (dice, hour) => dice.lognormal(220, 1) * (hour > 13 && hour < 17 && dice.chance(0.5) ? 2 : 1),
    queues: { main: { perHour: (hour, day) => open(hour, 100 + 12 * (day % 3)) } },
    agents: () => team(9),
  },
};
