import { readFileSync } from 'node:fs';
import path from 'node:path';
import { givenPiece } from './content.helpers.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';

/** Every route of the library, from what the API says of itself: a new one is tried as soon as it is there. */
const { paths } = JSON.parse(
  readFileSync(path.resolve(__dirname, '../../../libs/api-client/openapi.json'), 'utf8'),
) as { paths: Record<string, Record<string, { operationId: string }>> };
const routes = Object.entries(paths)
  .filter(([route]) => route.startsWith('/api/v1/content/'))
  .flatMap(([route, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => [operationId, method, route]),
  );
const ofOne = routes.filter(([, , route]) => route?.includes('{id}')) as [string, string, string][];

const VTT = { raw: 'WEBVTT\n\n00:00.000 --> 00:01.000\nMine.\n', headers: { 'content-type': 'text/vtt' } };
const TUS = { headers: { 'tus-resumable': '1.0.0', 'upload-offset': '0' } };
/** What the routes take, so that it is the piece that they stumble over. */
const ASKED: Record<string, object | undefined> = {
  updateContent: { body: { name: 'Mine' } },
  replaceSpeech: { body: { text: 'Mine.', language: 'en' } },
  putCaptions: VTT,
  putDescription: { body: { contentId: '019a3c1e-7b5a-7c64-9d1f-0a4be7d5c212' } },
  getUploadOffset: TUS,
  appendUpload: {
    raw: 'mine',
    headers: { ...TUS.headers, 'content-type': 'application/offset+octet-stream' },
  },
  cancelUpload: TUS,
};

let api: Harness;
let stranger: Signed;
let owner: Signed;
let theirs: string;
let uploading: string;

beforeAll(async () => {
  api = await bootApi();
  stranger = await api.given.signedIn('company_admin');
  owner = await api.given.signedIn('company_admin');
  theirs = await givenPiece(api, owner.companyId, { name: 'Secret', kind: 'audio', tags: ['hidden'], language: 'en' });
  uploading = await givenPiece(api, owner.companyId, { name: 'Secret too', status: 'uploading' });
});
afterAll(() => api.close());

function call(operation: string, method: string, route: string, id: string, who = stranger): Promise<Answer> {
  const url = route.replace('{id}', id).replace('{language}', 'en').replace('{revision}', '1');
  return api.console(method.toUpperCase(), url, { token: who.token, ...ASKED[operation] });
}

async function everything(): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const table of [
    'ivr_content',
    'ivr_content_revisions',
    'ivr_captions',
    'ivr_descriptions',
    'ivr_speeches',
    'ivr_renditions',
  ])
    found.push(
      (await api.owner.query(`select * from ${table} where company_id = $1 order by 1, 2, 3`, [owner.companyId])).rows,
    );
  return found;
}

it.each(ofOne)('%s of another company’s piece is as of none, and changes nothing', async (operation, method, route) => {
  const before = await everything();
  for (const id of [theirs, uploading]) {
    const foreign = await call(operation, method, route, id);
    const none = await call(operation, method, route, stranger.userId);
    expect([foreign.status, none.status]).toEqual([404, 404]);
    expect({ ...foreign.body, requestId: '' }).toEqual({ ...none.body, requestId: '' });
  }
  expect(await everything()).toEqual(before);
});

it('a list, the tags, the use, the audit and the export are of the caller’s company alone', async () => {
  await givenPiece(api, stranger.companyId, { name: 'Own' });
  const told = await Promise.all(
    ['', '?search=secret', '?tag=hidden', '/tags', '/audit', '/export'].map((tail) =>
      api.console('GET', `/api/v1/content${tail}`, { token: stranger.token }),
    ),
  );
  for (const { status, text } of told) {
    expect(status).toBe(200);
    expect(text).not.toMatch(/secret|hidden/i);
    expect(text).not.toContain(theirs);
  }
  const usage = await api.console('GET', '/api/v1/content/usage', { token: stranger.token });
  expect(usage.body).toMatchObject({ pieces: 1, usedBytes: 1500 });
});

it('a bulk change does nothing to another company’s pieces', async () => {
  const before = await everything();
  for (const action of ['archive', 'restore', 'delete', 'tag', 'untag']) {
    const { body } = await api.console('POST', '/api/v1/content/bulk', {
      ...{
        token: stranger.token,
        body: { ids: [theirs, uploading], action, ...(/tag/.test(action) && { tag: 'hidden' }) },
      },
    });
    expect(body.done).toEqual([]);
    expect(body.refused.map(({ code }: { code: string }) => code)).toEqual(['not-found', 'not-found']);
  }
  expect(await everything()).toEqual(before);
});
