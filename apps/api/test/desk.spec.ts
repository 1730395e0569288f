import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { look } from '../src/media/look.js';
import { newId } from '../src/platform/ids.js';
import { MediaFiles } from './content.helpers.js';
import { fine, picture, settled, taken, Workshop, writes } from './desk-people.js';
import { bootApi, type Harness } from './harness.js';
import { TestStream } from './visitor-stream.js';

let api: Harness;
let shop: Workshop;
beforeAll(async () => {
  api = await bootApi();
  await api.startWorker();
  shop = await Workshop.of(api);
});
afterAll(() => api.close());

const texts = (answer: { body: { items: { text: string }[] } }): string[] => answer.body.items.map(({ text }) => text);

describe('a talk', () => {
  it('is written in by both sides, who read the same in the same order', async () => {
    const { visitor, agent, entryId } = await shop.talk();
    fine(await writes(visitor, 'The bike shows 0 %.'), 201);
    fine(await agent.writes(entryId, 'Point the camera at the label.'), 201);
    fine(await writes(visitor, '<script>alert(1)</script>'), 201);
    const seen = await visitor.call('GET', '/messages');
    expect(texts(seen)).toEqual(['The bike shows 0 %.', 'Point the camera at the label.', '<script>alert(1)</script>']);
    expect((await agent.at(entryId, 'GET', '/messages')).body).toEqual(seen.body);
    expect(seen.body.items.map(({ seq }: { seq: number }) => seq)).toEqual([1, 2, 3]);
  });

  it('has a message once however often it is sent, and refuses another one under its id', async () => {
    const { visitor } = await shop.talk();
    const id = newId();
    const sent = await Promise.all([1, 2, 3, 4].map(() => writes(visitor, 'Hello', id)));
    expect(new Set(sent.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(texts(await visitor.call('GET', '/messages'))).toEqual(['Hello']);
    expect((await writes(visitor, 'Other words', id)).body.code).toBe('message.id-reused');
  });

  it('numbers messages without gaps although both sides write at once', async () => {
    const { visitor, agent, entryId } = await shop.talk();
    const both = Array.from({ length: 12 }, (_, at) => [
      writes(visitor, `v${at}`),
      agent.writes(entryId, `a${at}`),
    ]).flat();
    for (const answer of await Promise.all(both)) fine(answer, 201);
    const { items } = (await visitor.call('GET', '/messages?limit=100')).body;
    expect(items.map(({ seq }: { seq: number }) => seq)).toEqual(Array.from({ length: 24 }, (_, at) => at + 1));
  });

  it('goes on after the message that was seen last, page by page', async () => {
    const { visitor } = await shop.talk();
    for (const text of ['one', 'two', 'three']) fine(await writes(visitor, text), 201);
    const page = await visitor.call('GET', '/messages?limit=1&cursor=1');
    expect([texts(page), page.body.nextCursor]).toEqual([['two'], '2']);
    expect((await visitor.call('GET', '/messages?cursor=abc')).status).toBe(400);
  });

  it('tells either side how far the other has read', async () => {
    const { visitor, agent, entryId } = await shop.talk();
    await writes(visitor, 'Are you there?');
    expect((await visitor.call('GET', '/conversation')).body).toMatchObject({ phase: 'serving', readByOther: 0 });
    fine(await agent.at(entryId, 'POST', '/messages/read', { seq: 9 }), 204);
    expect((await visitor.call('GET', '/conversation')).body.readByOther).toBe(1);
    expect((await agent.at(entryId, 'GET', '')).body).toMatchObject({ read: 1, readByOther: 1, lastSeq: 1 });
  });

  it('rings at the visitor’s page for what is written and while somebody writes', async () => {
    const { visitor, agent, entryId } = await shop.talk();
    const stream = await TestStream.of(api, visitor);
    const named = async (name: string) => {
      for (let event = await stream.next(); event; event = await stream.next()) if (event.event === name) return event;
      return undefined;
    };
    await agent.writes(entryId, 'Hello');
    expect(JSON.parse((await named('message'))?.data ?? '')).toEqual({ seq: 1 });
    fine(await agent.at(entryId, 'POST', '/messages/typing'), 204);
    expect(await named('typing')).toBeDefined();
    stream.close();
  });

  it('may be begun while the visitor waits, and is read by whoever comes', async () => {
    const visitor = await shop.visitor();
    fine(await writes(visitor, 'I wait and write.'), 201);
    const agent = await shop.agent();
    await api.db.inCompany(shop.companyId, (em) =>
      em.query(`update queue_entries set priority = 100 where session_id = $1`, [visitor.sessionId]),
    );
    const { id } = fine(await agent.call('POST', `/api/v1/queues/${shop.queueId}/take`), 200).body;
    expect(texts(await agent.at(id, 'GET', '/messages'))).toEqual(['I wait and write.']);
  });

  it('takes nothing more once it has ended, and stays to be read', async () => {
    const { visitor, agent, entryId } = await shop.talk();
    await writes(visitor, 'Bye');
    fine(await agent.call('POST', `/api/v1/queue-entries/${entryId}/end`), 200);
    expect((await writes(visitor, 'One more')).body.code).toBe('conversation.ended');
    expect((await agent.writes(entryId, 'One more')).body.code).toBe('conversation.ended');
    expect((await visitor.call('GET', '/conversation')).body.phase).toBe('ended');
    expect(texts(await visitor.call('GET', '/messages'))).toEqual(['Bye']);
  });

  it('is not opened to other agents, to other companies, or to another visitor', async () => {
    const { entryId } = await shop.talk();
    const colleague = await shop.agent();
    expect((await colleague.at(entryId, 'GET', '/messages')).body.code).toBe('entry.not-yours');
    const stranger = await (await Workshop.of(api)).agent();
    expect((await stranger.at(entryId, 'GET', '/messages')).status).toBe(404);
    const [mine, other] = [await shop.visitor(), await shop.visitor()];
    const foreign = await api.visitor('GET', `/api/v1/visitor/sessions/${other.sessionId}/messages`, {
      token: mine.token,
    });
    expect(foreign.status).toBe(404);
  });

  it('carries a script as the words it is written in, and as nothing that a browser runs', async () => {
    const { visitor, agent, entryId } = await shop.talk();
    const script = `<script>alert(1)</script><img src=x onerror="alert(2)"> javascript:alert(3)`;
    fine(await writes(visitor, script), 201);
    const read = await agent.at(entryId, 'GET', '/messages');
    expect(read.body.items.at(-1).text).toBe(script);
    expect(read.headers.get('content-type')).toContain('application/json');
    expect(read.headers.get('x-content-type-options')).toBe('nosniff');
    const tooLong = await writes(visitor, '<b>'.repeat(5_000));
    expect([tooLong.status, tooLong.body.code]).toEqual([400, 'request.invalid']);
  });

  it('is kept sealed, and with the session’s key it is gone', async () => {
    const { visitor, agent, entryId } = await shop.talk();
    const secret = `secret ${newId()}`;
    await writes(visitor, secret);
    fine(
      await agent.call('PUT', `/api/v1/desk/entries/${entryId}/notes`, { notes: secret }, { 'if-match': '"0"' }),
      200,
    );
    const { rows } = await api.owner.query(
      `select m.sealed, e.notes from desk_messages m join queue_entries e on e.id = m.entry_id where e.id = $1`,
      [entryId],
    );
    for (const stored of [rows[0].sealed, rows[0].notes]) expect(stored.includes(Buffer.from(secret))).toBe(false);
    await api.owner.query('update ivr_sessions set data_key = null where id = $1', [visitor.sessionId]);
    expect((await agent.at(entryId, 'GET', '/messages')).status).toBe(404);
  });

  it('has notes that are saved from the revision they were read at', async () => {
    const { agent, entryId } = await shop.talk();
    const save = (notes: string, revision: number) =>
      agent.call('PUT', `/api/v1/desk/entries/${entryId}/notes`, { notes }, { 'if-match': `"${revision}"` });
    expect(fine(await save('Charger fine.', 0), 200).body).toEqual({ revision: 1 });
    const late = await save('Over it', 0);
    expect([late.status, late.body.code]).toEqual([412, 'notes.changed-elsewhere']);
    expect((await agent.at(entryId, 'GET', '')).body).toMatchObject({ notes: 'Charger fine.', notesRevision: 1 });
  });

  it('stands in the session’s record and in its export', async () => {
    const { visitor, agent, entryId } = await shop.talk();
    await writes(visitor, 'The light is green.');
    await agent.writes(entryId, 'Good.');
    fine(await agent.call('POST', `/api/v1/queue-entries/${entryId}/finish`, { disposition: 'Solved' }), 200);
    const admin = await api.given.signedIn('company_admin', shop.companyId);
    const talks = [
      expect.objectContaining({
        entryId,
        queue: 'Workshop',
        disposition: 'Solved',
        messages: [
          expect.objectContaining({ author: 'visitor', text: 'The light is green.' }),
          expect.objectContaining({ author: 'agent', text: 'Good.' }),
        ],
      }),
    ];
    for (const at of ['', '/export']) {
      const record = await api.console('GET', `/api/v1/sessions/${visitor.sessionId}${at}`, { token: admin.token });
      expect(record.body.talks).toEqual(talks);
    }
  });
});

describe('a file', () => {
  const send = (
    visitor: { sessionId: string; token: string },
    name: string,
    raw: Uint8Array<ArrayBuffer>,
    id = newId(),
  ) =>
    api.visitor(
      'POST',
      `/api/v1/visitor/sessions/${visitor.sessionId}/messages/files?${new URLSearchParams({ id, name })}`,
      {
        token: visitor.token,
        raw,
        headers: { 'content-type': 'application/octet-stream' },
      },
    );

  it('is a message, is what its bytes say, and can be nothing else where it is opened', async () => {
    const { visitor, agent, entryId } = await shop.talk();
    const bytes = picture(40, 30);
    const { file } = fine(await send(visitor, 'label.pdf', bytes), 201).body;
    expect(file).toMatchObject({ name: 'label.webp', type: 'image/webp' });
    const opened = await fetch(`${api.config.consoleOrigin}/api/v1/desk/entries/${entryId}/messages/files/${file.id}`, {
      headers: { authorization: `Bearer ${agent.signed.token}` },
    });
    expect((await opened.arrayBuffer()).byteLength).toBe(file.bytes);
    expect(Object.fromEntries(opened.headers)).toMatchObject({
      'content-type': 'image/webp',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': "attachment; filename*=UTF-8''label.webp",
    });
  });

  it('that is a photograph is passed on upright, without where and with what it was taken', async () => {
    const files = await MediaFiles.in(api);
    const plain = await files.make('plain.jpg', ['-f', 'lavfi', '-i', 'color=red:s=40x30', '-frames:v', '1']);
    const photograph = taken(plain, 'Secretphone');
    await files.write('photograph.jpg', photograph);
    expect((await look(files.pathOf('photograph.jpg'), api.config.ffprobePath)).video).toMatchObject({
      orientation: 6,
      width: 30,
      height: 40,
    });
    const { visitor, agent, entryId } = await shop.talk();
    const { file } = fine(await send(visitor, 'brake.jpg', photograph), 201).body;
    expect(file.name).toBe('brake.webp');
    const opened = await fetch(`${api.config.consoleOrigin}/api/v1/desk/entries/${entryId}/messages/files/${file.id}`, {
      headers: { authorization: `Bearer ${agent.signed.token}` },
    });
    const passedOn = Buffer.from(await opened.arrayBuffer());
    for (const trace of ['Exif', 'EXIF', 'GPS', 'Secretphone', 'XMP']) expect(passedOn.includes(trace)).toBe(false);
    await files.write('after.webp', passedOn);
    expect((await look(files.pathOf('after.webp'), api.config.ffprobePath)).video).toMatchObject({
      width: 30,
      height: 40,
    });
    await files.remove();
  });

  it('lies sealed in the store, once however often it is sent', async () => {
    const { visitor } = await shop.talk();
    const [id, words] = [newId(), `The secret of ${newId()}`];
    const sent = [
      await send(visitor, 'a.txt', new TextEncoder().encode(words), id),
      await send(visitor, 'a.txt', new TextEncoder().encode(words), id),
    ];
    expect(sent[1]?.body).toEqual(fine(sent[0]!, 201).body);
    const dir = path.join(api.config.storageDir, 'companies', shop.companyId, 'desk', visitor.sessionId);
    const files = await readdir(dir);
    expect(files).toHaveLength(1);
    expect((await readFile(path.join(dir, files[0]!))).includes(words)).toBe(false);
  });

  it.each([
    ['a program', new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]), 422, 'message.file-type'],
    ['an archive', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0]), 422, 'message.file-type'],
    ['a picture cut short', picture(40, 30).slice(0, 40), 422, 'message.file-refused'],
    ['nothing', new Uint8Array(), 400, 'content.empty'],
  ])('that is %s is refused', async (_what, bytes, status, code) => {
    const { visitor } = await shop.talk();
    const refused = await send(visitor, 'picture.png', bytes);
    expect([refused.status, refused.body.code]).toEqual([status, code]);
    expect((await visitor.call('GET', '/messages')).body.items).toEqual([]);
  });
});

