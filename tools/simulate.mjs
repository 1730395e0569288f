import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { simulate } from './simulate/day.mjs';
import { readCalls } from './simulate/recorded.mjs';
import { replay } from './simulate/replay.mjs';
import { scenarios } from './simulate/scenarios.mjs';
import { figures, joined } from './simulate/score.mjs';

// `npm run simulate` plays days of a call centre and tells how the wait ranges fared; `npm run simulate -- FILE.csv ...`
// replays recorded calls instead. docs/wait-ranges.md names the columns.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    days: { type: 'string', default: '10' },
    only: { type: 'string' },
    queue: { type: 'string', default: 'queue' },
    handling: { type: 'string', default: '240' },
    json: { type: 'boolean', default: false },
  },
});

const logs =
  positionals.length > 0
    ? [
        [
          'recorded',
          readCalls(
            positionals.map((file) => readFileSync(file, 'utf8')),
            values.queue,
          ),
        ],
      ]
    : Object.entries(scenarios)
        .filter(([name]) => values.only === undefined || name === values.only)
        .map(([name, scenario]) => [
          name,
          simulate(scenario, { seed: Number(values.seed), days: Number(values.days) }),
        ]);
if (logs.length === 0) throw new Error(`There is no scenario ${values.only}: ${Object.keys(scenarios).join(', ')}.`);

const all = [];
const table = [];
const note = (name, ranges, of) => table.push({ name, ...figures(ranges, of) });
for (const [name, log] of logs) {
  const ranges = replay(log, { configured: Number(values.handling) });
  note(name, joined(ranges));
  note(
    `${name}, told again on the way`,
    ranges.filter(({ moment }) => moment === 'moved'),
  );
  all.push(...joined(ranges));
}
note('all, on joining', all);
for (const rival of Object.keys(all[0]?.rivals ?? {})) note(`all, by ${rival}`, all, (range) => range.rivals[rival]);

if (values.json) console.log(JSON.stringify(table));
else {
  const percent = (part) => `${(100 * part).toFixed(1)} %`;
  const seconds = (value) => `${Math.round(value)} s`;
  console.table(
    Object.fromEntries(
      table.map(({ name, count, coverage, sooner, later, width, error, interval, medianWait }) => [
        name,
        count === 0
          ? { ranges: 0 }
          : {
              ranges: count,
              held: percent(coverage),
              sooner: percent(sooner),
              later: percent(later),
              width: seconds(width),
              'mean error': seconds(error),
              'interval score': seconds(interval),
              'median wait': seconds(medianWait),
            },
      ]),
    ),
  );
}
