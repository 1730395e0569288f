import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MediaLinks } from '../src/content/delivery/media.js';
import { newId } from '../src/platform/ids.js';
import { Storage } from '../src/platform/storage/storage.js';
import { Bucket } from './bucket.js';
import { bootApi, type Answer, type Harness } from './harness.js';

const PLAYLIST = '#EXTM3U\n#EXT-X-VERSION:6\n#EXTINF:4.0,\n00000.ts\n#EXTINF:2.5,\n00001.ts\n#EXT-X-ENDLIST\n';
const MASTER = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n480p/index.m3u8\n';
const FILES: Record<string, string> = {
  'master.m3u8': MASTER,
  '480p/index.m3u8': PLAYLIST,
  '480p/00000.ts': 'first segment',
  '480p/00001.ts': 'second segment',
  'fallback.mp4': 'abcdefghijklmnopqrstuvwxyz',
  'poster.jpg': 'a picture',
  'sprites.vtt': 'WEBVTT',
  'peaks.json': '{}',
};

/** A console and a visitor's page with nothing in them. */
async function emptyPages(): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), 'calldocker-pages-'));
  for (const page of ['admin/browser', 'experience']) {
    await mkdir(path.join(root, page), { recursive: true });
    await writeFile(path.join(root, page, 'index.html'), '<!doctype html>');
  }
  return root;
}

let webRoot: string;
beforeAll(async () => {
  webRoot = await emptyPages();
});
afterAll(() => rm(webRoot, { recursive: true }));

/** An installation with a finished piece, whose files are in `bucket`. */
async function given(bucket: Bucket, settings: Record<string, string> = {}) {
  const api = await bootApi({ ...bucket.settings(), WEB_ROOT: webRoot, ...settings });
  const companyId = await api.given.company();
  const id = newId();
  for (const [name, text] of Object.entries(FILES))
    await api.app.get(Storage).put(`companies/${companyId}/content/${id}/1/${name}`, Buffer.from(text));
  const folder = new URL(api.app.get(MediaLinks).folder(companyId, id, 1));
  const get = (name: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
    api.visitor(method, `/media/${folder.pathname.split('/').at(-2)}/${name}`, { headers });
  return { api, folder, get };
}

const policyOf = async (api: Harness, page: string): Promise<string> =>
  (await (page.startsWith('/ivr-dashboard') ? api.console : api.visitor)('GET', page)).headers.get(
    'content-security-policy',
  ) ?? '';

describe('media in a bucket', () => {
  let bucket: Bucket;
  let api: Harness;
  let get: (name: string, headers?: Record<string, string>, method?: string) => Promise<Answer>;
  beforeAll(async () => {
    bucket = await Bucket.open();
    ({ api, get } = await given(bucket));
  });
  afterAll(async () => {
    await api.close();
    await bucket.close();
  });

  it('are named by the bucket’s own addresses in playlists, good for as long as the link', async () => {
    const answer = await get('480p/index.m3u8');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/vnd.apple.mpegurl']);
    const lines = answer.text.split('\n');
    expect(lines.filter((line) => line.startsWith('#'))).toEqual(PLAYLIST.split('\n').filter((l) => l.startsWith('#')));
    const [first, second] = lines.filter((line) => line && !line.startsWith('#')).map((line) => new URL(line));
    expect([first?.origin, second?.origin]).toEqual([bucket.endpoint, bucket.endpoint]);
    const segment = await fetch(second ?? '', { headers: { origin: api.config.visitorOrigin } });
    expect([segment.status, await segment.text()]).toEqual([200, 'second segment']);
    expect(segment.headers.get('content-type')).toBe('video/mp2t');
    expect(segment.headers.get('access-control-allow-origin')).toBe('*');
    const seconds = Number(first?.searchParams.get('X-Amz-Expires'));
    const [, y, mo, d, h, mi, s] = /^(....)(..)(..)T(..)(..)(..)Z$/.exec(first?.searchParams.get('X-Amz-Date') ?? '')!;
    const signed = Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s));
    const maxAge = Number(/max-age=(\d+)/.exec(answer.headers.get('cache-control') ?? '')?.[1]);
    expect(Math.abs(signed + seconds * 1000 - (Date.now() + maxAge * 1000))).toBeLessThan(5_000);
  });

  it('have the same playlist whenever it is asked for, and no second copy for who has it', async () => {
    const [one, two] = [await get('480p/index.m3u8'), await get('480p/index.m3u8')];
    expect(two.text).toBe(one.text);
    const etag = one.headers.get('etag') ?? '';
    expect((await get('480p/index.m3u8', { 'if-none-match': etag })).status).toBe(304);
    const asked = await get('480p/index.m3u8', {}, 'HEAD');
    expect([asked.status, asked.headers.get('content-length')]).toEqual([200, String(Buffer.byteLength(one.text))]);
  });

  it('leave playlists of playlists to us', async () => {
    expect((await get('master.m3u8')).text).toBe(MASTER);
  });

  it('are read from the bucket by whoever has the link', async () => {
    const answer = await get('fallback.mp4', { range: 'bytes=2-4' });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([
      302,
      expect.stringMatching(/max-age=\d{5}, immutable$/),
    ]);
    const address = answer.headers.get('location') ?? '';
    const part = await fetch(address, { headers: { range: 'bytes=2-4' } });
    expect([part.status, await part.text(), part.headers.get('content-type')]).toEqual([206, 'cde', 'video/mp4']);
    const head = await get('fallback.mp4', {}, 'HEAD');
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '26']);
  });

  it('are sent by us where scripts of the console read them', async () => {
    for (const name of ['sprites.vtt', 'peaks.json'])
      expect([(await get(name)).status, (await get(name)).text]).toEqual([200, FILES[name]]);
  });

  it('do not exist by other names', async () => {
    for (const name of [
      'none/index.m3u8',
      'none.json',
      '../1/poster.jpg',
      'page.html',
      '480p/..%2f..%2f1%2fposter.jpg',
    ])
      expect((await get(name)).status).toBe(404);
  });

  it('may be loaded by our pages', async () => {
    for (const page of ['/ivr-dashboard', '/ivr-experience/preview']) {
      const policy = await policyOf(api, page);
      for (const directive of ['media-src', 'img-src', 'connect-src'])
        expect(policy).toMatch(new RegExp(`${directive} [^;]*${bucket.endpoint}`));
    }
  });
});

