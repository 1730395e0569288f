import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from '../lib/paths.mjs';
import { simulate } from './day.mjs';
import { readCalls } from './recorded.mjs';
import { scenarios } from './scenarios.mjs';

const folder = mkdtempSync(join(tmpdir(), 'calldocker-simulate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const figuresOf = (...args) =>
  JSON.parse(execFileSync(process.execPath, [inRoot('tools/simulate.mjs'), '--json', ...args], { encoding: 'utf8' }));

describe('wait ranges on simulated days', () => {
  let table;
  beforeAll(() => (table = figuresOf('--days', '16', '--seed', '5')));
  const named = (name) => table.find((row) => row.name === name);

  it.each(Object.keys(scenarios))('hold for four in five: %s', (name) => {
    const { count, coverage } = named(name);
    expect(count).toBeGreaterThan(1000);
    expect(coverage).toBeGreaterThan(0.78);
    expect(coverage).toBeLessThan(0.82);
  });

  it('miss evenly, too long as often as too short', () => {
    const { sooner, later } = named('all, on joining');
    expect(sooner).toBeGreaterThan(0.085);
    expect(sooner).toBeLessThan(0.115);
    expect(later).toBeGreaterThan(0.085);
    expect(later).toBeLessThan(0.115);
  });

  it('still hold when they are told again on the way', () => {
    for (const name of Object.keys(scenarios)) {
      const { coverage } = named(`${name}, told again on the way`);
      expect(coverage).toBeGreaterThan(0.76);
      expect(coverage).toBeLessThan(0.84);
    }
  });

  it('are sharper than what others tell: by interval score and by mean error of the middle', () => {
    const ours = named('all, on joining');
    const rivals = table.filter(({ name }) => name.startsWith('all, by '));
    expect(rivals.length).toBeGreaterThan(3);
    for (const rival of rivals) {
      expect(ours.interval).toBeLessThan(0.7 * rival.interval);
      expect(ours.error).toBeLessThan(rival.error);
    }
  });
});

describe('a simulated day', () => {
  const day = (name, seed) => simulate(scenarios[name], { seed, days: 1 }).calls;

  it('is the same for the same seed, and another for another', () => {
    expect(day('flat', 3)).toEqual(day('flat', 3));
    expect(day('flat', 3)).not.toEqual(day('flat', 4));
  });

  it('keeps everybody: answered, gone or still at the door when it ends, and no agent with two visitors', () => {
    for (const name of Object.keys(scenarios)) {
      const calls = day(name, 8);
      const served = calls.filter(({ start }) => start !== null);
      expect(calls.every(({ exit }) => exit !== null)).toBe(true);
      const byAgent = Map.groupBy(served, ({ agent }) => agent);
      for (const list of byAgent.values()) {
        list.sort((a, b) => a.start - b.start);
        expect(list.every((call, n) => n === 0 || list[n - 1].free <= call.start)).toBe(true);
      }
    }
  });
});

describe('recorded calls', () => {
  const ours = 'arrival,exit,start,end,agent\n100,160,160,400,ann\n120,150,,,\n';
  const passedAround = [
    'vru+line\tcall_id\tdate\tq_start\tq_exit\tq_time\toutcome\tser_start\tser_exit\tserver',
    'AA1\t1\t990901\t10:00:00\t10:01:00\t60\tAGENT\t10:01:00\t10:05:00\tMICHAL',
    'AA1\t2\t990901\t0:00:00\t0:00:00\t0\tAGENT\t10:02:00\t10:03:00\tZOHARI',
    'AA1\t3\t990901\t10:00:30\t10:00:50\t20\tHANG\t00:00:00\t00:00:00\tNO_SERVER',
  ].join('\n');

  it('are read from our columns', () => {
    expect(readCalls([ours]).calls).toMatchObject([
      { arrival: 100, exit: 160, start: 160, end: 400, agent: 'ann' },
      { arrival: 120, exit: 150, start: null, end: null, agent: null },
    ]);
  });

  it('are read from the columns of the sets that are passed around', () => {
    const midnight = Date.UTC(1999, 8, 1) / 1000;
    const clock = ({ arrival, exit, start, agent }) => [
      arrival - midnight,
      exit - midnight,
      start && start - midnight,
      agent,
    ];
    expect(readCalls([passedAround]).calls.map(clock)).toEqual([
      [36_000, 36_060, 36_060, 'MICHAL'],
      [36_030, 36_050, null, null],
      [36_120, 36_120, 36_120, 'ZOHARI'],
    ]);
  });

  it('give nearly the figures of the simulation that they were recorded from, without its roster', () => {
    const file = join(folder, 'flat.csv');
    const { calls } = simulate(scenarios.flat, { seed: 2, days: 8 });
    const lines = calls.map(({ arrival, exit, start, end, agent }) => [arrival, exit, start, end, agent].join(','));
    writeFileSync(file, ['arrival,exit,start,end,agent', ...lines].join('\n'));
    const [recorded] = figuresOf(file);
    expect(recorded.count).toBeGreaterThan(1000);
    expect(recorded.coverage).toBeGreaterThan(0.77);
    expect(recorded.coverage).toBeLessThan(0.83);
  });
});
