import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Harness } from './harness.js';

const DIST = path.resolve(__dirname, '../../../dist/apps/api');

/** The built program of an API or a worker, to be run, killed and frozen as a process of its own. */
export function program(name: 'main' | 'worker'): string {
  const file = path.join(DIST, `${name}.js`);
  if (!existsSync(file)) throw new Error('Build first: npx nx build api');
  return file;
}

/** The environment in which such a process works on the harness's database and Redis. */
export const environmentOf = ({ config }: Harness, more: Record<string, string> = {}): Record<string, string> => ({
  ...{ PATH: process.env['PATH'] ?? '', PORT: String(config.port), SECRET: config.secret, LOG_LEVEL: 'error' },
  ...{ DATABASE_URL: config.databaseUrl, SYSTEM_DATABASE_URL: config.systemDatabaseUrl },
  ...{ REDIS_URL: config.redisUrl, REDIS_PREFIX: config.redisPrefix, STORAGE_URL: `file://${config.storageDir}` },
  ...{ FFMPEG_PATH: config.ffmpegPath, FFPROBE_PATH: config.ffprobePath, EMBEDDED: '1' },
  ...more,
});

/** Starts the API on a port of its own and waits until it can serve. */
export async function startApi(port: number, environment: Record<string, string>): Promise<ChildProcess> {
  const env = { ...environment, PORT: String(port) };
  const child = spawn(process.execPath, [program('main')], { stdio: ['ignore', 'ignore', 'inherit'], env });
  await serving(port);
  return child;
}

export async function serving(port: number): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(50)) {
    // Refused until it listens.
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
    if (ready?.status === 200) return;
  }
  throw new Error('The API did not come up');
}

export async function kill(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}
