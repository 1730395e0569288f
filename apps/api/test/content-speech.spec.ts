import type { INestApplicationContext } from '@nestjs/common';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { ContentSweeper } from '../src/content/content.sweeper.js';
import { content, givenPiece, until } from './content.helpers.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';

let api: Harness;
let worker: INestApplicationContext;
let editor: Signed;

jest.setTimeout(120_000);

beforeAll(async () => {
  api = await bootApi();
  worker = await api.startWorker();
  editor = await api.given.signedIn('editor');
});
afterAll(async () => {
  await worker.close();
  await api.close();
});

const TEXT = 'Welcome to the workshop. What can we do for <you> today?';

function post(tail: string, body: object, who = editor, headers: Record<string, string> = {}): Promise<Answer> {
  return api.console('POST', `/api/v1/content${tail}`, { token: who.token, body, headers });
}
const speak = (more: object = {}, who = editor, headers: Record<string, string> = {}): Promise<Answer> =>
  post('/speech', { name: 'Welcome', text: TEXT, language: 'en', ...more }, who, headers);
const captionsOf = async (id: string): Promise<string> =>
  (await api.owner.query('select vtt from ivr_captions where content_id = $1 order by revision desc', [id])).rows[0]
    .vtt;

/** Every file that a company has in the store. */
async function filesOf(companyId: string): Promise<string[]> {
  const folder = path.join(api.config.storageDir, 'companies', companyId);
  // ENOENT: it has none.
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return found.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

it('speaks a text, which goes the way of an upload and has captions', async () => {
  const made = await speak({ speed: 1.25 });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    ...{ name: 'Welcome', language: 'en', status: 'uploaded', media: null },
    speech: { text: TEXT, language: 'en', voice: expect.stringMatching(/^espeak-ng:/), speed: 1.25 },
  });
  const ready = await until(api, editor, made.body.id);
  expect(ready).toMatchObject({ status: 'ready', kind: 'audio', revision: 1, captions: ['en'], reason: null });
  expect(ready.durationSeconds).toBeGreaterThan(1.5);
  expect(ready.durationSeconds).toBeLessThan(8);
  expect(Math.abs(ready.loudness + 16)).toBeLessThan(1.5);
  expect(await captionsOf(ready.id)).toContain('What can we do for &lt;you&gt; today?');
  expect(ready.speech).toEqual(made.body.speech);
});

it('speaks another text for a piece, which is what it was until that is ready, and can be again', async () => {
  const { id } = (await speak()).body;
  const before = await until(api, editor, id);
  const again = await post(`/${id}/speech`, { text: 'Guten Tag.', language: 'de', speed: 0.5 });
  expect(again.status).toBe(200);
  expect(again.body).toMatchObject({ id, name: 'Welcome', language: 'de', revision: 1, media: before.media });
  expect(again.body.speech).toMatchObject({ text: 'Guten Tag.', speed: 0.5 });
  const after = await until(api, editor, id);
  expect(after).toMatchObject({ revision: 2, status: 'ready' });
  expect(after.captions).toEqual(['de']);
  expect(await captionsOf(id)).toContain('Guten Tag.');

  await api.console('POST', `/api/v1/content/${id}/revisions/1/restore`, { token: editor.token });
  expect((await content(api, editor, id)).speech.text).toBe(TEXT);
});

it('keeps the captions that somebody made while it was prepared, and those of another text it does not', async () => {
  await worker.close();
  const { id } = (await speak()).body;
  await api.console('PUT', `/api/v1/content/${id}/captions/en`, {
    ...{ token: editor.token, raw: 'WEBVTT\n\n00:00.000 --> 00:01.000\nBy hand.\n' },
    headers: { 'content-type': 'text/vtt' },
  });
  worker = await api.startWorker();
  await until(api, editor, id);
  expect(await captionsOf(id)).toContain('By hand.');
  await post(`/${id}/speech`, { text: 'Something else.', language: 'en' });
  await until(api, editor, id);
  expect(await captionsOf(id)).toContain('Something else.');
});

it('is taken up by the sweep when the server was killed before it had said what the file is', async () => {
  await worker.close();
  const { id } = (await speak()).body;
  await api.owner.query(
    `update ivr_content set status = 'uploading', updated_at = now() - interval '2 minutes' where id = $1`,
    [id],
  );
  worker = await api.startWorker();
  await worker.get(ContentSweeper).sweep();
  expect(await until(api, editor, id)).toMatchObject({ status: 'ready', captions: ['en'], speech: { text: TEXT } });
});

