import type { INestApplicationContext } from '@nestjs/common';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { content, until, upload } from './content.helpers.js';
import { NAMES } from './content.hostile.js';
import type { Signed } from './harness.js';
import { HostileGround } from './hostile-ground.js';

let ground: HostileGround;
let worker: INestApplicationContext;
let editor: Signed;

jest.setTimeout(300_000);

beforeAll(async () => {
  ground = await HostileGround.open();
  worker = await ground.api.startWorker();
  editor = await ground.api.given.signedIn('editor');
});
afterAll(async () => {
  await worker.close();
  await ground.close();
});
afterEach(() => expect(ground.hits).toBe(0));

it('a sample of them fails, and the server goes on', async () => {
  const attacks = Object.values(ground.attacks)
    .flat()
    .filter(({ mayPlay }) => !mayPlay);
  const sample = attacks.filter((_, i) => i % 11 === 0);
  expect(sample.length).toBeGreaterThan(4);
  const ids = [];
  for (const { bytes } of sample) ids.push(await upload(ground.api, editor, new Uint8Array(bytes), 'film.mp4'));
  for (const id of ids) {
    const found = await until(ground.api, editor, id);
    expect([found.status, ground.isReadable(found.reason), found.media]).toEqual(['failed', true, null]);
  }
  expect((await until(ground.api, editor, await upload(ground.api, editor, ground.seed['mp4']!))).status).toBe('ready');
  expect(await readdir(path.join(ground.api.config.storageDir, 'work'))).toEqual([]);
});

it('no name leads anywhere or says more than it shows', async () => {
  for (const name of NAMES) {
    const { name: shown } = await content(
      ground.api,
      editor,
      await upload(ground.api, editor, ground.seed['wav']!, name),
    );
    expect(shown).toMatch(/^[^\p{C}/\\]{1,200}$/u);
    expect([...shown].length).toBeLessThanOrEqual(200);
  }
  const folders = await readdir(ground.api.config.storageDir);
  expect(folders.filter((folder) => !['companies', 'uploads', 'work'].includes(folder))).toEqual([]);
  const places = await readdir(ground.api.config.storageDir, { recursive: true });
  expect(places.filter((place) => /passwd|win\.ini|html|exe|CON/.test(place))).toEqual([]);
});
