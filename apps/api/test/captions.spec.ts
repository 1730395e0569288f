import type { Definition } from '@calldocker/flow-engine';
import type { Kind } from '../src/media/magic.js';
import { newId } from '../src/platform/ids.js';
import { givenPiece } from './content.helpers.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';
import { flowOf, ends } from './published-flow.js';

let api: Harness;
let editor: Signed;

beforeAll(async () => {
  api = await bootApi();
  editor = await api.given.signedIn('editor');
});
afterAll(() => api.close());

async function given({ kind = 'video', sound = true }: { kind?: Kind; sound?: boolean } = {}): Promise<string> {
  const id = await givenPiece(api, editor.companyId, { name: 'Intro', kind, seconds: 10 });
  if (!sound) await api.owner.query(`delete from ivr_renditions where content_id = $1 and name = 'audio'`, [id]);
  return id;
}

const put = (id: string, language: string, raw: string | Uint8Array<ArrayBuffer>, type = 'text/vtt'): Promise<Answer> =>
  api.console('PUT', `/api/v1/content/${id}/captions/${language}`, {
    token: editor.token,
    raw,
    headers: { 'content-type': type },
  });
const VTT = 'WEBVTT\n\n00:01.000 --> 00:03.000\nHello\n';
const path = (id: string, language: string): string => `/api/v1/content/${id}/captions/${language}`;
const get = (id: string, language: string, headers = {}, query = ''): Promise<Answer> =>
  api.console('GET', `${path(id, language)}${query}`, { token: editor.token, headers });
const visit = (url: string): Promise<Answer> => api.visitor('GET', new URL(url).pathname);

describe('captions', () => {
  it('are kept per language, served to players, and removed', async () => {
    const id = await given();
    await put(id, 'nl', VTT);
    const { status, body } = await put(id, 'EN-us', VTT);
    expect([status, body.captions]).toEqual([200, ['en-US', 'nl']]);
    expect(body.media.captions).toMatchObject([
      { language: 'en-US', label: 'American English' },
      { language: 'nl', label: 'Nederlands' },
    ]);
    const [, { url }] = body.media.captions;
    const served = await visit(url);
    expect([served.status, served.headers.get('content-type'), served.text]).toEqual([
      ...[200, 'text/vtt; charset=utf-8', 'WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nHello\n'],
    ]);

    expect((await api.console('DELETE', path(id, 'nl'), { token: editor.token })).status).toBe(204);
    expect((await get(id, 'nl')).status).toBe(404);
    expect((await visit(url)).status).toBe(404);
  });

  it('are taken as SubRip in UTF-16, and given as cues, WebVTT, SubRip or text, with what is to be checked', async () => {
    const id = await given();
    const srt =
      '1\r\n00:00:01,000 --> 00:00:03,000\r\nTom & <i>Ana</i>\r\n\r\n2\r\n00:00:02,500 --> 00:00:11,000\r\nBye';
    expect(
      (await put(id, 'en', new Uint8Array(Buffer.from(`\ufeff${srt}`, 'utf16le')), 'application/x-subrip')).status,
    ).toBe(200);
    const asked = await get(id, 'en');
    expect(asked.headers.get('content-type')).toMatch(/^application\/json/);
    expect(asked.body).toMatchObject({
      ...{ language: 'en', label: 'English' },
      cues: [
        { start: 1, end: 3, text: 'Tom & <i>Ana</i>' },
        { start: 2.5, end: 11, text: 'Bye' },
      ],
      issues: [
        { code: 'overlap', severity: 'warning', cue: 2, at: '00:00:02.500' },
        { code: 'beyond-end', cue: 2 },
        { code: 'long', cue: 2 },
      ],
    });
    const vtt = await get(id, 'en', { accept: 'text/html;q=0.1, text/vtt' });
    expect([vtt.headers.get('content-type'), vtt.text]).toEqual([
      'text/vtt; charset=utf-8',
      expect.stringContaining('Tom &amp; <i>Ana</i>'),
    ]);
    expect((await get(id, 'en', { accept: 'text/vtt' }, '?format=srt')).text).toContain(
      '1\n00:00:01,000 --> 00:00:03,000\nTom & <i>Ana</i>\n\n2\n',
    );
    expect((await get(id, 'en', { accept: 'text/plain' })).text).toBe('Intro\n\nTom & Ana Bye\n');
    expect((await get(id, 'en', {}, '?format=ass')).body.code).toBe('request.invalid');
  });

  it('get new addresses when they change', async () => {
    const id = await given();
    const tracks = async (vtt: string): Promise<string[]> => {
      const [{ url, transcriptUrl }] = (await put(id, 'en', vtt)).body.media.captions;
      return [url, transcriptUrl];
    };
    const first = await tracks(VTT);
    await api.owner.query(`update ivr_captions set updated_at = updated_at - interval '1 s' where content_id = $1`, [
      id,
    ]);
    const second = await tracks(VTT.replace('Hello', 'Hi'));
    expect(second.filter((url) => first.includes(url))).toEqual([]);
  });

  it('that somebody else has saved meanwhile are not written over by who edited those before', async () => {
    const id = await given();
    const save = (text: string, edition: number): Promise<Answer> =>
      api.console('PUT', path(id, 'en'), {
        token: editor.token,
        raw: VTT.replace('Hello', text),
        headers: { 'content-type': 'text/vtt', 'if-match': `"${edition}"` },
      });
    const editionOf = ({ body }: Answer): number => body.media.captions[0].edition;
    const first = editionOf(await save('First', 0));
    const asked = await get(id, 'en');
    expect([asked.body.edition, asked.headers.get('etag')]).toEqual([first, `"${first}"`]);
    const second = editionOf(await save('Second', first));
    for (const old of [0, first]) {
      const { status, body } = await save('Late', old);
      expect([status, body.code]).toEqual([412, 'content.captions-changed-elsewhere']);
    }
    expect((await get(id, 'en')).body.cues[0].text).toBe('Second');
    expect((await save('Third', second)).status).toBe(200);
  });

  it('are refused with the line or the cue at fault', async () => {
    const answer = await put(await given(), 'en', 'WEBVTT\n\n00:05.000 --> 00:04.000\nBack in time\n');
    expect([answer.status, answer.body.code]).toEqual([422, 'content.captions']);
    expect(answer.body.errors).toEqual([
      { field: 'cue 1 at 00:00:05.000', message: 'This cue ends before it begins. Move its end behind its beginning.' },
    ]);
  });

  it('are refused over the limit, in another type, for what is no language, and for a picture', async () => {
    const id = await given();
    expect((await put(id, 'en', `WEBVTT\n\n${'x'.repeat(1024 * 1024)}`)).status).toBe(413);
    expect((await put(id, 'en', '{}', 'application/json')).body.code).toBe('request.unsupported-type');
    expect((await put(id, 'en', '<tt/>', 'application/xml')).status).toBe(415);
    expect((await put(id, 'not_a_language', VTT)).body.code).toBe('request.invalid');
    expect((await put(await given({ kind: 'image' }), 'en', VTT)).body.code).toBe('content.captions');
  });
});

