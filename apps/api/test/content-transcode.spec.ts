import type { INestApplicationContext } from '@nestjs/common';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Claims, type Claim, type Lane } from '../src/content/preparing/claims.js';
import { ContentSweeper } from '../src/content/content.sweeper.js';
import { Results } from '../src/content/preparing/results.js';
import type { Made } from '../src/media/made.js';
import { newId } from '../src/platform/ids.js';
import { Live, type Ring } from '../src/platform/live.js';
import { content, MediaFiles, until, upload, type Bytes } from './content.helpers.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';

let api: Harness;
let files: MediaFiles;
let editor: Signed;

// The worker gives way to all else the machine does, other tests too.
jest.setTimeout(120_000);

beforeAll(async () => {
  api = await bootApi();
  files = await MediaFiles.in(api);
  editor = await api.given.signedIn('editor');
});
afterAll(async () => {
  await files.remove();
  await api.close();
});

const folderOf = (who: Signed, id: string): string =>
  path.join(api.config.storageDir, 'companies', who.companyId, 'content', id);
const pathname = (url: string): string => new URL(url).pathname;
const row = async (id: string): Promise<Answer['body']> =>
  (await api.owner.query('select * from ivr_content where id = $1', [id])).rows[0];

describe('with a worker', () => {
  let worker: INestApplicationContext;
  let long: Bytes;
  beforeAll(async () => {
    worker = await api.startWorker();
    long = await files.film('long.mp4', { seconds: 40 });
  });
  afterAll(() => worker.close());

  it('makes a film playable in every size up to its own, with a poster and the sound alone', async () => {
    const id = await upload(api, editor, await files.film('wide.mp4', { seconds: 5 }), 'Welcome.mp4');
    const ready = await until(api, editor, id);
    expect(ready).toMatchObject({
      ...{ name: 'Welcome', kind: 'video', status: 'ready', progress: 1, reason: null, width: 640, height: 360 },
      media: { kind: 'video', width: 640, height: 360, captions: [] },
    });
    expect(ready.durationSeconds).toBeCloseTo(5, 0);

    const master = await api.visitor('GET', pathname(ready.media.hlsUrl));
    expect(master.text.match(/RESOLUTION=\S+?,/g)).toEqual(['RESOLUTION=640x360,', 'RESOLUTION=426x240,']);
    for (const rung of ['240p', '360p']) {
      const list = (await api.visitor('GET', pathname(new URL(`${rung}/index.m3u8`, ready.media.hlsUrl).href))).text;
      expect(list.match(/EXTINF:[\d.]+/g)).toEqual(['EXTINF:1.000000', 'EXTINF:2.000000', 'EXTINF:2.000000']);
    }
    const played = await files.play(ready.media.hlsUrl);
    expect(played.seconds).toBeGreaterThan(4.9);
    expect((await files.play(ready.media.audioUrl)).seconds).toBeGreaterThan(4.9);
    const poster = await api.visitor('GET', pathname(ready.media.posterUrl));
    expect([poster.status, poster.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(ready.posterUrl).toBe(ready.media.posterUrl);
    expect((await row(id)).loudness).toBeCloseTo(-16, 0);
    expect(await readdir(path.join(api.config.storageDir, 'work'))).toEqual([]);
  });

  it('rings as it goes on, up to ready', async () => {
    const heard: Ring['data'][] = [];
    const deafen = api.app.get(Live).listen(editor.companyId, ['content'], ({ data }) => heard.push(data));
    const id = await upload(api, editor, await files.film('heard.mp4', { seconds: 8 }));
    await until(api, editor, id);
    deafen();
    const own = heard.filter((data) => data['id'] === id);
    expect([...new Set(own.map((data) => data['status']))]).toEqual(['uploading', 'uploaded', 'transcoding', 'ready']);
    const progress = own.map((data) => Number(data['progress']));
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.filter((share) => share > 0 && share < 1).length).toBeGreaterThan(0);
  });

  it('writes a picture anew, without what else its file carried', async () => {
    const picture = await files.make('logo.png', [
      ...['-f', 'lavfi', '-i', 'testsrc2=size=300x200', '-frames:v', '1', '-metadata', 'comment=secret place'],
    ]);
    const ready = await until(api, editor, await upload(api, editor, picture, 'logo.png'));
    expect(ready).toMatchObject({ kind: 'image', status: 'ready', width: 300, height: 200, media: null });
    const served = await api.visitor('GET', pathname(ready.posterUrl));
    expect(served.headers.get('content-type')).toBe('image/webp');
    expect(served.text).not.toContain('secret place');
  });

  it('fails a film that stops halfway, though its index promised more', async () => {
    await files.film('whole.mp4', { seconds: 8 });
    const whole = await files.make('whole.mkv', ['-i', files.pathOf('whole.mp4'), '-c', 'copy']);
    const id = await upload(api, editor, whole.slice(0, Math.floor(whole.length * 0.4)));
    const failed = await until(api, editor, id);
    expect(failed).toMatchObject({ status: 'failed', media: null, reason: { code: 'content.truncated' } });
    expect(failed.reason.message).toMatch(/^This file ends at 0:0\d of 0:08: the rest is missing\. Upload it again/);
    expect((await readdir(folderOf(editor, id))).sort()).toEqual(['sources']);
  });

  it('tries a failed film again when asked to', async () => {
    const film = await files.film('again.mp4', { seconds: 1 });
    const id = await upload(api, editor, film);
    await until(api, editor, id);
    await api.owner.query(`update ivr_content set status = 'failed', reason_code = 'server.fault' where id = $1`, [id]);
    const retried = await api.console('POST', `/api/v1/content/${id}/retry`, { token: editor.token });
    expect([retried.status, retried.body.status, retried.body.reason]).toEqual([200, 'uploaded', null]);
    expect((await until(api, editor, id)).status).toBe('ready');
    expect((await api.console('POST', `/api/v1/content/${id}/retry`, { token: editor.token })).body.code).toBe(
      'content.not-failed',
    );
  });

  it('stops, and leaves nothing behind, when its claim has gone to another', async () => {
    const id = await upload(api, editor, long);
    await until(api, editor, id, ['transcoding']);
    const thief = newId();
    await api.owner.query('update ivr_content set claim = $2, revision = revision + 1 where id = $1', [id, thief]);
    await until(api, editor, await upload(api, editor, await files.film('next.mp4', { seconds: 1 })));
    expect(await row(id)).toMatchObject({ status: 'transcoding', claim: thief });
    expect((await readdir(folderOf(editor, id))).sort()).toEqual(['sources']);
    await api.owner.query('delete from ivr_content where id = $1', [id]);
  });

  it('gives its work back when it is told to leave', async () => {
    const id = await upload(api, editor, long);
    await until(api, editor, id, ['transcoding']);
    await worker.close();
    expect(await row(id)).toMatchObject({ status: 'uploaded', claim: null, attempt: 0 });
    expect(await readdir(path.join(api.config.storageDir, 'work'))).toEqual([]);
    await api.owner.query('delete from ivr_content where id = $1', [id]);
  });
});

describe('claims', () => {
  let claims: Claims;
  let results: Results;
  beforeAll(() => {
    claims = api.app.get(Claims);
    results = api.app.get(Results);
  });
  beforeEach(() => api.owner.query('delete from ivr_content'));

  const waiting = async (companyId: string, { seconds = 9, looked = true } = {}): Promise<string> => {
    const id = newId();
    await api.owner.query(
      `insert into ivr_content (company_id, id, name, status, kind, revision, duration_seconds, looked_at)
       values ($1, $2, 'Clip', 'uploaded', 'video', 0, $3, case when $4 then now() end)`,
      [companyId, id, seconds, looked],
    );
    return id;
  };
  const next = (lane: Lane = 'any'): Promise<Claim | undefined> => claims.next(lane);
  const grow = (claim: Claim | undefined): Claim => {
    if (!claim) throw new Error('no claim');
    return claim;
  };
  const made: Made = {
    media: {
      ...{
        kind: 'video',
        source: { path: '', demuxer: 'mov' },
        durationSeconds: 9,
        durationDeclared: true,
        audio: null,
      },
      video: {
        ...{ index: 0, width: 640, height: 360, framesPerSecond: 30, hdr: false, interlaced: false, seconds: 9 },
      },
    },
    ...{ durationSeconds: 9, loudness: null, renditions: [{ name: 'hls', path: 'master.m3u8', bytes: 1 }] },
  };

  it('go round the companies, and within one to the oldest', async () => {
    const [many, few] = [editor.companyId, await api.given.company()];
    const [first, second, third] = [await waiting(many), await waiting(many), await waiting(many)];
    const other = await waiting(few);
    const order: (string | undefined)[] = [];
    for (let i = 0; i < 4; i++) {
      const claim = grow(await next());
      order.push(claim.id);
      await results.finish(claim, made);
    }
    expect(order).toEqual([first, other, second, third]);
    expect(await next()).toBeUndefined();
  });

  it('prefer the company with the fewest under way', async () => {
    const [many, few] = [editor.companyId, await api.given.company()];
    const [first, second] = [await waiting(many), await waiting(many)];
    const [third, fourth] = [await waiting(few), await waiting(few)];
    const taken = [];
    for (let i = 0; i < 4; i++) taken.push((await next())?.id);
    expect(taken).toEqual([first, third, second, fourth]);
  });

  it('are never given to two workers that ask at once', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push(await waiting(editor.companyId));
    const taken = await Promise.all(Array.from({ length: 8 }, () => next()));
    expect(taken.flatMap((claim) => (claim ? [claim.id] : [])).sort()).toEqual(ids.sort());
  });

  it('of a dead worker go to another, and its late result is discarded', async () => {
    const id = await waiting(editor.companyId);
    const dead = grow(await next());
    expect(await next()).toBeUndefined();
    await api.owner.query(`update ivr_content set claimed_at = now() - interval '21 s' where id = $1`, [id]);
    const alive = grow(await next());
    expect([alive.id, alive.revision]).toEqual([id, dead.revision + 1]);

    expect(await claims.beat(dead, 0.5)).toBe(false);
    expect(await results.finish(dead, made)).toBe(false);
    expect(await claims.fail(dead, { code: 'content.unreadable', message: 'Late.' })).toBe(false);
    expect(await row(id)).toMatchObject({ status: 'transcoding', claim: alive.token });
    expect(await results.finish(alive, made)).toBe(true);
    expect(await row(id)).toMatchObject({ status: 'ready', revision: alive.revision, claim: null });
  });

  it('for long films leave the short lane to clips, whoever came first', async () => {
    const film = await waiting(editor.companyId, { seconds: 3600 });
    const clip = await waiting(editor.companyId, { seconds: 20 });
    expect([(await next('short'))?.id, (await next('short'))?.id]).toEqual([clip, undefined]);
    expect((await next('any'))?.id).toBe(film);
  });

  it('are for what has been looked at, and looks for what has not', async () => {
    const unseen = await waiting(editor.companyId, { looked: false });
    expect(await next('any')).toBeUndefined();
    const look = grow(await next('look'));
    expect([look.id, await next('look')]).toEqual([unseen, undefined]);
    expect(await row(unseen)).toMatchObject({ status: 'uploaded', revision: 0 });
    expect(await results.looked(look, made.media, 'a'.repeat(64))).toBe(true);
    expect(await next('look')).toBeUndefined();
    expect((await next('any'))?.id).toBe(unseen);
  });

  it('of a file that takes down every worker end in a failure', async () => {
    const id = await waiting(editor.companyId);
    for (let i = 0; i < 3; i++) {
      grow(await next());
      await api.owner.query(`update ivr_content set claimed_at = now() - interval '21 s' where id = $1`, [id]);
    }
    expect(await next()).toBeUndefined();
    await api.app.get(ContentSweeper).sweep();
    expect(await content(api, editor, id)).toMatchObject({ status: 'failed', reason: { code: 'content.gave-up' } });
  });
});
