import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { VirusScan } from '../src/content/preparing/virus-scan.js';
import { Config, loadConfig } from '../src/platform/config.js';
import type { Storage } from '../src/platform/storage/storage.js';
import { Clamd, EICAR } from './clamd.js';

const MIB = 1024 * 1024;
const servers: (Clamd | Server)[] = [];

afterEach(() =>
  Promise.all(servers.splice(0).map((server) => new Promise<void>((done) => server.close(() => done())))),
);

async function clamd(limitBytes?: number): Promise<Clamd> {
  const server = await Clamd.start(limitBytes);
  servers.push(server);
  return server;
}

/** Something on a port that is no clamd. */
async function other(answer: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => answer(socket.on('error', () => undefined).resume()));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function check(port: number, file: Buffer, more: { limitBytes?: number; signal?: AbortSignal } = {}): Promise<unknown> {
  const clamav = { host: '127.0.0.1', port, limitBytes: more.limitBytes ?? 100 * MIB };
  const pieces = Array.from({ length: Math.ceil(file.length / 65_536) }, (_, i) =>
    file.subarray(i * 65_536, (i + 1) * 65_536),
  );
  return scanOf(clamav, file.length, Readable.from(pieces))
    .check('key', async () => true, more.signal)
    .then(
      () => 'clean',
      (error) => error.reason?.code ?? error.name,
    );
}

function scanOf(clamav: Config['clamav'], size: number, file: Readable, removed: string[] = []): VirusScan {
  const storage = {
    size: () => size,
    get: () => file,
    remove: (key: string) => removed.push(key),
  } as unknown as Storage;
  return new VirusScan(Object.assign(new Config(), { clamav }), storage);
}

it('sends a file whole and takes clean ones', async () => {
  const server = await clamd();
  const file = Buffer.alloc(5 * MIB, 'abc');
  expect(await check(server.port, file)).toBe('clean');
  expect(server.files.map((seen) => seen.equals(file))).toEqual([true]);
});

it('finds a virus at the end of a large file', async () => {
  const server = await clamd();
  expect(await check(server.port, Buffer.concat([Buffer.alloc(3 * MIB), EICAR]))).toBe('content.infected');
});

it('deletes an infected file, unless its piece is another worker’s by now', async () => {
  const clamav = { host: '127.0.0.1', port: (await clamd()).port, limitBytes: MIB };
  const removed: string[] = [];
  for (const ours of [false, true])
    await expect(
      scanOf(clamav, EICAR.length, Readable.from([EICAR]), removed).check(`ours: ${ours}`, async () => ours),
    ).rejects.toMatchObject({
      reason: { code: 'content.infected' },
    });
  expect(removed).toEqual(['ours: true']);
});

it('does not take what is too large to be looked at, whoever says so', async () => {
  const server = await clamd(MIB);
  expect(await check(server.port, Buffer.alloc(20 * MIB))).toBe('content.too-large-to-scan');
  expect(await check(server.port, Buffer.alloc(2), { limitBytes: 1 })).toBe('content.too-large-to-scan');
});

it('takes nothing for clean while clamd is away, hangs up, or talks of something else', async () => {
  const gone = await other(() => undefined);
  await new Promise<void>((done) => servers.pop()!.close(() => done()));
  const file = Buffer.alloc(MIB);
  expect(await check(gone, file)).toBe('content.scanner-away');
  expect(await check(await other((socket) => socket.destroy()), file)).toBe('content.scanner-away');
  expect(await check(await other((socket) => socket.end('stream: OK')), file)).toBe('content.scanner-away');
  expect(await check(await other((socket) => socket.end('stream: OK but\0')), file)).toBe('content.scanner-away');
  const early = await other((socket) => socket.write('stream: OK\0'));
  expect(await check(early, Buffer.alloc(20 * MIB))).toBe('content.scanner-away');
  expect(await check(await other((socket) => socket.end('x'.repeat(10_000))), file)).toBe('content.scanner-away');
});

it('is left at once when the work is given up', async () => {
  const silent = await other(() => undefined);
  const giveUp = new AbortController();
  const asked = check(silent, Buffer.alloc(10), { signal: giveUp.signal });
  giveUp.abort();
  expect(await asked).toBe('AbortError');
});

it('does not blame clamd for a file of ours that cannot be read', async () => {
  const server = await clamd();
  const clamav = { host: '127.0.0.1', port: server.port, limitBytes: MIB };
  const broken = new Readable({ read: () => broken.destroy(new Error('disk')) });
  await expect(scanOf(clamav, 10, broken).check('key', async () => true)).rejects.toThrow('disk');
});

it('is set up by an address', () => {
  for (const address of ['clamav:3310', 'http://clamav:3310', 'tcp://clamav'])
    expect(() => loadConfig({ CLAMAV_URL: address })).toThrow('CLAMAV_URL must be an address such as');
});
