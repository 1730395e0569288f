import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MediaLinks, MediaSources } from '../src/content/delivery/media.js';
import { Signals } from '../src/content/signals.js';
import { newId } from '../src/platform/ids.js';
import { givenPiece } from './content.helpers.js';
import { bootApi, type Answer, type Harness } from './harness.js';

let api: Harness;
let links: MediaLinks;
let companyId: string;
let id: string;
/** Path of the piece's folder. */
let folder: string;

const BODY = 'abcdefghijklmnopqrstuvwxyz';
const JSON_BODY = '"abcdefghijklmnopqrstuvwx"';
const bodyOf = (name: string): string => (name.endsWith('.json') ? JSON_BODY : BODY);

const SERVED = new Map([
  ['master.m3u8', 'application/vnd.apple.mpegurl'],
  ['480p/00000.ts', 'video/mp2t'],
  ['audio.m4a', 'audio/mp4'],
  ['fallback.mp4', 'video/mp4'],
  ['poster.jpg', 'image/jpeg'],
  ['sprites.vtt', 'text/vtt; charset=utf-8'],
  ['peaks.json', 'application/json; charset=utf-8'],
]);

beforeAll(async () => {
  api = await bootApi();
  links = api.app.get(MediaLinks);
  companyId = await api.given.company();
  id = newId();
  const disk = path.join(api.config.storageDir, 'companies', companyId, 'content', id);
  await mkdir(path.join(disk, '3/480p'), { recursive: true });
  await mkdir(path.join(disk, '2'));
  await writeFile(path.join(disk, 'source'), 'the original');
  await writeFile(path.join(disk, '2/audio.m4a'), 'an older one');
  for (const name of [...SERVED.keys(), 'page.html', 'page.svg'])
    await writeFile(path.join(disk, '3', name), bodyOf(name));
  folder = new URL(links.folder(companyId, id, 3)).pathname;
});
afterAll(() => api.close());