describe('the transcript', () => {
  it('is a page of its own below the signed folder, on which nothing can run', async () => {
    const id = await given();
    const vtt = 'WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ana>Hello <script>alert(1)</script> <b>you</b>\n';
    const [{ transcriptUrl }] = (await put(id, 'ar', vtt)).body.media.captions;
    const page = await visit(transcriptUrl);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; sandbox$/,
    );
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.text).toContain('<html lang="ar" dir="rtl">');
    expect(page.text).toContain('<b>Ana:</b> Hello &lt;script&gt;alert(1)&lt;/script&gt; you');
    expect((await visit(transcriptUrl.replace('/ar.', '/fa.'))).status).toBe(404);
    expect((await visit(transcriptUrl.replace(/media\/./, 'media/-'))).status).toBe(404);
  });
});

describe('publishing', () => {
  const shows = (contentId: string, kind: 'video' | 'audio' = 'video'): Definition =>
    flowOf({
      film: {
        kind,
        name: 'Film',
        media: { en: { contentId } },
        skippable: true,
        exits: { next: 'bye', failed: 'bye' },
      },
      bye: ends('Bye'),
    });
  async function publish(definition: Definition, body: object = {}): Promise<Answer> {
    const call = (path: string, sent: object, headers = {}): Promise<Answer> =>
      api.console('POST', `/api/v1/flows${path}`, { token: editor.token, body: sent, headers });
    const made = await call('/import', { name: newId(), definition });
    return call(`/${made.body.id}/versions`, body, { 'if-match': '"1"' });
  }

  it('waits for the captions of a film with sound', async () => {
    const contentId = await given();
    const refused = await publish(shows(contentId));
    expect([refused.status, refused.body.code]).toEqual([422, 'flow.has-issues']);
    expect(refused.body.issues).toMatchObject([
      { code: 'media.captions', severity: 'error', nodeId: 'film', contentId, language: 'en' },
    ]);
    await put(contentId, 'en', VTT);
    expect((await publish(shows(contentId))).status).toBe(201);
  });

  it('goes on without them when they are waived by name, and keeps that', async () => {
    const contentId = await given();
    for (const waiver of [
      { contentId, language: 'de' },
      { contentId: newId(), language: 'en' },
    ])
      expect((await publish(shows(contentId), { waiveCaptions: [waiver] })).status).toBe(422);
    expect((await publish(shows(contentId), { waiveCaptions: [{ contentId, language: 'en' }] })).status).toBe(201);
    const { rows } = await api.owner.query(
      `select data from audit_log where action = 'flow.published' and company_id = $1 order by id desc limit 1`,
      [editor.companyId],
    );
    expect(rows[0]?.data).toMatchObject({ withoutCaptions: 'Film: “Intro” has no English captions.' });
  });

  it('asks for none where there is nothing to hear, and only recommends them for sound alone', async () => {
    expect((await publish(shows(await given({ sound: false })))).status).toBe(201);
    expect((await publish(shows(await given({ kind: 'audio' }), 'audio'))).status).toBe(201);
  });

  it.each([[[{}]], [[{ contentId: 'x', language: 'en' }]], [{ contentId: newId(), language: 'en' }], [['Intro']]])(
    'refuses a waiver such as %j',
    async (waiveCaptions) => {
      const answer = await publish(shows(await given()), { waiveCaptions });
      expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
    },
  );
});
