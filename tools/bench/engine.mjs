import { fork } from 'node:child_process';
import { deepStrictEqual } from 'node:assert';
import v8 from 'node:v8';
import vm from 'node:vm';
import { validate } from '@calldocker/flow-engine';
import { alternate, report } from '../lib/bench.mjs';
import { inRoot } from '../lib/paths.mjs';
import * as compiled from './engine/compiled-machine.mjs';
import { longFlow, walk } from './engine/long-flow.mjs';
import { menuFlow, session } from './engine/menu-flow.mjs';
import * as bare from './engine/menu-machine.mjs';
import { engineWays, hotWays, persistWays, placeOf } from './engine/sides.mjs';

/** `npm run bench -- engine [rounds]` */
const ROUNDS = 9;
/** How long each side works in a round. */
const ROUND_MS = 400;

/** The engine beside XState 5 on one flow, in turns; then what a flow of 2,000 nodes costs. */
export async function bench([rounds = ROUNDS]) {
  await beside(Number(rounds));
  await large(Number(rounds));
}

async function beside(rounds) {
  const definition = throughJson(menuFlow());
  const bundle = { flowId: 'bench', definition };
  const inputs = session(compiled.eventOf);
  const machines = {
    xstate: { machine: await compiled.compiledMachine(definition), ...compiled },
    bare: { machine: bare.bareMachine(), ...bare },
  };
  const sides = {};
  const end = placeOf(engineWays.hot(bundle, inputs));
  for (const mode of ['hot', 'persist']) {
    sides[`engine-${mode}`] = repeated(() => engineWays[mode](bundle, inputs), inputs.length, placeOf, end);
    for (const [name, one] of Object.entries(machines)) {
      const events = session(one.eventOf);
      const ways = Object.entries(mode === 'hot' ? hotWays : persistWays).map(([way, run]) => ({
        way,
        side: repeated(() => run(one.machine, one.input, events), events.length, one.placeIn, end),
      }));
      sides[`${name}-${mode}`] = quickest(`${name}, ${mode}`, ways);
    }
  }
  alongside(bundle, machines, inputs);

  for (const side of Object.values(sides)) side(); // until nothing is compiled any more
  const results = await alternate(sides, { rounds });
  const figure = (name, valueOf, gate, unit = 'ratio') =>
    report({ bench: 'engine', figure: name, values: results.map(valueOf), gate, unit });
  figure('engine-hot-vs-xstate', (us) => us['xstate-hot'] / us['engine-hot'], { atLeast: 3 });
  figure('engine-persist-vs-xstate', (us) => us['xstate-persist'] / us['engine-persist'], { atLeast: 8 });
  figure('engine-hot-vs-bare-xstate', (us) => us['bare-hot'] / us['engine-hot']);
  figure('engine-persist-vs-bare-xstate', (us) => us['bare-persist'] / us['engine-persist']);
  for (const name of Object.keys(sides)) figure(`${name}-us`, (us) => us[name], undefined, 'us');
}

/** Before anything is measured: the same place after every input of a session. */
function alongside(bundle, machines, inputs) {
  for (const { machine, input, eventOf, placeIn } of Object.values(machines)) {
    const events = session(eventOf);
    for (let length = 0; length <= 26; length += 1) {
      const here = placeOf(engineWays.persist(bundle, inputs.slice(0, length)));
      deepStrictEqual(placeIn(hotWays.send(machine, input, events.slice(0, length))), here);
    }
  }
}

/** Sessions for as long as a round lasts, in microseconds an input; all of them end at the same place. */
function repeated(walkOnce, steps, placeIn, end) {
  return () => {
    collectGarbage(); // or each would pay for what the one before it left
    const began = cpuMs();
    let sessions = 0;
    let spent = 0;
    while (spent < ROUND_MS) {
      const last = walkOnce();
      sessions += 1;
      spent = cpuMs() - began;
      deepStrictEqual(placeIn(last), end);
    }
    return (spent * 1000) / (sessions * steps);
  };
}

v8.setFlagsFromString('--expose-gc');
const collectGarbage = vm.runInNewContext('gc');

/** The thread's own time: on a busy machine the clock would count the others' too. */
function cpuMs() {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** XState has several ways to do the same: its best is taken, found by two tries each. */
function quickest(what, ways) {
  const tried = ways.map(({ way, side }) => ({ way, side, us: [side(), side()][1] }));
  console.error(`${what}: ${tried.map(({ way, us }) => `${way} ${us.toFixed(2)} us`).join(', ')}`);
  return tried.sort((a, b) => a.us - b.us)[0].side;
}

async function large(rounds) {
  const flows = [20, 2000].map((count) => throughJson(longFlow(count)));
  const [, largest] = flows;
  const first = [];
  for (let round = 0; round < rounds; round += 1) first.push(await firstValidation());
  deepStrictEqual(
    validate(largest).filter(({ severity }) => severity === 'error'),
    [],
  );
  const [few, many] = flows.map((definition) => walker({ flowId: 'bench', definition }));
  for (const warm of [few, many, few, many]) warm();
  const results = await alternate({ few, many, validate: () => validation(largest) }, { rounds });
  const figure = (name, unit, gate, valueOf) =>
    report({ bench: 'engine', figure: name, values: results.map(valueOf), gate, unit });
  figure('engine-validate-2000-ms', 'ms', { atMost: 100 }, (result) => result.validate);
  report({ bench: 'engine', figure: 'engine-validate-2000-first-ms', values: first, unit: 'ms' });
  figure('engine-walk-growth', 'ratio', { atMost: 1.5 }, (result) => result.many / result.few);
  figure('engine-walk-20-us', 'us', undefined, (result) => result.few);
  figure('engine-walk-2000-us', 'us', undefined, (result) => result.many);
}

function walker(bundle) {
  const placeIn = ({ inputs, nodeId }) => ({ inputs, nodeId });
  return repeated(() => engineWays.hot(bundle, walk), walk.length, placeIn, { inputs: walk.length, nodeId: 'menu0' });
}

function validation(definition) {
  const began = cpuMs();
  validate(definition);
  return cpuMs() - began;
}

function firstValidation() {
  return new Promise((resolve, reject) => {
    const child = fork(inRoot('tools/bench/engine/first-validation.mjs'));
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`exit code ${code}`)));
  });
}

const throughJson = (value) => JSON.parse(JSON.stringify(value));
