import { ChildError, runChild } from './child.js';

const sh = (script: string, options: Partial<Parameters<typeof runChild>[2]> = {}): ReturnType<typeof runChild> =>
  runChild('/bin/sh', ['-c', script], { timeoutMs: 10_000, ...options });

/** How a run ended. */
async function ending(run: Promise<unknown>): Promise<string> {
  try {
    await run;
    return 'well';
  } catch (error) {
    return error instanceof ChildError ? error.cause : String(error);
  }
}

describe('runChild', () => {
  it('gives back what the program wrote', async () => {
    expect(await sh('echo out; echo err >&2')).toEqual({ stdout: 'out\n', stderr: 'err\n' });
  });

  it('passes arguments as they are, past any shell', async () => {
    const { stdout } = await runChild('/bin/echo', ['$(id)', '; ls', '`id`'], { timeoutMs: 10_000 });
    expect(stdout).toBe('$(id) ; ls `id`\n');
  });

  it('tells of nothing but where programs are', async () => {
    process.env['SOME_SECRET'] = 'secret';
    expect((await runChild('/usr/bin/env', [], { timeoutMs: 10_000 })).stdout).not.toContain('secret');
    delete process.env['SOME_SECRET'];
  });

  it('ends with the code, the clock, the volume or the signal', async () => {
    expect(await ending(sh('exit 3'))).toBe('exit');
    expect(await ending(sh('sleep 20', { timeoutMs: 50 }))).toBe('timeout');
    expect(await ending(sh('while :; do echo more; done', { maxOutput: 1_000 }))).toBe('output');
    expect(await ending(sh('sleep 20', { signal: AbortSignal.timeout(50) }))).toBe('aborted');
    expect(await ending(sh('true', { signal: AbortSignal.abort() }))).toBe('aborted');
    expect(await ending(runChild('/no/such/program', [], { timeoutMs: 1_000 }))).toBe('missing');
  });

  it('keeps the end of a long complaint', async () => {
    const { stderr } = await sh('i=0; while [ $i -lt 20000 ]; do echo complaint >&2; i=$((i+1)); done; echo last >&2');
    expect(stderr.length).toBeLessThanOrEqual(32 * 1024);
    expect(stderr.endsWith('last\n')).toBe(true);
  });

  it('hands on lines as they come', async () => {
    const lines: string[] = [];
    await sh('echo one; echo two', { onLine: (line) => lines.push(line) });
    expect(lines).toEqual(['one', 'two']);
  });
});