describe('a call', () => {
  const offer = async (talk: Awaited<ReturnType<Workshop['talk']>>) =>
    fine(await talk.agent.at(talk.entryId, 'POST', '/calls', { media: 'video' }), 201).body.id as string;

  it('is offered by one side and begins when the other takes it', async () => {
    const talk = await shop.talk();
    const id = await offer(talk);
    expect((await talk.visitor.call('GET', '/conversation')).body.call).toMatchObject({
      id,
      state: 'offered',
      offeredBy: 'agent',
    });
    expect((await talk.visitor.call('GET', `/calls/${id}`)).body.code).toBe('call.over');
    expect((await talk.agent.at(talk.entryId, 'POST', `/calls/${id}/answer`, { accept: true })).body.code).toBe(
      'call.over',
    );
    fine(await talk.visitor.call('POST', `/calls/${id}/answer`, { accept: true }), 200);
    expect((await talk.visitor.call('GET', `/calls/${id}`)).body).toMatchObject({
      call: { state: 'live' },
      iceServers: [],
    });
    expect((await talk.visitor.call('POST', '/calls', { media: 'audio' })).body.code).toBe('call.busy');
  });

  it('carries signals in order from where each side is, and leaves none behind', async () => {
    const talk = await shop.talk();
    const id = await offer(talk);
    await talk.visitor.call('POST', `/calls/${id}/answer`, { accept: true });
    for (const n of [1, 2, 3])
      fine(await talk.agent.at(talk.entryId, 'POST', `/calls/${id}/signals`, { data: { n } }), 204);
    fine(await talk.visitor.call('POST', `/calls/${id}/signals`, { data: { own: true } }), 204);
    const from = async (after: number) => (await talk.visitor.call('GET', `/calls/${id}/signals?after=${after}`)).body;
    expect((await from(0)).items.map(({ data }: { data: { n: number } }) => data.n)).toEqual([1, 2, 3]);
    expect(await from(2)).toMatchObject({ items: [{ n: 3 }], last: 3 });
    fine(await talk.visitor.call('POST', `/calls/${id}/end`), 200);
    expect((await api.owner.query('select 1 from desk_signals where call_id = $1', [id])).rowCount).toBe(0);
    expect((await talk.agent.at(talk.entryId, 'GET', '')).body.call).toBeNull();
  });

  it.each(['hung up', 'ended with the service'])(
    'is said to be over to who asks for signals when it has been %s',
    async (how) => {
      const talk = await shop.talk();
      const id = await offer(talk);
      await talk.visitor.call('POST', `/calls/${id}/answer`, { accept: true });
      fine(await talk.visitor.call('POST', `/calls/${id}/signals`, { data: { n: 1 } }), 204);
      if (how !== 'hung up') fine(await talk.agent.call('POST', `/api/v1/queue-entries/${talk.entryId}/end`), 200);
      else fine(await talk.visitor.call('POST', `/calls/${id}/end`), 200);
      const over = { items: [], last: 0, call: { id, state: 'ended' } };
      expect((await talk.agent.at(talk.entryId, 'GET', `/calls/${id}/signals?after=0`)).body).toMatchObject(over);
      expect((await talk.visitor.call('GET', `/calls/${id}/signals?after=0`)).body).toMatchObject(over);
      const unknown = await talk.visitor.call('GET', `/calls/${talk.entryId}/signals?after=0`);
      expect([unknown.status, unknown.body.code]).toEqual([404, 'not-found']);
    },
  );

  it('is not to be had while nobody serves the visitor, and ends with the service', async () => {
    const visitor = await shop.visitor();
    expect((await visitor.call('POST', '/calls', { media: 'audio' })).body.code).toBe('call.not-now');
    const talk = await shop.talk();
    const id = await offer(talk);
    fine(await talk.agent.call('POST', `/api/v1/queue-entries/${talk.entryId}/end`), 200);
    expect((await talk.visitor.call('POST', `/calls/${id}/answer`, { accept: true })).body.code).toBe('call.over');
  });
});