describe('media behind a CDN', () => {
  let bucket: Bucket;
  let api: Harness;
  let folder: URL;
  let get: (name: string, headers?: Record<string, string>, method?: string) => Promise<Answer>;
  beforeAll(async () => {
    bucket = await Bucket.open();
    ({ api, get, folder } = await given(bucket, { CDN_BASE_URL: 'https://cdn.example.com/calls/' }));
  });
  afterAll(async () => {
    await api.close();
    await bucket.close();
  });

  it('have addresses of the CDN', () => {
    expect(folder.href).toMatch(/^https:\/\/cdn\.example\.com\/calls\/media\/[\w-]+\/$/);
  });

  it('are fetched from us under the same link, bytes and all, and are the same for every reader', async () => {
    const answer = await get('480p/00001.ts', { origin: 'https://whoever.example' });
    expect([answer.status, answer.text]).toEqual([200, 'second segment']);
    expect([answer.headers.get('access-control-allow-origin'), answer.headers.get('vary')]).toEqual(['*', null]);
    expect(answer.headers.get('cache-control')).toMatch(/^public, max-age=\d{5}, immutable$/);
    expect((await get('480p/index.m3u8')).text).toBe(PLAYLIST);
    expect((await get('fallback.mp4', { range: 'bytes=-2' })).text).toBe('yz');
  });

  it('may be loaded by our pages from there, and from nowhere else', async () => {
    for (const page of ['/ivr-dashboard', '/ivr-experience/preview']) {
      const policy = await policyOf(api, page);
      expect(policy).toMatch(/media-src [^;]*https:\/\/cdn\.example\.com/);
      expect(policy).not.toContain(bucket.endpoint);
    }
  });
});

it.each(['cdn.example.com', 'ftp://cdn.example.com', 'https://cdn.example.com/?a=b'])(
  'a CDN_BASE_URL such as %s is told to be wrong',
  async (value) => {
    await expect(bootApi({ CDN_BASE_URL: value })).rejects.toThrow(/CDN_BASE_URL must be an address/);
  },
);
