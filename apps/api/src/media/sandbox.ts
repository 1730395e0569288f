import { availableParallelism, release, totalmem } from 'node:os';
import { accessSync, constants, realpathSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import path from 'node:path';
import { log } from '../platform/log.js';
import { ChildError, runChild, type ChildOptions, type ChildResult } from './child.js';

/** What a program may touch and take while it works on a file that a stranger made. */
export interface Room {
  /** The files that it may read. */
  reads: string[];
  /** The one folder that it may write to. */
  writes?: string;
  /** Of the processor, all threads together. */
  cpuSeconds: number;
  /** Of any one file that it writes. */
  fileBytes?: number;
  /** Gives way to whatever else the machine does. */
  background?: boolean;
  /** Arguments with which the program ends at once and well; `-version` unless given. */
  trial?: readonly string[];
}

/** The ways of shutting a program in, the best first. */
export type Walls = 'bwrap' | 'unshare' | 'unshare-user' | 'none';

/** What this system offers. */
export interface Means {
  walls: Walls;
  /** Limits on memory, time, files and processes. */
  prlimit: boolean;
  /** Ends the program with us, and takes its privileges. */
  setpriv: boolean;
  /** Gives way to others at the disk too. */
  ionice: boolean;
  /** Whether processes are counted for each user namespace, and not for all that the user runs. */
  countsApart: boolean;
}

const GIB = 1024 ** 3;
/** A decoder that needs more is being fooled. Half the machine's, for a small one has to live on. */
const MEMORY_BYTES = Math.max(2 * GIB, Math.min(8 * GIB, (process.constrainedMemory() || totalmem()) / 2));
/** Threads count as processes. */
const PROCESSES = 64 + 16 * availableParallelism();
/** Where programs and their libraries are; of all else a program in `bwrap` sees nothing. */
const SYSTEM = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/nix/store', '/opt', '/etc/ld.so.cache'];
const LINKS = ['/etc/alternatives', '/etc/ld.so.conf', '/etc/ld.so.conf.d'];

/** The program and arguments that run `program` with `args` in its room. Pure. */
export function wrap(means: Means, program: string, args: readonly string[], room: Room): string[] {
  const { background = false } = room;
  return [
    ...(background ? ['nice', '-n', '19'] : []),
    ...(background && means.ionice ? ['ionice', '-c', '3'] : []),
    ...(means.setpriv ? ['setpriv', '--pdeathsig', 'KILL'] : []),
    ...wallsOf(means, program, room),
    ...(means.setpriv ? ['setpriv', '--no-new-privs', '--inh-caps=-all', '--bounding-set=-all'] : []),
    ...limits(means, room),
    ...[program, ...args],
  ];
}

function wallsOf({ walls }: Means, program: string, { reads, writes }: Room): string[] {
  if (walls === 'unshare') return [...UNSHARE, '--'];
  if (walls === 'unshare-user') return [...UNSHARE, '--user', '--map-root-user', '--'];
  if (walls === 'none') return [];
  const readOnly = [...SYSTEM, ...LINKS].flatMap((folder) => ['--ro-bind-try', folder, folder]);
  return [
    ...['bwrap', '--unshare-all', '--die-with-parent', ...readOnly, '--dev', '/dev', '--tmpfs', '/tmp'],
    ...[path.dirname(program), ...reads].flatMap((file) => ['--ro-bind', file, file]),
    ...(writes ? ['--bind', writes, writes] : []),
    ...['--chdir', writes ?? '/', '--'],
  ];
}

const UNSHARE = ['unshare', '--net', '--ipc', '--uts', '--pid', '--fork', '--kill-child'];

function limits(means: Means, { cpuSeconds, fileBytes = 0 }: Room): string[] {
  if (!means.prlimit) return [];
  const apart = means.countsApart && (means.walls === 'bwrap' || means.walls === 'unshare-user');
  return [
    ...['prlimit', `--cpu=${Math.ceil(cpuSeconds)}`, `--as=${Math.round(MEMORY_BYTES)}`],
    ...[`--fsize=${Math.round(fileBytes)}`, '--core=0', '--nofile=256'],
    ...(apart ? [`--nproc=${PROCESSES}`] : []),
  ];
}

/** Runs a media program behind the best walls that this system has. */
export async function runSandboxed(
  program: string,
  args: readonly string[],
  room: Room,
  options: ChildOptions,
): Promise<ChildResult> {
  const [file = '', ...rest] = wrap(await meansFor(program, room), locate(program), args, room);
  try {
    return await runChild(file, rest, room.background ? { ...options, onStart: (pid) => void giveWay(pid) } : options);
  } catch (error) {
    // How `unshare` of util-linux 2.38 passes on that the system has killed what it ran.
    if (error instanceof ChildError && error.cause === 'exit' && /^unshare: sigprocmask/m.test(error.stderr))
      throw new ChildError('timeout', error.stderr);
    throw error;
  }
}

/** 15 of 19, about a thirtieth of an equal share, and all of what others leave: at 10 visitors wait for it. */
const GROUP_NICENESS = '15';
/** The kernel takes one change in a tenth of a second from all of a machine's users. */
const GROUP_TRIES = 20;
const GROUP_RETRY_MS = 150;

/**
 * Lets a program's whole session give way. Niceness counts within a session alone where the kernel shares the
 * processor out by session, and the database is in another (sched(7), "The autogroup feature").
 */
export async function giveWay(pid: number): Promise<void> {
  for (let tries = 0; tries < GROUP_TRIES; tries++) {
    try {
      return await writeFile(`/proc/${pid}/autogroup`, GROUP_NICENESS);
    } catch (error) {
      // ENOENT: no such feature here, or the program has ended. EPERM, EACCES: not ours to set. Niceness stands.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
      await setTimeout(GROUP_RETRY_MS);
    }
  }
}

const known = new Map<string, Promise<Means>>();

/** What the system offers to one program; looked for once, by running it, and logged. */
export async function meansFor(program: string, room?: Room): Promise<Means> {
  const file = locate(program);
  const asked = known.get(file) ?? detect(file, room);
  known.set(file, asked);
  return asked;
}

async function detect(program: string, { trial = ['-version'], reads = [] }: Partial<Room> = {}): Promise<Means> {
  const means: Means = {
    walls: 'none',
    prlimit: await runs(['prlimit', '--core=0', 'true']),
    setpriv: await runs(['setpriv', '--pdeathsig', 'KILL', '--no-new-privs', '--bounding-set=-all', 'true']),
    ionice: await runs(['ionice', '-c', '3', 'true']),
    countsApart: countsApart(release()),
  };
  const room: Room = { reads, cpuSeconds: 10, fileBytes: 0 };
  for (const walls of ['bwrap', 'unshare', 'unshare-user'] as const)
    if (means.walls === 'none' && (await runs(wrap({ ...means, walls }, program, trial, room)))) means.walls = walls;
  const seen = { program: path.basename(program), ...means };
  if (means.walls === 'bwrap' && means.prlimit) log.info(seen, 'media sandbox');
  else log.warn(seen, 'media sandbox is weak: install bubblewrap and util-linux (docs/operations.md)');
  return means;
}

async function runs([file = '', ...args]: string[]): Promise<boolean> {
  try {
    await runChild(file, args, { timeoutMs: 10_000 });
    return true;
  } catch (error) {
    if (error instanceof ChildError) return false;
    throw error;
  }
}

/** Linux 5.14 and later. */
export function countsApart(kernel: string): boolean {
  const [major = 0, minor = 0] = kernel.split('.').map(Number);
  return process.platform === 'linux' && (major > 5 || (major === 5 && minor >= 14));
}

/** Where a program is: inside walls there is no search path to rely on. */
function locate(program: string): string {
  if (program.includes('/')) return check(path.resolve(program)) ?? missing();
  // eslint-disable-next-line no-process-env -- not a setting of ours: the system's own search path
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.map((folder) => check(path.join(folder, program))).find(Boolean) ?? missing();
}

function check(file: string): string | undefined {
  try {
    accessSync(file, constants.X_OK);
    return realpathSync(file);
  } catch {
    // ENOENT, EACCES: not there, or not for us.
    return undefined;
  }
}

function missing(): never {
  throw new ChildError('missing', '');
}
