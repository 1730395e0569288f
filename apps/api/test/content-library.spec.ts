import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { newId } from '../src/platform/ids.js';
import { content, givenPiece, MediaFiles, upload } from './content.helpers.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';

let api: Harness;
let editor: Signed;

beforeAll(async () => {
  api = await bootApi();
  editor = await api.given.signedIn('editor');
});
afterAll(() => api.close());

const CAPTIONS = 'WEBVTT\n\n00:00.000 --> 00:02.500\nWelcome to the workshop.\n';

const given = (who: Signed, piece: Parameters<typeof givenPiece>[2] = {}): Promise<string> =>
  givenPiece(api, who.companyId, piece);

const list = (who: Signed, query = ''): Promise<Answer> =>
  api.console('GET', `/api/v1/content${query}`, { token: who.token });
const names = (answer: Answer): string[] => answer.body.items.map((item: { name: string }) => item.name);

/** A flow that shows a piece, deep in its draft or in its live version. */
async function flowShowing(who: Signed, contentId: string, where: 'draft' | 'live' | 'old'): Promise<string> {
  const [flow, version] = [newId(), newId()];
  const shows = { nodes: { a: { kind: 'menu', media: { en: { contentId } } } } };
  const empty = { nodes: {} };
  await api.owner.query('begin');
  await api.owner.query(
    `insert into ivr_flows (company_id, id, name, draft, draft_hash, live_version_id) values ($1, $2, 'Workshop', $3, '', $4)`,
    [who.companyId, flow, where === 'draft' ? shows : empty, where === 'live' ? version : null],
  );
  await api.owner.query(
    `insert into ivr_flow_versions (company_id, id, flow_id, number, spec, definition, hash) values ($1, $2, $3, 1, 1, $4, '')`,
    [who.companyId, version, flow, where === 'draft' ? empty : shows],
  );
  await api.owner.query('commit');
  return flow;
}

describe('listContent', () => {
  it('goes through the library by pages, newest first', async () => {
    const who = await api.given.signedIn('editor');
    for (const name of ['one', 'two', 'three', 'four', 'five']) await given(who, { name });
    const first = await list(who, '?limit=2');
    const second = await list(who, `?limit=2&cursor=${first.body.nextCursor}`);
    const third = await list(who, `?limit=2&cursor=${second.body.nextCursor}`);
    expect([...names(first), ...names(second), ...names(third)].sort()).toEqual([
      'five',
      'four',
      'one',
      'three',
      'two',
    ]);
    expect(third.body.nextCursor).toBeNull();
  });

  it('filters by kind, state and part of the name, taking signs as they are', async () => {
    const who = await api.given.signedIn('editor');
    await given(who, { name: 'Welcome 100%' });
    await given(who, { name: 'welcome back', kind: 'audio' });
    await given(who, { name: 'Closing', status: 'failed' });
    expect(names(await list(who, '?search=WELCOME')).sort()).toEqual(['Welcome 100%', 'welcome back']);
    expect(names(await list(who, '?search=100%25'))).toEqual(['Welcome 100%']);
    expect(names(await list(who, '?kind=audio'))).toEqual(['welcome back']);
    expect(names(await list(who, '?status=failed'))).toEqual(['Closing']);
    expect(names(await list(who, '?search=o_e'))).toEqual([]);
  });

  it('finds what no flow names, and films with sound that have no captions', async () => {
    const who = await api.given.signedIn('editor');
    const [shown, spare, captioned] = [
      await given(who, { name: 'Shown' }),
      await given(who, { name: 'Spare' }),
      await given(who, { name: 'Captioned' }),
    ];
    await given(who, { name: 'Tone', kind: 'audio' });
    await flowShowing(who, shown, 'live');
    await flowShowing(who, captioned, 'draft');
    await api.console('PUT', `/api/v1/content/${captioned}/captions/en`, {
      token: who.token,
      raw: CAPTIONS,
      headers: { 'content-type': 'text/vtt' },
    });
    expect(names(await list(who, '?unused=true')).sort()).toEqual(['Spare', 'Tone']);
    expect(names(await list(who, '?uncaptioned=true')).sort()).toEqual(['Shown', 'Spare']);
    expect(names(await list(who, '?unused=true&uncaptioned=true'))).toEqual(['Spare']);
    expect(spare).not.toBe(shown);
  });

  it('goes by tags in whatever capitals, by language, and keeps the archive apart', async () => {
    const who = await api.given.signedIn('editor');
    await given(who, { name: 'One', tags: ['Reception'], language: 'nl' });
    const two = await given(who, { name: 'Two', tags: ['reception', 'old'] });
    expect(names(await list(who, '?tag=RECEPTION')).sort()).toEqual(['One', 'Two']);
    expect(names(await list(who, '?language=NL'))).toEqual(['One']);
    expect(names(await list(who, '?search=recep')).sort()).toEqual(['One', 'Two']);
    await api.console('PATCH', `/api/v1/content/${two}`, { token: who.token, body: { archived: true } });
    expect(names(await list(who))).toEqual(['One']);
    expect(names(await list(who, '?archived=true'))).toEqual(['Two']);
    const tags = await api.console('GET', '/api/v1/content/tags', { token: who.token });
    expect(tags.body.items).toEqual([{ tag: 'Reception', pieces: 1 }]);
  });

  it.each(['?limit=0', '?limit=101', '?kind=film', '?cursor=abc', '?cursor=WyJ4IiwieSJd', '?owner=me'])(
    'refuses %s',
    async (query) => {
      const answer = await list(editor, query);
      expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
    },
  );

  it('does not see another company’s library', async () => {
    await given(editor, { name: 'Ours alone' });
    expect((await list(await api.given.signedIn('editor'))).body).toEqual({ items: [], nextCursor: null });
  });
});