it('answers others while it speaks at length', async () => {
  let spoken = false;
  const long = speak({ text: 'The quick brown fox jumps over the lazy dog. '.repeat(111) }).then((answer) => {
    spoken = true;
    return answer;
  });
  let answered = 0;
  for (; !spoken; answered++) await content(api, editor, editor.userId);
  expect((await long).status).toBe(201);
  expect(answered).toBeGreaterThan(5);
});

it('is done once for one Idempotency-Key', async () => {
  const key = { 'idempotency-key': 'a4f5b6c7-0000-4000-8000-000000000001' };
  const [first, second] = [await speak({ name: 'Once' }, editor, key), await speak({ name: 'Once' }, editor, key)];
  expect(second.body.id).toBe(first.body.id);
  const { rows } = await api.owner.query(`select count(*)::int n from ivr_content where name = 'Once'`);
  expect(rows).toEqual([{ n: 1 }]);
});

it.each([
  ['5,001 characters', { text: 'a'.repeat(5001) }, 400, 'request.invalid'],
  ['nothing', { text: ' \n ' }, 400, 'request.invalid'],
  ['control characters', { text: 'a\u0001b' }, 400, 'request.invalid'],
  ['a speed of three', { speed: 3 }, 400, 'request.invalid'],
  ['a speed in words', { speed: '1' }, 400, 'request.invalid'],
  ['no language', { language: 'no tag!' }, 400, 'request.invalid'],
  ['a language that nobody speaks', { language: 'tlh' }, 422, 'content.voice-language'],
  ['a voice that is an option', { voice: '--phonout=/tmp/x' }, 422, 'content.unknown-voice'],
  ['a voice that is a path', { voice: 'espeak-ng:../../etc/passwd' }, 422, 'content.unknown-voice'],
])('refuses %s', async (_what, more, status, code) => {
  const before = (await filesOf(editor.companyId)).length;
  expect((await speak(more)).body).toMatchObject({ status, code });
  expect((await filesOf(editor.companyId)).length).toBe(before);
});

it('speaks anew only what is a sound of the caller’s company and not on its way', async () => {
  const what = { text: 'Hello.', language: 'en' };
  const other = await api.given.signedIn('editor');
  const theirs = await givenPiece(api, other.companyId, { kind: 'audio' });
  const film = await givenPiece(api, editor.companyId, { kind: 'video' });
  const busy = await givenPiece(api, editor.companyId, { kind: 'audio', status: 'transcoding' });
  const before = (await filesOf(other.companyId)).length;
  for (const id of [theirs, 'nothing', editor.userId])
    expect((await post(`/${id}/speech`, what)).body).toMatchObject({ status: 404, code: 'not-found' });
  expect((await post(`/${film}/speech`, what)).body.code).toBe('content.not-sound');
  expect((await post(`/${busy}/speech`, what)).body.code).toBe('content.busy');
  expect((await filesOf(other.companyId)).length).toBe(before);
});

it('needs the right to write, and room', async () => {
  const analyst = await api.given.signedIn('analyst', editor.companyId);
  expect((await speak({}, analyst)).body.code).toBe('auth.scope');
  const poor = await api.given.signedIn('editor');
  await api.owner.query(`update companies set media_limits = '{"quotaBytes": 1000}' where id = $1`, [poor.companyId]);
  expect((await speak({}, poor)).body).toMatchObject({ status: 413, code: 'content.quota' });
  expect(await filesOf(poor.companyId)).toEqual([]);
});

it('tells its voices, and says how to get one where there is none', async () => {
  const voices = async (of: Harness, token: string): Promise<Answer['body']> =>
    (await of.console('GET', '/api/v1/content/voices', { token })).body.items;
  expect(await voices(api, editor.token)).toContainEqual({
    ...{ id: 'espeak-ng:gmw/en-US', name: 'English (America)', language: 'en-US', engine: 'espeak-ng' },
  });
  const mute = await bootApi({ ESPEAK_PATH: '/nowhere/espeak-ng' });
  const { token } = await mute.given.signedIn('editor');
  expect(await voices(mute, token)).toEqual([]);
  const body = { name: 'Welcome', text: TEXT, language: 'en' };
  const refused = (await mute.console('POST', '/api/v1/content/speech', { token, body })).body;
  expect(refused).toMatchObject({ status: 409, code: 'content.no-voice' });
  expect(refused.detail).toContain('apt-get install espeak-ng');
  await mute.close();
});
