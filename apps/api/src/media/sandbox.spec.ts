import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ChildError, runChild } from './child.js';
import { countsApart, giveWay, meansFor, runSandboxed, wrap, type Means, type Room } from './sandbox.js';

const all: Means = { walls: 'bwrap', prlimit: true, setpriv: true, ionice: true, countsApart: true };
const room: Room = { reads: ['/store/film'], writes: '/work/a', cpuSeconds: 60, fileBytes: 1000 };
const line = (means: Partial<Means>, changes: Partial<Room> = {}): string =>
  wrap({ ...all, ...means }, '/usr/bin/ffmpeg', ['-i', 'x'], { ...room, ...changes }).join(' ');

describe('the walls', () => {
  it('let a program see the system and its file, and write to its own folder', () => {
    const command = line({});
    expect(command).toMatch(/^setpriv --pdeathsig KILL bwrap --unshare-all --die-with-parent --ro-bind-try /);
    expect(command).toContain('--ro-bind-try /usr /usr');
    expect(command).toContain(
      '--tmpfs /tmp --ro-bind /usr/bin /usr/bin --ro-bind /store/film /store/film --bind /work/a',
    );
    expect(command).toMatch(
      / --cpu=60 --as=\d+ --fsize=1000 --core=0 --nofile=256 --nproc=\d+ \/usr\/bin\/ffmpeg -i x$/,
    );
  });

  it('are at least a network of its own, where there is no bwrap', () => {
    expect(line({ walls: 'unshare' })).toContain('unshare --net --ipc --uts --pid --fork --kill-child -- setpriv');
    expect(line({ walls: 'unshare-user' })).toContain('--kill-child --user --map-root-user -- setpriv');
  });

  it('are left out with whatever else the system lacks', () => {
    expect(line({ walls: 'none', prlimit: false, setpriv: false, ionice: false })).toBe('/usr/bin/ffmpeg -i x');
  });

  it('count processes only where those of others do not count', () => {
    expect(line({ walls: 'unshare' })).not.toContain('nproc');
    expect(line({ countsApart: false })).not.toContain('nproc');
    expect([countsApart('5.10.0-21-amd64'), countsApart('5.14.0'), countsApart('6.1.0')]).toEqual([false, true, true]);
  });

  it('come after giving way, for work in the background', () => {
    expect(line({}, { background: true })).toMatch(/^nice -n 19 ionice -c 3 setpriv /);
    expect(line({ ionice: false }, { background: true })).toMatch(/^nice -n 19 setpriv /);
  });
});

describe('a session that gives way', () => {
  it('does so as a whole, where the kernel shares the processor out by session', async () => {
    let niceness = '';
    await runChild('/bin/sleep', ['0.1'], {
      timeoutMs: 10_000,
      onStart: (pid) =>
        void giveWay(pid).then(async () => {
          niceness = await readFile(`/proc/${pid}/autogroup`, 'utf8').catch(() => 'no such feature');
        }),
    });
    expect(niceness).toMatch(/nice 15$|^no such feature$/m);
  });
});

/** Whatever this machine has. */
describe('a program behind them', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'calldocker-sandbox-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const bash = (script: string, changes: Partial<Room> = {}): Promise<string> =>
    runSandboxed(
      '/bin/bash',
      ['-c', script],
      { reads: [], writes: folder, cpuSeconds: 10, fileBytes: 100_000, ...changes },
      { timeoutMs: 20_000 },
    ).then(({ stdout }) => stdout);

  it('writes to its folder, and no file larger than it may', async () => {
    await bash(`echo made > ${folder}/file`);
    expect(await readFile(path.join(folder, 'file'), 'utf8')).toBe('made\n');
    await expect(bash(`head -c 200000 /dev/zero > ${folder}/large`)).rejects.toThrow(ChildError);
  });

  it('reaches no network, our own machine’s not either', async () => {
    let calls = 0;
    const server = createServer((socket) => socket.end(String(++calls)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { walls } = await meansFor('/bin/bash');
    const told = await bash(`(echo > /dev/tcp/127.0.0.1/${port}) 2>/dev/null && echo reached || echo refused`);
    await new Promise((resolve) => server.close(resolve));
    expect([told.trim(), calls]).toEqual(walls === 'none' ? ['reached', 1] : ['refused', 0]);
  });

  it('sees no file but its own', async () => {
    const secret = path.join(await mkdtemp(path.join(tmpdir(), 'calldocker-secret-')), 'secret');
    await writeFile(secret, 'secret');
    const told = await bash(`cat ${secret} 2>/dev/null || echo none`);
    expect(told.trim()).toBe((await meansFor('/bin/bash')).walls === 'bwrap' ? 'none' : 'secret');
    expect(await bash(`cat ${secret}`, { reads: [secret] })).toBe('secret');
    await rm(path.dirname(secret), { recursive: true });
  });

  it('ends when its time is up', async () => {
    const ended = bash('while :; do :; done', { cpuSeconds: 1 });
    await expect(ended).rejects.toMatchObject({ cause: 'timeout' });
  });

  it('is missing when it is', async () => {
    const gone = runSandboxed('no-such-program', [], room, { timeoutMs: 1_000 });
    await expect(gone).rejects.toMatchObject({ cause: 'missing' });
  });
});
