import { execFileSync, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alternate, report } from '../lib/bench.mjs';
import { findFfmpeg } from '../lib/ffmpeg.mjs';
import { inRoot } from '../lib/paths.mjs';
import { startTestServices } from '../lib/test-services.mjs';
import { Runs } from './media/runs.mjs';
import { BusyWorker } from './media/worker.mjs';
import { ended, measure, postmasterOf, prepare, publish, servingEnv, startApi, startSessions } from './step/stand.mjs';

/** `npm run bench -- media [rounds] [milliseconds of a round of steps]` */
const ROUNDS = 9;
const ROUND_MS = 3_000;
const WALL_SECONDS = 8;
/** Long enough that no round comes to its end. */
const BUSY_SECONDS = 600;

/**
 * What the pipeline costs beside the same runs of ffmpeg alone; and what visitors feel of a film that is being prepared,
 * with the worker's programs going and standing still in turns.
 */
export async function bench(args) {
  const [rounds = ROUNDS, ms = ROUND_MS] = args.map(Number);
  const programs = findFfmpeg();
  const folder = mkdtempSync(join(tmpdir(), 'calldocker-bench-'));
  try {
    await wall(rounds, folder, programs);
    await steps(rounds, ms, folder, programs);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function wall(rounds, folder, programs) {
  const runs = await Runs.of(makeFilm(programs.ffmpeg, folder, WALL_SECONDS, '1280x720'), folder, programs);
  const results = await alternate(
    { ours: async () => (await runs.ours()).seconds, plain: async () => (await runs.plain()).seconds },
    {
      rounds,
      onRound: ({ ours, plain }, round) =>
        console.error(`round ${round + 1}: pipeline ${ours.toFixed(2)} s; ffmpeg alone ${plain.toFixed(2)} s`),
    },
  );
  const figure = (name, unit, gate, valueOf) =>
    report({ bench: 'media', figure: name, values: results.map(valueOf), gate, unit });
  figure('media-wall-vs-ffmpeg', 'ratio', { atMost: 1.05 }, ({ ours, plain }) => ours / plain);
  figure('media-wall', 's', undefined, ({ ours }) => ours);
}

async function steps(rounds, ms, folder, programs) {
  const services = await startTestServices({ durable: true });
  const children = [];
  try {
    const film = makeFilm(programs.ffmpeg, folder, BUSY_SECONDS, '1920x1080');
    const database = await prepare(services.env);
    const api = await startApi(database, services.env, folder, children);
    const { key, company } = await publish(database.owner);
    const load = fork(inRoot('tools/bench/step/load.mjs'), { stdio: 'inherit' });
    children.push(load);
    const stand = { load, ms, postmaster: await postmasterOf(database.owner) };
    const walk = async () => measure(stand, api, await startSessions(api, key));
    for (let time = 0; time < 2; time += 1) await walk();

    const settings = { FFMPEG_PATH: programs.ffmpeg, FFPROBE_PATH: programs.ffprobe };
    const env = { ...servingEnv(database.env, services.env.TEST_REDIS_URL, folder, api.port), ...settings };
    const worker = new BusyWorker(env, database.owner, company, folder);
    children.push(worker.start());
    await worker.give(film);
    await worker.underWay();

    const results = await alternate(
      {
        busy: async () => {
          await worker.go();
          return walk();
        },
        idle: async () => {
          await worker.stand();
          return walk();
        },
      },
      {
        rounds,
        onRound: ({ busy, idle }, round) =>
          console.error(
            `round ${round + 1}: p99 ${busy.p99.toFixed(1)} ms with a film; ${idle.p99.toFixed(1)} ms without`,
          ),
      },
    );
    const figure = (name, unit, gate, valueOf) =>
      report({ bench: 'media', figure: name, values: results.map(valueOf), gate, unit });
    figure('media-step-p99-vs-idle', 'ratio', { atMost: 1.1 }, ({ busy, idle }) => busy.p99 / idle.p99);
    figure('media-step-p50-vs-idle', 'ratio', undefined, ({ busy, idle }) => busy.p50 / idle.p50);
    figure('media-step-rate-vs-idle', 'ratio', undefined, ({ busy, idle }) => busy.perSecond / idle.perSecond);
    await worker.go();
    await database.owner.end();
  } finally {
    await Promise.all(children.map(ended));
    await services.stop();
  }
}

/** A short one, and that again and again where it has to be long. */
function makeFilm(ffmpeg, folder, seconds, size) {
  const [short, long] = [join(folder, 'short.mp4'), join(folder, `film-${seconds}.mp4`)];
  execFileSync(ffmpeg, [
    ...['-v', 'error', '-y', '-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=30:duration=${Math.min(8, seconds)}`],
    ...['-f', 'lavfi', '-i', `sine=frequency=440:duration=${Math.min(8, seconds)}`, '-c:v', 'libx264'],
    ...['-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', short],
  ]);
  execFileSync(ffmpeg, [
    '-v',
    'error',
    '-y',
    '-stream_loop',
    '-1',
    '-i',
    short,
    '-t',
    String(seconds),
    '-c',
    'copy',
    long,
  ]);
  return long;
}
