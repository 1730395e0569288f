import { readFileSync } from 'node:fs';

export const MIN_ROUNDS = 7;

/**
 * Measures each side once a round, in turning order, so that what the machine does meanwhile falls on all alike.
 * Only figures of the same round are comparable; `measure` answers with a number or an object of numbers.
 */
export async function alternate(sides, { rounds = MIN_ROUNDS, onRound = () => undefined } = {}) {
  if (rounds < MIN_ROUNDS) throw new Error(`at least ${MIN_ROUNDS} rounds, or the median means nothing`);
  const names = Object.keys(sides);
  const results = [];
  for (let round = 0; round < rounds; round += 1) {
    const result = {};
    for (const name of round % 2 ? [...names].reverse() : names) result[name] = await sides[name](round);
    results.push(result);
    onRound(result, round);
  }
  return results;
}

export function summarise(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, min: sorted[0], max: sorted.at(-1), rounds: sorted.length };
}

/**
 * Prints one figure as a line of JSON and fails the run when its gate is missed. `gate` is `{ atLeast }` or `{ atMost }`,
 * or absent for a figure that is only reported.
 */
export function report({ bench, figure, values, gate, unit }) {
  const { median, min, max, rounds } = summarise(values);
  const line = {
    bench,
    figure,
    median: tidy(median),
    min: tidy(min),
    max: tidy(max),
    rounds,
    gate: gate?.atLeast ?? gate?.atMost ?? null,
    unit,
  };
  console.log(JSON.stringify(line));
  if (!meets(median, gate)) process.exitCode = 1;
  return line;
}

export function meets(value, gate) {
  if (!Number.isFinite(value)) return false;
  if (gate?.atLeast !== undefined && value < gate.atLeast) return false;
  return !(gate?.atMost !== undefined && value > gate.atMost);
}

const CLOCK_TICK = 10_000; // microseconds; Linux reports CPU time in hundredths of a second

/** CPU time that a process has used so far, in user and system mode, in microseconds. Linux only. */
export function cpuMicroseconds(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK;
}

const tidy = (value) => Number(value.toPrecision(4));