describe('one piece', () => {
  it('comes with signed addresses on the visitors’ origin', async () => {
    const piece = await content(api, editor, await given(editor));
    expect(piece.media).toMatchObject({
      ...{ kind: 'video', durationSeconds: 16.5, width: 1280, height: 720, captions: [] },
      hlsUrl: expect.stringMatching(new RegExp(`^${api.config.visitorOrigin}/media/[\\w-]{75}/master\\.m3u8$`)),
      audioUrl: expect.stringMatching(/\/audio\.m4a$/),
      posterUrl: expect.stringMatching(/\/poster\.jpg$/),
    });
  });

  it('is renamed', async () => {
    const id = await given(editor);
    const renamed = await api.console('PATCH', `/api/v1/content/${id}`, {
      token: editor.token,
      body: { name: ' Hello ' },
    });
    expect([renamed.status, renamed.body.name]).toEqual([200, 'Hello']);
  });

  it.each([[{ name: '' }], [{ name: 'x'.repeat(201) }], [{ name: 7 }], [{ name: 'a', status: 'ready' }]])(
    'is not changed by %j',
    async (body) => {
      const answer = await api.console('PATCH', `/api/v1/content/${await given(editor)}`, {
        token: editor.token,
        body,
      });
      expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
    },
  );

  it('is deleted with its files', async () => {
    const files = await MediaFiles.in(api);
    const id = await upload(api, editor, await files.film('gone.mp4', { seconds: 1 }));
    await files.remove();
    const folder = path.join(api.config.storageDir, 'companies', editor.companyId, 'content', id);
    expect(existsSync(folder)).toBe(true);
    expect((await api.console('DELETE', `/api/v1/content/${id}`, { token: editor.token })).status).toBe(204);
    expect((await content(api, editor, id)).code).toBe('not-found');
    expect(existsSync(folder)).toBe(false);
  });

  it.each(['draft', 'live'] as const)('is not deleted while a flow’s %s shows it', async (where) => {
    const id = await given(editor);
    const flowId = await flowShowing(editor, id, where);
    const usedBy = [{ flowId, flowName: 'Workshop' }];
    const refused = await api.console('DELETE', `/api/v1/content/${id}`, { token: editor.token });
    expect([refused.status, refused.body.code, refused.body.usedBy]).toEqual([409, 'content.in-use', usedBy]);
    expect((await content(api, editor, id)).usedBy).toEqual(usedBy);
  });

  it('may go once only a version out of use shows it', async () => {
    const id = await given(editor);
    await flowShowing(editor, id, 'old');
    expect((await api.console('DELETE', `/api/v1/content/${id}`, { token: editor.token })).status).toBe(204);
  });

  it('of another company is a 404, the same as for an id that never was', async () => {
    const theirs = await given(await api.given.signedIn('editor'));
    for (const [method, tail, raw] of [
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/retry'],
      ['GET', '/captions/en'],
      ['PUT', '/captions/en', CAPTIONS],
      ['DELETE', '/captions/en'],
    ] as const) {
      const [foreign, never] = await Promise.all(
        [theirs, randomUUID()].map((id) =>
          api.console(method, `/api/v1/content/${id}${tail}`, {
            token: editor.token,
            ...(method === 'PATCH' && { body: { name: 'Mine' } }),
            ...(raw && { raw, headers: { 'content-type': 'text/vtt' } }),
          }),
        ),
      );
      expect(foreign?.status).toBe(404);
      expect({ ...foreign?.body, requestId: '' }).toEqual({ ...never?.body, requestId: '' });
    }
  });

  it('is not for those who may only read', async () => {
    const analyst = await api.given.signedIn('analyst', editor.companyId);
    const id = await given(editor);
    expect((await content(api, analyst, id)).id).toBe(id);
    expect((await api.console('DELETE', `/api/v1/content/${id}`, { token: analyst.token })).body.code).toBe(
      'auth.scope',
    );
    expect((await list(await api.given.signedIn('agent', editor.companyId))).body.code).toBe('auth.scope');
  });
});

