import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from './paths.mjs';

/** Keeps the last lines of a program's output, for the message when it fails. */
export class Tail {
  #lines = [];
  constructor(limit = 60) {
    this.limit = limit;
  }
  push(line) {
    this.#lines.push(line);
    if (this.#lines.length > this.limit) this.#lines.shift();
  }
  toString() {
    return this.#lines.join('\n');
  }
}

const running = new Set();

/**
 * A long-running child in a process group of its own: a Ctrl-C in the terminal reaches only us, and we stop the
 * children in order; whatever a child started itself goes with its group.
 */
export class Service {
  exited = false;
  stopping = false;
  /** Set for a program that starts such services itself: a plain kill would leave them without a master. */
  hasOwnServices = false;

  constructor(name, command, args, options = {}) {
    const { env, cwd = ROOT, uid, gid, input, logFile, onLine, stopSignal = 'SIGTERM', tailLines } = options;
    this.name = name;
    this.tail = new Tail(tailLines);
    this.stopSignal = stopSignal;
    const file = logFile ? openLog(logFile) : null;
    this.child = spawn(command, args, {
      env: { ...process.env, ...env },
      cwd,
      ...(uid === undefined ? {} : { uid, gid }),
      detached: true,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    this.pid = this.child.pid;
    running.add(this);
    if (input !== undefined) this.child.stdin.end(input);
    for (const stream of [this.child.stdout, this.child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        this.tail.push(line);
        file?.write(`${line}\n`);
        onLine?.(line);
      });
    }
    this.ended = new Promise((resolve) => {
      this.child.once('error', (error) => {
        this.tail.push(error.message);
        this.#settle(resolve, { code: null, signal: null, error }, file);
      });
      this.child.once('close', (code, signal) => this.#settle(resolve, { code, signal }, file));
    });
  }

  /** Asks, waits, then kills the whole group. Safe to call twice. */
  async stop(patience = 10_000) {
    this.stopping = true;
    if (!this.exited) {
      signal(this.pid, this.stopSignal);
      const gone = await Promise.race([this.ended.then(() => true), sleep(patience, false, { ref: false })]);
      if (!gone) killGroup(this.pid);
      await this.ended;
    }
    killGroup(this.pid);
  }

  #settle(resolve, end, file) {
    this.exited = true;
    this.end = end;
    running.delete(this);
    file?.end();
    resolve(end);
  }
}

/** Runs a program to its end; its output goes to `onLine` and, in part, into the result. */
export async function run(command, args, options = {}) {
  const service = new Service(options.name ?? command, command, args, options);
  const timer = options.timeout
    ? setTimeout(() => {
        service.tail.push(`stopped after ${options.timeout / 1000} s`);
        killGroup(service.pid);
      }, options.timeout)
    : null;
  const { code, signal: by, error } = await service.ended;
  if (timer) clearTimeout(timer);
  killGroup(service.pid);
  return { ok: code === 0, code, signal: by, error, output: service.tail.toString() };
}

/** Asks everything to end, and waits for it. */
export async function stopEverything() {
  await Promise.all([...running].map((service) => service.stop(40_000)));
}

/** Last resort, for a second Ctrl-C or a crash of our own. What has groups of its own below it must be asked. */
export function killEverything() {
  for (const service of running) {
    if (service.hasOwnServices) signal(service.pid, 'SIGTERM');
    else killGroup(service.pid);
  }
}

export function killGroup(pid) {
  if (!pid) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // ESRCH: the group is gone already, which is what is wanted
  }
}

export function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // ESRCH: it ended between our look and the signal
  }
}

/** Whether `pid` still runs. One that has ended, but that nobody has waited for (a zombie), does not. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM'; // there, but another user's
  }
  return statOf(pid)?.state !== 'Z';
}

export async function waitUntilGone(pid, patience) {
  for (let waited = 0; isAlive(pid) && waited < patience; waited += 50) await sleep(50);
}

/** When the process began (clock ticks since boot), so that a reused pid is not taken for the old one. Linux only. */
export const birthOf = (pid) => statOf(pid)?.birth ?? null;

export const parentOf = (pid) => statOf(pid)?.parent ?? null;

function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent), birth: rest[17] };
  } catch {
    return null; // no such process, or no /proc on this system
  }
}

function openLog(file) {
  mkdirSync(dirname(file), { recursive: true });
  return createWriteStream(file, { flags: 'w', mode: 0o600 });
}
