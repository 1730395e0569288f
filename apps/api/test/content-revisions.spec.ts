import { newId } from '../src/platform/ids.js';
import { begin, content, givenPiece, until, upload, type Bytes } from './content.helpers.js';
import type { Answer, Harness, Signed } from './harness.js';
import { PublishedFlow } from './published-flow.js';
import { Replacing, sha, showing } from './replacing.js';

const VTT = 'WEBVTT\n\n00:00.000 --> 00:00.500\nHello.\n';

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
  it('becomes what the piece is once it is ready, and the piece is shown as it was until then', async () => {
    const id = await ground.ready();
    await api.console('PUT', `/api/v1/content/${id}/captions/en`, {
      ...{ token: editor.token, raw: VTT, headers: { 'content-type': 'text/vtt' } },
    });
    const told = await givenPiece(api, editor.companyId, { kind: 'audio', name: 'Told', seconds: 1.5 });
    await ground.call('PUT', `/${id}/descriptions/en`, { contentId: told });
    const before = await content(api, editor, id);
    expect(before).toMatchObject({ revision: 1, checksum: sha(first), width: 320, bytes: first.length });

    const created = await begin(api, editor, second.length, 'other.mp4', { replaces: id });
    expect(await content(api, editor, id)).toMatchObject({ status: 'uploading', revision: 1, media: before.media });
    expect((await begin(api, editor, second.length, 'third.mp4', { replaces: id })).body.code).toBe('content.busy');
    await ground.call('DELETE', `/uploads/${created.headers.get('location')?.split('/').at(-1)}`);

    expect(await upload(api, editor, second, 'other.mp4', { replaces: id })).toBe(id);
    const after = await until(api, editor, id);
    expect(after).toMatchObject({
      ...{ id, name: 'Welcome', status: 'ready', revision: 2, checksum: sha(second), width: 426, captions: ['en'] },
    });
    expect(after.descriptions).toEqual([{ language: 'en', contentId: told, name: 'Told' }]);
    expect(after.media.hlsUrl).not.toBe(before.media.hlsUrl);
    const { items } = (await ground.call('GET', `/${id}/revisions`)).body;
    expect(items).toMatchObject([
      { revision: 2, served: true, checksum: sha(second) },
      { revision: 1, served: false, checksum: sha(first) },
    ]);
    expect(after.storedBytes).toBeGreaterThan(first.length + second.length);
  });

  it('leaves a published version with the recording it was published with, and goes into the next', async () => {
    const id = await ground.ready();
    const flow = await PublishedFlow.of(api, editor, 'Shows it', showing(id));
    const { key: widgetKey } = await flow.widget();
    await ground.replace(id);
    const width = async (): Promise<number> => {
      const { body } = await api.visitor('POST', '/api/v1/visitor/sessions', { body: { widgetKey } });
      return body.step.media[id].width;
    };
    expect(await width()).toBe(320);
    expect((await ground.call('GET', `/${id}/revisions`)).body.items[1].pinnedBy).toMatchObject([
      { flowId: flow.id, version: 1 },
    ]);
    await flow.change({ ...showing(id), layout: {} });
    expect(await width()).toBe(426);
  });

  it('is undone by showing the earlier recording again', async () => {
    const id = await ground.ready();
    await ground.replace(id);
    const restored = await ground.call('POST', `/${id}/revisions/1/restore`);
    expect(restored.body).toMatchObject({ revision: 1, width: 320, checksum: sha(first), status: 'ready' });
    for (const revision of ['3', '0', 'x', '99999999999'])
      expect((await ground.call('POST', `/${id}/revisions/${revision}/restore`)).body.code).toBe('not-found');
  });

  it('of another company’s piece, or of none, is a 404', async () => {
    const theirs = await givenPiece(api, (await api.given.signedIn('editor')).companyId);
    for (const replaces of [theirs, 'nonsense'])
      expect((await begin(api, editor, 9, 'x.mp4', { replaces })).body.code).toBe('not-found');
    for (const tail of ['/discard', '/revisions/1/restore'])
      expect((await ground.call('POST', `/${theirs}${tail}`)).body.code).toBe('not-found');
    expect((await ground.call('GET', `/${theirs}/revisions`)).body.code).toBe('not-found');
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
});
