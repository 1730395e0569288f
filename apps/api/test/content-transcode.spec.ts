import type { INestApplicationContext } from '@nestjs/common';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Claims, type Claim, type Lane } from '../src/content/preparing/claims.js';
import { ContentSweeper } from '../src/content/content.sweeper.js';
import { Results } from '../src/content/preparing/results.js';
import type { Made } from '../src/media/made.js';
import { newId } from '../src/platform/ids.js';
import { content, contentRow, MediaFiles, until, upload } from './content.helpers.js';
import { bootApi, type Harness, type Signed } from './harness.js';

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

const pathname = (url: string): string => new URL(url).pathname;

describe('with a worker', () => {
  let worker: INestApplicationContext;
  beforeAll(async () => {
    worker = await api.startWorker();
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
    expect((await contentRow(api, id)).loudness).toBeCloseTo(-16, 0);
    expect(await readdir(path.join(api.config.storageDir, 'work'))).toEqual([]);
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
    expect(await contentRow(api, id)).toMatchObject({ status: 'transcoding', claim: alive.token });
    expect(await results.finish(alive, made)).toBe(true);
    expect(await contentRow(api, id)).toMatchObject({ status: 'ready', revision: alive.revision, claim: null });
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
    expect(await contentRow(api, unseen)).toMatchObject({ status: 'uploaded', revision: 0 });
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