const get = (name: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
  api.visitor(method, `${folder}${name}`, { headers });

describe('media', () => {
  it.each([...SERVED])('serves %s as %s, where nothing can run', async (name, type) => {
    const answer = await get(name);
    expect([answer.status, answer.text]).toEqual([200, bodyOf(name)]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': type,
      'content-length': '26',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
      'accept-ranges': 'bytes',
    });
    expect(answer.headers.get('cache-control')).toMatch(/^public, max-age=\d{5}, immutable$/);
  });

  it('lets the console and the visitors’ page read it, and no other origin', async () => {
    const allowed = async (origin: string): Promise<string | null> =>
      (await get('master.m3u8', { origin })).headers.get('access-control-allow-origin');
    expect(await allowed(api.config.consoleOrigin)).toBe(api.config.consoleOrigin);
    expect(await allowed(api.config.visitorOrigin)).toBe(api.config.visitorOrigin);
    expect(await allowed('https://evil.example')).toBeNull();
  });

  it.each([
    ['bytes=0-4', 206, 'abcde', 'bytes 0-4/26'],
    ['bytes=20-', 206, 'uvwxyz', 'bytes 20-25/26'],
    ['bytes=-3', 206, 'xyz', 'bytes 23-25/26'],
    ['bytes=24-99', 206, 'yz', 'bytes 24-25/26'],
    ['bytes=26-', 416, '', 'bytes */26'],
    ['bytes=-0', 416, '', 'bytes */26'],
    ['bytes=0-1,4-5', 200, BODY, null],
    ['bytes=5-4', 200, BODY, null],
    ['lines=1-2', 200, BODY, null],
  ])('answers the range %s with %i', async (range, status, text, contentRange) => {
    const answer = await get('audio.m4a', { range });
    expect([answer.status, answer.text, answer.headers.get('content-range')]).toEqual([status, text, contentRange]);
  });

  it('is not sent again to who has it', async () => {
    const etag = (await get('audio.m4a')).headers.get('etag') ?? '';
    for (const known of [etag, `"other", W/${etag}`, '*'])
      expect((await get('audio.m4a', { 'if-none-match': known })).status).toBe(304);
    expect((await get('audio.m4a', { 'if-none-match': '"other"' })).status).toBe(200);
    expect((await get('audio.m4a', { range: 'bytes=0-1', 'if-range': etag })).status).toBe(206);
    expect((await get('audio.m4a', { range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200);
  });

  it('tells its size without the bytes', async () => {
    const answer = await get('audio.m4a', {}, 'HEAD');
    expect([answer.status, answer.headers.get('content-length'), answer.text]).toEqual([200, '26', '']);
    const part = await get('audio.m4a', { range: 'bytes=0-4' }, 'HEAD');
    expect([part.status, part.headers.get('content-length'), part.text]).toEqual([206, '5', '']);
  });

  it('that is not there is not kept by any cache', async () => {
    expect((await get('none.ts')).headers.get('cache-control')).toBe('no-store');
    expect((await get('audio.m4a', { range: 'bytes=99-' })).headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ...[
      'none.ts',
      'page.html',
      'page.svg',
      '480p',
      '',
      'source',
      '../source',
      '..%2fsource',
      '%2e%2e/source',
      '..%5csource',
    ],
    ...['../2/audio.m4a', '..%2f2%2faudio.m4a', '480p/../master.m3u8%00.ts', '/etc/passwd.ts', 'a/b/c.ts'],
  ])('does not have %j', async (name) => {
    expect((await get(name)).status).toBe(404);
  });
});

describe('a media link', () => {
  const token = (): string => folder.split('/')[2] ?? '';

  it('is the same for hours, and good for at least twelve', async () => {
    const noon = Date.UTC(2026, 10, 23, 12, 0, 1);
    const at = (ms: number): string => links.folder(companyId, id, 3, links.bucket(ms));
    expect(at(noon)).toBe(at(noon + 11 * 3600_000));
    expect(at(noon)).not.toBe(at(noon + 12 * 3600_000));
    const expires =
      links
        .verify(
          at(noon + 11 * 3600_000)
            .split('/')
            .at(-2) ?? '',
        )
        ?.expires.getTime() ?? 0;
    expect(expires - (noon + 11 * 3600_000)).toBeGreaterThan(12 * 3600_000);
  });

  it('with any byte changed opens nothing', async () => {
    const bytes = Buffer.from(token(), 'base64url');
    for (let i = 0; i < bytes.length; i += 3) {
      const changed = Buffer.from(bytes);
      changed[i] = (changed[i] ?? 0) ^ 1;
      const answer = await api.visitor('GET', `/media/${changed.toString('base64url')}/audio.m4a`);
      expect([answer.status, answer.body.code]).toEqual([404, 'not-found']);
    }
    for (const other of ['x', `${token()}A`, token().slice(0, -1), token().slice(0, 60)])
      expect((await api.visitor('GET', `/media/${other}/audio.m4a`)).status).toBe(404);
  });

  it('too old is told so', async () => {
    const old = new URL(links.folder(companyId, id, 3, links.bucket() - 2)).pathname;
    const answer = await api.visitor('GET', `${old}audio.m4a`);
    expect([answer.status, answer.body.code]).toEqual([403, 'content.link-expired']);
  });

  it('is not served on the console’s origin', async () => {
    expect((await api.console('GET', `${folder}audio.m4a`)).status).toBe(404);
  });
});

describe('MediaSources', () => {
  let sources: MediaSources;
  beforeAll(async () => {
    sources = api.app.get(MediaSources);
    await givenPiece(api, companyId, { id, kind: 'audio', revision: 3, seconds: 2 });
  });

  it('tell where a player finds what is ready', async () => {
    const found = await api.db.inCompany(companyId, (em) => sources.of(em, { [id]: null, [newId()]: null }));
    expect(found).toEqual({
      [id]: {
        ...{
          kind: 'audio',
          hlsUrl: `${links.folder(companyId, id, 3)}master.m3u8`,
          audioUrl: `${links.folder(companyId, id, 3)}audio.m4a`,
          mp4Url: null,
          posterUrl: `${links.folder(companyId, id, 3)}poster.jpg`,
        },
        ...{ durationSeconds: 2, width: 1280, height: 720, captions: [], descriptions: [] },
      },
    });
  });

  it('show the revision that a version pinned, and the one served once that is gone', async () => {
    const piece = await givenPiece(api, companyId, { revision: 1, seconds: 2 });
    await api.db.inCompany(companyId, async (em) => {
      await em.query(
        `insert into ivr_content_revisions (content_id, revision, kind, bytes, stored_bytes, source, duration_seconds)
         values ($1, 2, 'video', 1, 1, 'source', 7)`,
        [piece],
      );
      await em.query(
        `insert into ivr_renditions (content_id, revision, name, path) values ($1, 2, 'hls', 'master.m3u8')`,
        [piece],
      );
      await em.query(`update ivr_content set ready_revision = 2, revision = 2 where id = $1`, [piece]);
      const seconds = async (revision: number | null): Promise<number | undefined> =>
        (await sources.of(em, { [piece]: revision }))[piece]?.durationSeconds;
      expect([await seconds(1), await seconds(2), await seconds(null), await seconds(9)]).toEqual([2, 7, 7, 7]);
    });
  });

  it('do not know another company’s, from the database or from memory', async () => {
    const stranger = await api.given.company();
    expect(Object.keys(await sources.cached(companyId, { [id]: null }))).toEqual([id]);
    expect(await sources.cached(stranger, { [id]: null })).toEqual({});
    expect(await api.db.inCompany(stranger, (em) => sources.of(em, { [id]: null }))).toEqual({});
  });

  it('answer from memory until the bell says that the piece has changed', async () => {
    await sources.cached(companyId, { [id]: null });
    await api.owner.query(`update ivr_content_revisions set duration_seconds = 5 where content_id = $1`, [id]);
    expect((await sources.cached(companyId, { [id]: null }))[id]?.durationSeconds).toBe(2);
    api.app.get(Signals).ring({ companyId, id, status: 'ready', progress: 1, reasonCode: null, reason: null });
    for (let i = 0; i < 50 && (await sources.cached(companyId, { [id]: null }))[id]?.durationSeconds === 2; i++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await sources.cached(companyId, { [id]: null }))[id]?.durationSeconds).toBe(5);
  });
});
