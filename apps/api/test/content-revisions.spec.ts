import type { Definition, FlowNode } from '@calldocker/flow-engine';
import type { INestApplicationContext } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '../src/platform/ids.js';
import { begin, content, givenPiece, MediaFiles, until, upload, type Bytes } from './content.helpers.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';
import { flowOf, PublishedFlow } from './published-flow.js';

let api: Harness;
let files: MediaFiles;
let worker: INestApplicationContext;
let editor: Signed;
let first: Bytes;
let second: Bytes;
let tone: Bytes;

jest.setTimeout(120_000);

beforeAll(async () => {
  api = await bootApi();
  files = await MediaFiles.in(api);
  worker = await api.startWorker();
  editor = await api.given.signedIn('editor');
  first = await files.film('first.mp4', { seconds: 1, size: '320x240' });
  second = await files.film('second.mp4', { seconds: 2, size: '426x240' });
  tone = await files.make('tone.wav', ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=1']);
});
afterAll(async () => {
  await worker.close();
  await files.remove();
  await api.close();
});

const sha = (bytes: Bytes): string => createHash('sha256').update(bytes).digest('hex');
const call = (method: string, tail: string, body?: object, who = editor): Promise<Answer> =>
  api.console(method as 'GET', `/api/v1/content${tail}`, { token: who.token, ...(body && { body }) });
const ready = async (bytes: Bytes, name = 'Welcome.mp4'): Promise<string> => {
  const id = await upload(api, editor, bytes, name);
  expect((await until(api, editor, id)).status).toBe('ready');
  return id;
};
const VTT = 'WEBVTT\n\n00:00.000 --> 00:00.500\nHello.\n';

describe('a replacement', () => {
  it('becomes what the piece is once it is ready, and the piece is shown as it was until then', async () => {
    const id = await ready(first);
    await api.console('PUT', `/api/v1/content/${id}/captions/en`, {
      ...{ token: editor.token, raw: VTT, headers: { 'content-type': 'text/vtt' } },
    });
    const told = await givenPiece(api, editor.companyId, { kind: 'audio', name: 'Told', seconds: 1.5 });
    await call('PUT', `/${id}/descriptions/en`, { contentId: told });
    const before = await content(api, editor, id);
    expect(before).toMatchObject({ revision: 1, checksum: sha(first), width: 320, bytes: first.length });

    const created = await begin(api, editor, second.length, 'other.mp4', { replaces: id });
    expect(await content(api, editor, id)).toMatchObject({ status: 'uploading', revision: 1, media: before.media });
    expect((await begin(api, editor, second.length, 'third.mp4', { replaces: id })).body.code).toBe('content.busy');
    await call('DELETE', `/uploads/${created.headers.get('location')?.split('/').at(-1)}`);

    expect(await upload(api, editor, second, 'other.mp4', { replaces: id })).toBe(id);
    const after = await until(api, editor, id);
    expect(after).toMatchObject({
      ...{ id, name: 'Welcome', status: 'ready', revision: 2, checksum: sha(second), width: 426, captions: ['en'] },
    });
    expect(after.descriptions).toEqual([{ language: 'en', contentId: told, name: 'Told' }]);
    expect(after.media.hlsUrl).not.toBe(before.media.hlsUrl);
    const { items } = (await call('GET', `/${id}/revisions`)).body;
    expect(items).toMatchObject([
      { revision: 2, served: true, checksum: sha(second) },
      { revision: 1, served: false, checksum: sha(first) },
    ]);
    expect(after.storedBytes).toBeGreaterThan(first.length + second.length);
  });

  it('leaves a published version with the recording it was published with, and goes into the next', async () => {
    const id = await ready(first);
    const flow = await PublishedFlow.of(api, editor, 'Shows it', showing(id));
    const { key: widgetKey } = await flow.widget();
    await upload(api, editor, second, 'other.mp4', { replaces: id });
    await until(api, editor, id);
    const width = async (): Promise<number> => {
      const { body } = await api.visitor('POST', '/api/v1/visitor/sessions', { body: { widgetKey } });
      return body.step.media[id].width;
    };
    expect(await width()).toBe(320);
    expect((await call('GET', `/${id}/revisions`)).body.items[1].pinnedBy).toMatchObject([
      { flowId: flow.id, version: 1 },
    ]);
    await flow.change({ ...showing(id), layout: {} });
    expect(await width()).toBe(426);
  });

  it('is told ahead, as pinned, of what the next screens may show', async () => {
    const [now, next, never] = [await givenPiece(api, editor.companyId), await ready(first), newId()];
    const flow = await PublishedFlow.of(api, editor, 'Two clips', {
      ...showing(now),
      nodes: {
        hello: video(now, 'second'),
        second: video(next, 'bye'),
        bye: { kind: 'end', name: 'Goodbye', outcome: 'served', text: { en: 'Goodbye' }, exits: {} },
      },
    });
    await upload(api, editor, second, 'other.mp4', { replaces: next });
    await until(api, editor, next);
    const { key: widgetKey } = await flow.widget();
    const { body } = await api.visitor('POST', '/api/v1/visitor/sessions', { body: { widgetKey } });
    expect(Object.keys(body.step.media)).toEqual([now, next]);
    expect([body.step.media[next].width, body.step.media[never]]).toEqual([320, undefined]);
  });

  it('of another kind is refused once it is known, and can be dropped', async () => {
    const id = await ready(first);
    await upload(api, editor, tone, 'tone.wav', { replaces: id });
    const failed = await until(api, editor, id, ['failed']);
    expect(failed).toMatchObject({ kind: 'video', revision: 1, reason: { code: 'content.other-kind' } });
    expect(failed.media).not.toBeNull();
    const dropped = await call('POST', `/${id}/discard`);
    expect(dropped.body).toMatchObject({ status: 'ready', reason: null, checksum: sha(first), width: 320 });
    expect((await call('POST', `/${id}/discard`)).body.code).toBe('content.nothing-to-discard');
    const folder = path.join(api.config.storageDir, 'companies', editor.companyId, 'content', id, 'sources');
    expect(await readdir(folder)).toEqual([id]);
  });

  it('is undone by showing the earlier recording again', async () => {
    const id = await ready(first);
    await upload(api, editor, second, 'other.mp4', { replaces: id });
    await until(api, editor, id);
    const restored = await call('POST', `/${id}/revisions/1/restore`);
    expect(restored.body).toMatchObject({ revision: 1, width: 320, checksum: sha(first), status: 'ready' });
    for (const revision of ['3', '0', 'x', '99999999999'])
      expect((await call('POST', `/${id}/revisions/${revision}/restore`)).body.code).toBe('not-found');
  });

  it('of another company’s piece, or of none, is a 404', async () => {
    const theirs = await givenPiece(api, (await api.given.signedIn('editor')).companyId);
    for (const replaces of [theirs, 'nonsense'])
      expect((await begin(api, editor, 9, 'x.mp4', { replaces })).body.code).toBe('not-found');
    for (const tail of ['/discard', '/revisions/1/restore'])
      expect((await call('POST', `/${theirs}${tail}`)).body.code).toBe('not-found');
    expect((await call('GET', `/${theirs}/revisions`)).body.code).toBe('not-found');
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

describe('limits', () => {
  it('of a company are set by the global admin, shown, and kept to', async () => {
    const who = await api.given.signedIn('editor');
    const global = await api.given.signedIn('global_admin');
    const put = (body: object): Promise<Answer> =>
      api.console('PUT', `/api/v1/companies/${who.companyId}/media-limits`, { token: global.token, body });
    expect((await put({ quotaBytes: 1_000, fileBytes: 800, durationSeconds: 60 })).status).toBe(200);
    await givenPiece(api, who.companyId, { name: 'takes 1,500 bytes' });
    const usage = await api.console('GET', '/api/v1/content/usage', { token: who.token });
    expect(usage.body).toMatchObject({ usedBytes: 1500, quotaBytes: 1000, pieces: 1, limits: { durationSeconds: 60 } });
    expect((await begin(api, who, 900)).body).toMatchObject({ code: 'content.too-large', limitBytes: 800 });
    expect((await begin(api, who, 10)).body).toMatchObject({
      ...{ status: 413, code: 'content.quota', usedBytes: 1500, quotaBytes: 1000 },
    });
    expect((await put({ quotaBytes: 'much' })).status).toBe(400);
    const dropped = await put({});
    expect(dropped.body).toMatchObject({
      own: {},
      usedBytes: 1500,
      limits: { quotaBytes: api.config.storageQuotaBytes },
    });
    const read = await api.console('GET', `/api/v1/companies/${who.companyId}/media-limits`, { token: global.token });
    expect(read.body).toEqual(dropped.body);
    const nobody = await api.console('GET', `/api/v1/companies/${newId()}/media-limits`, { token: global.token });
    expect(nobody.status).toBe(404);
    expect((await begin(api, who, 10)).status).toBe(201);
    const own = await api.console('PUT', `/api/v1/companies/${who.companyId}/media-limits`, {
      ...{ token: who.token, body: {} },
    });
    expect(own.body.code).toBe('auth.scope');
  });

  it('are not outrun by uploads that begin at once', async () => {
    const who = await api.given.signedIn('editor');
    await api.owner.query(`update companies set media_limits = '{"quotaBytes": 250}' where id = $1`, [who.companyId]);
    const begun = await Promise.all(Array.from({ length: 6 }, () => begin(api, who, 100)));
    expect(begun.map(({ status }) => status).sort()).toEqual([201, 201, 413, 413, 413, 413]);
  });

  it('of duration and frame rate are told when the file is looked at', async () => {
    const who = await api.given.signedIn('editor');
    await api.owner.query(`update companies set media_limits = '{"durationSeconds": 1}' where id = $1`, [
      who.companyId,
    ]);
    const id = await upload(api, who, second);
    expect((await until(api, who, id)).reason.code).toBe('content.too-long');
  });
});

const video = (contentId: string, next: string): FlowNode => ({
  ...{ kind: 'video', name: 'Video', media: { en: { contentId } }, skippable: true },
  exits: { next, failed: 'bye' },
});

const showing = (contentId: string): Definition =>
  flowOf({
    hello: video(contentId, 'bye'),
    bye: { kind: 'end', name: 'Goodbye', outcome: 'served', text: { en: 'Goodbye' }, exits: {} },
  });