describe('several pieces at once', () => {
  const bulk = (who: Signed, body: object): Promise<Answer> =>
    api.console('POST', '/api/v1/content/bulk', { token: who.token, body });

  it('are tagged, archived and brought back, each once', async () => {
    const who = await api.given.signedIn('editor');
    const ids = [await given(who, { tags: ['Old'] }), await given(who)];
    expect((await bulk(who, { ids, action: 'tag', tag: 'old' })).body).toEqual({ done: ids, refused: [] });
    expect((await content(api, who, ids[0] ?? '')).tags).toEqual(['Old']);
    expect((await content(api, who, ids[1] ?? '')).tags).toEqual(['old']);
    await bulk(who, { ids, action: 'untag', tag: 'OLD' });
    expect((await content(api, who, ids[0] ?? '')).tags).toEqual([]);
    await bulk(who, { ids, action: 'archive' });
    expect((await content(api, who, ids[0] ?? '')).archivedAt).not.toBeNull();
    await bulk(who, { ids, action: 'restore' });
    expect(names(await list(who))).toHaveLength(2);
  });

  it('are deleted where no flow shows them, and the others are told with their flows', async () => {
    const who = await api.given.signedIn('editor');
    const [free, shown, foreign] = [await given(who), await given(who), await given(editor)];
    const flowId = await flowShowing(who, shown, 'draft');
    const { body } = await bulk(who, { ids: [free, shown, foreign], action: 'delete' });
    expect(body.done).toEqual([free]);
    expect(body.refused).toMatchObject([
      { id: shown, code: 'content.in-use', usedBy: [{ flowId, flowName: 'Workshop' }] },
      { id: foreign, code: 'not-found' },
    ]);
    expect((await content(api, editor, foreign)).id).toBe(foreign);
  });

  it.each([
    [{ ids: [], action: 'archive' }],
    [{ ids: ['a', 'a'], action: 'archive' }],
    [{ ids: ['a'], action: 'burn' }],
    [{ ids: ['a'], action: 'tag' }],
    [{ ids: ['a'], action: 'tag', tag: 'x'.repeat(41) }],
  ])('are not touched by %j', async (body) => {
    const answer = await bulk(editor, body);
    expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
  });
});
