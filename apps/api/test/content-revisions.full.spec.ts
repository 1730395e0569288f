import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '../src/platform/ids.js';
import { begin, givenPiece, until, upload, type Bytes } from './content.helpers.js';
import type { Harness, Signed } from './harness.js';
import { PublishedFlow } from './published-flow.js';
import { Replacing, sha, showing, video } from './replacing.js';

let ground: Replacing;
let api: Harness;
let editor: Signed;
let first: Bytes;
let second: Bytes;

jest.setTimeout(120_000);

beforeAll(async () => {
  ground = await Replacing.open();
  ({ api, editor } = ground);
  ({ first, second } = ground.films);
});
afterAll(() => ground.close());

describe('a replacement', () => {
  it('is told ahead, as pinned, of what the next screens may show', async () => {
    const [now, next, never] = [await givenPiece(api, editor.companyId), await ground.ready(), newId()];
    const flow = await PublishedFlow.of(api, editor, 'Two clips', {
      ...showing(now),
      nodes: {
        hello: video(now, 'second'),
        second: video(next, 'bye'),
        bye: { kind: 'end', name: 'Goodbye', outcome: 'served', text: { en: 'Goodbye' }, exits: {} },
      },
    });
    await ground.replace(next);
    const { key: widgetKey } = await flow.widget();
    const { body } = await api.visitor('POST', '/api/v1/visitor/sessions', { body: { widgetKey } });
    expect(Object.keys(body.step.media)).toEqual([now, next]);
    expect([body.step.media[next].width, body.step.media[never]]).toEqual([320, undefined]);
  });

  it('of another kind is refused once it is known, and can be dropped', async () => {
    const id = await ground.ready();
    const tone = await ground.files.make('tone.wav', ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=1']);
    await upload(api, editor, tone, 'tone.wav', { replaces: id });
    const failed = await until(api, editor, id, ['failed']);
    expect(failed).toMatchObject({ kind: 'video', revision: 1, reason: { code: 'content.other-kind' } });
    expect(failed.media).not.toBeNull();
    const dropped = await ground.call('POST', `/${id}/discard`);
    expect(dropped.body).toMatchObject({ status: 'ready', reason: null, checksum: sha(first), width: 320 });
    expect((await ground.call('POST', `/${id}/discard`)).body.code).toBe('content.nothing-to-discard');
    const folder = path.join(api.config.storageDir, 'companies', editor.companyId, 'content', id, 'sources');
    expect(await readdir(folder)).toEqual([id]);
  });
});

describe('a checksum', () => {
  it('that the sender gave is compared with what arrived', async () => {
    const right = await upload(api, editor, first, 'a.mp4', { sha256: sha(first) });
    expect((await until(api, editor, right)).status).toBe('ready');
    const wrong = await upload(api, editor, first, 'b.mp4', { sha256: sha(second) });
    expect((await until(api, editor, wrong)).reason.code).toBe('content.checksum');
    expect((await begin(api, editor, 9, 'c.mp4', { sha256: 'abc' })).body.code).toBe('request.invalid');
  });
});

it('a limit of duration is told when the file is looked at', async () => {
  const who = await api.given.signedIn('editor');
  await api.owner.query(`update companies set media_limits = '{"durationSeconds": 1}' where id = $1`, [who.companyId]);
  const id = await upload(api, who, second);
  expect((await until(api, who, id)).reason.code).toBe('content.too-long');
});
