import { fastify } from 'fastify';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { serveFiles } from './static-files.js';

const SCRIPT = 'export const greeting = "Hello";\n'.repeat(100);
const HASHED = 'index-B57BdALu.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'static-'));
  for (const name of [HASHED, 'plain.js', 'name-triggers.js']) {
    await writeFile(join(folder, name), SCRIPT);
    if (name !== 'plain.js') await writeFile(join(folder, `${name}.br`), brotliCompressSync(SCRIPT));
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function get(name: string, headers: Record<string, string> = {}, accept = 'gzip, br') {
  const server = fastify();
  await serveFiles(server, folder, '/files/', Object.keys(headers).length > 0 ? { headers } : {});
  const answer = await server.inject({ url: `/files/${name}`, headers: { 'accept-encoding': accept } });
  await server.close();
  return answer;
}

it('sends the compressed twin of a file to whoever takes it, and the file itself to others', async () => {
  const small = await get(HASHED);
  expect(small.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' });
  expect(small.headers['content-type']).toMatch(/javascript/);
  expect(brotliDecompressSync(small.rawPayload).toString()).toBe(SCRIPT);
  for (const answer of [await get(HASHED, {}, 'gzip'), await get('plain.js')]) {
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.body).toBe(SCRIPT);
  }
});

it('has the twins at no address of their own', async () => {
  expect((await get(`${HASHED}.br`)).statusCode).toBe(404);
});

it('keeps what carries a hash for a year, compressed or not, and asks again for the rest', async () => {
  for (const accept of ['br', 'identity'])
    expect((await get(HASHED, {}, accept)).headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect((await get('plain.js')).headers['cache-control']).toBe('no-cache');
});

it('takes no name for a hash where it is told that there is none', async () => {
  const headers = { 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' };
  expect((await get('name-triggers.js', headers)).headers).toMatchObject(headers);
});