describe('answers at hand', () => {
  it('are kept for all agents, changed from what was read, and found by one name only', async () => {
    const [agent, colleague] = [await shop.agent(), await shop.agent()];
    const made = await agent.call('POST', '/api/v1/desk/replies', { shortcut: 'reset', text: 'Hold the button.' });
    const { id, revision } = fine(made, 201).body;
    const change = (at: number) =>
      colleague.call(
        'PUT',
        `/api/v1/desk/replies/${id}`,
        { shortcut: 'reset', text: 'Hold it for 10 s.' },
        { 'if-match': `"${at}"` },
      );
    expect(fine(await change(revision), 200).body).toMatchObject({ text: 'Hold it for 10 s.', revision: 2 });
    expect((await change(revision)).body.code).toBe('reply.changed-elsewhere');
    const twin = await agent.call('POST', '/api/v1/desk/replies', { shortcut: 'Reset', text: 'Other' });
    expect(twin.body.code).toBe('reply.shortcut-taken');
    expect((await agent.call('GET', '/api/v1/desk/replies')).body.items).toHaveLength(1);
    fine(await agent.call('DELETE', `/api/v1/desk/replies/${id}`), 204);
    await settled(async () => (await colleague.call('GET', '/api/v1/desk/replies')).body.items.length === 0);
  });
});
