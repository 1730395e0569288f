import type { FlowNode } from '@calldocker/flow-engine';
import { newId } from '../src/platform/ids.js';
import { givenPiece } from './content.helpers.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';
import { ends, flowOf, PublishedFlow } from './published-flow.js';

let api: Harness;
let editor: Signed;

beforeAll(async () => {
  api = await bootApi();
  editor = await api.given.signedIn('editor');
});
afterAll(() => api.close());

const film = (name = 'Tour', seconds = 16): Promise<string> =>
  givenPiece(api, editor.companyId, { name, kind: 'video', seconds });
const sound = (name = 'Tour, told', seconds = 16.4): Promise<string> =>
  givenPiece(api, editor.companyId, { name, kind: 'audio', seconds });
const pathOf = (id: string, language: string): string => `/api/v1/content/${id}/descriptions/${language}`;
const put = (id: string, language: string, contentId: string, who = editor): Promise<Answer> =>
  api.console('PUT', pathOf(id, language), { token: who.token, body: { contentId } });
const remove = (id: string, language: string): Promise<Answer> =>
  api.console('DELETE', pathOf(id, language), { token: editor.token });
const get = async (id: string): Promise<Answer['body']> =>
  (await api.console('GET', `/api/v1/content/${id}`, { token: editor.token })).body;
const drop = (id: string): Promise<Answer> => api.console('DELETE', `/api/v1/content/${id}`, { token: editor.token });

describe('an audio description', () => {
  it('is a sound that players find beside the film, in each language, until it is taken off', async () => {
    const [tour, english, dutch] = [await film(), await sound(), await sound('Rondleiding, verteld')];
    await put(tour, 'nl', dutch);
    const { status, body } = await put(tour, 'EN-us', english);
    expect([status, body.descriptions]).toEqual([
      200,
      [
        { language: 'en-US', contentId: english, name: 'Tour, told' },
        { language: 'nl', contentId: dutch, name: 'Rondleiding, verteld' },
      ],
    ]);
    expect(body.media.descriptions).toEqual([
      { language: 'en-US', label: 'American English', url: (await get(english)).media.audioUrl },
      { language: 'nl', label: 'Nederlands', url: (await get(dutch)).media.audioUrl },
    ]);
    expect((await get(english)).describes).toEqual([{ contentId: tour, name: 'Tour' }]);

    expect((await put(tour, 'nl', english)).body.descriptions[1].contentId).toBe(english);
    expect((await remove(tour, 'nl')).status).toBe(204);
    expect((await get(tour)).media.descriptions).toHaveLength(1);
    expect((await remove(tour, 'nl')).body.code).toBe('not-found');
  });

  it('is what the sound is by now, not what it was when it was chosen', async () => {
    const [tour, told] = [await film(), await sound()];
    const before = (await put(tour, 'en', told)).body.media.descriptions[0].url;
    await revise(told);
    const [after] = (await get(tour)).media.descriptions;
    expect(after.url).toBe((await get(told)).media.audioUrl);
    expect(after.url).not.toBe(before);
  });

  it.each([
    ['a picture', () => givenPiece(api, editor.companyId, { kind: 'image' }), /Only a sound/],
    ['a film', () => film(), /Only a sound/],
    ['a sound on its way', () => givenPiece(api, editor.companyId, { kind: 'audio', status: 'transcoding' }), /ready/],
    ['a sound that tells only what is seen', () => sound('Told', 6.2), /lasts 16\.0 s and this sound 6\.2 s/],
  ])('is not %s', async (_what, given, detail) => {
    const { status, body } = await put(await film(), 'en', await given());
    expect([status, body.code]).toEqual([422, 'content.description']);
    expect(body.detail).toMatch(detail);
  });

  it('is for films alone', async () => {
    expect((await put(await sound(), 'en', await sound())).body.code).toBe('content.description');
    expect((await put(await film(), 'no_language', await sound())).body.code).toBe('request.invalid');
  });

  it('of another company, or on a film of theirs, is a 404', async () => {
    const stranger = await api.given.signedIn('editor');
    const theirs = await givenPiece(api, stranger.companyId, { kind: 'audio', seconds: 16 });
    expect((await put(await film(), 'en', theirs)).body.code).toBe('not-found');
    expect((await put(await film(), 'en', newId())).body.code).toBe('not-found');
    expect((await put(await film(), 'en', await sound(), stranger)).body.code).toBe('not-found');
  });

  it('keeps its sound from being deleted, but not when the film goes with it', async () => {
    const [tour, told] = [await film(), await sound()];
    await put(tour, 'en', told);
    const refused = await drop(told);
    expect([refused.status, refused.body.code, refused.body.describes]).toEqual([
      ...[409, 'content.in-use', [{ contentId: tour, name: 'Tour' }]],
    ]);
    const bulk = { token: editor.token, body: { ids: [told, tour], action: 'delete' } };
    expect((await api.console('POST', '/api/v1/content/bulk', bulk)).body).toEqual({ done: [told, tour], refused: [] });
  });

  it('keeps its sound among what is in use', async () => {
    const told = await sound('Told alone');
    await put(await film(), 'en', told);
    const unused = async (): Promise<string[]> => {
      const answer = await api.console('GET', '/api/v1/content?unused=true&search=Told%20alone', {
        token: editor.token,
      });
      return answer.body.items.map(({ id }: { id: string }) => id);
    };
    expect(await unused()).toEqual([]);
    const free = await sound('Told alone too');
    expect(await unused()).toEqual([free]);
  });

  it('stays with the recording that a flow in service pinned', async () => {
    const [tour, told] = [await film(), await sound()];
    await put(tour, 'en', told);
    const shows: FlowNode = {
      kind: 'video',
      name: 'Tour',
      media: { en: { contentId: tour } },
      skippable: true,
      exits: { next: 'bye', failed: 'bye' },
    };
    const flow = await PublishedFlow.of(api, editor, 'Tour', flowOf({ tour: shows, bye: ends('Bye') }));
    const { key: widgetKey } = await flow.widget();
    await revise(tour);
    expect((await get(tour)).descriptions).toEqual([]);
    const { body } = await api.visitor('POST', '/api/v1/visitor/sessions', { body: { widgetKey } });
    expect(body.step.media[tour].descriptions).toMatchObject([{ language: 'en', label: 'English' }]);
    expect((await drop(told)).body.describes).toEqual([{ contentId: tour, name: 'Tour' }]);
  });
});

/** Another recording, as a finished replacement leaves it. */
async function revise(id: string): Promise<void> {
  await api.db.inCompany(editor.companyId, async (em) => {
    await em.query(
      `insert into ivr_content_revisions (content_id, revision, kind, bytes, stored_bytes, source, duration_seconds)
       select content_id, 2, kind, bytes, stored_bytes, 'sources/2', duration_seconds from ivr_content_revisions where content_id = $1`,
      [id],
    );
    await em.query(
      `insert into ivr_renditions (content_id, revision, name, path)
       select content_id, 2, name, path from ivr_renditions where content_id = $1`,
      [id],
    );
    await em.query(`update ivr_content set ready_revision = 2, revision = 2 where id = $1`, [id]);
  });
}
