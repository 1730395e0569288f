import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface ChildOptions {
  /** Wall time after which the program is killed. */
  timeoutMs: number;
  signal?: AbortSignal;
  /** Kept of standard output; more than this ends the program. */
  maxOutput?: number;
  /** Takes standard output line by line instead of keeping it. */
  onLine?: (line: string) => void;
  /** Given on standard input. */
  input?: string;
  /** Of standard output; `latin1` keeps bytes as they are. */
  encoding?: BufferEncoding;
  /** Told of the process as soon as it runs. */
  onStart?: (pid: number) => void;
}

export interface ChildResult {
  stdout: string;
  /** The last of standard error. */
  stderr: string;
}

/** Why a program did not end well. `killed`: by us, for time, output or the signal. */
export class ChildError extends Error {
  constructor(
    override readonly cause: 'missing' | 'timeout' | 'output' | 'aborted' | 'exit',
    readonly stderr: string,
  ) {
    super(`program ended: ${cause}`);
  }
}

/** Ended by the system: its limit on processor time, or no memory left. Codes where something stands between it and us. */
const BY_SYSTEM = new Set<string | number | null>(['SIGXCPU', 'SIGKILL', 128 + 24, 128 + 9]);
const LET_GO_MS = 2_000;
const KEPT_STDERR = 32 * 1024;
const KEPT_STDOUT = 1024 * 1024;

/** Runs a program with an argument array (never through a shell), with an empty environment and limits on time and output. */
export function runChild(file: string, args: readonly string[], options: ChildOptions): Promise<ChildResult> {
  return new Promise((resolve, reject) => {
    if (options.signal?.aborted) return reject(new ChildError('aborted', ''));
    // In a session of its own: no terminal of ours to type into, and for the scheduler a group apart (see `giveWay`).
    const child = spawn(file, args, { stdio: 'pipe', env: environment(), detached: true });
    if (child.pid) options.onStart?.(child.pid);
    // EPIPE: it ended before it had read all. How it ended is told below.
    child.stdin.on('error', () => undefined).end(options.input);
    let stdout = '';
    let stderr = '';
    let ended: ChildError['cause'] | undefined;
    const kill = (cause: ChildError['cause']): void => {
      ended ??= cause;
      child.kill('SIGKILL');
      // What it started ends with it and lets go of the pipes, or else we do not wait for that.
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, LET_GO_MS).unref();
    };
    const timer = setTimeout(() => kill('timeout'), options.timeoutMs);
    const abort = (): void => kill('aborted');
    options.signal?.addEventListener('abort', abort, { once: true });

    if (options.onLine) createInterface({ input: child.stdout }).on('line', options.onLine);
    else
      child.stdout.setEncoding(options.encoding ?? 'utf8').on('data', (chunk: string) => {
        stdout += chunk;
        if (stdout.length > (options.maxOutput ?? KEPT_STDOUT)) kill('output');
      });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr = (stderr + chunk).slice(-KEPT_STDERR);
    });

    const settle = (cause: ChildError['cause'] | undefined): void => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', abort);
      if (cause) reject(new ChildError(cause, stderr));
      else resolve({ stdout, stderr });
    };
    child.once('error', () => settle(ended ?? 'missing'));
    child.once('close', (code, signal) =>
      settle(ended ?? (code === 0 ? undefined : BY_SYSTEM.has(signal ?? code) ? 'timeout' : 'exit')),
    );
  });
}

/** Where programs are found, and nothing else of ours: no secrets, no addresses. */
function environment(): NodeJS.ProcessEnv {
  // eslint-disable-next-line no-process-env -- not a setting of ours: the system's own search path
  return { PATH: process.env['PATH'] };
}
