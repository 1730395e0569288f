import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Orphans } from '../src/content/lifecycle/orphans.js';
import { Forgetting } from '../src/desk/recordings/forgetting.js';
import { RecordingEnds } from '../src/desk/recordings/recording-ends.js';
import { RecordingWork } from '../src/desk/recordings/recording-work.js';
import { newId } from '../src/platform/ids.js';
import { Erasure } from '../src/sessions/erasure.js';
import { fine, settled, Workshop, type DeskAgent } from './desk-people.js';
import { bootApi, type Answer, type Harness } from './harness.js';
import type { TestVisitor } from './visitors.js';

let api: Harness;
let worker: Awaited<ReturnType<Harness['startWorker']>>;
let shop: Workshop;
let film: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  api = await bootApi();
  worker = await api.startWorker();
  shop = await Workshop.of(api);
  fine(await set({ enabled: true, days: 30 }), 200);
  // What a browser's MediaRecorder makes: Matroska as it comes, without a length or an index.
  const { stdout } = await promisify(execFile)(
    api.config.ffmpegPath,
    [
      ...[
        '-v',
        'error',
        '-f',
        'lavfi',
        '-i',
        'testsrc=size=320x180:rate=15:duration=3',
        '-f',
        'lavfi',
        '-i',
        'sine=duration=3',
      ],
      ...['-c:v', 'libvpx', '-b:v', '300k', '-c:a', 'libopus', '-live', '1', '-f', 'webm', 'pipe:1'],
    ],
    { encoding: 'buffer', maxBuffer: 16 * 1024 ** 2 },
  );
  film = new Uint8Array(stdout);
});
afterAll(() => api.close());

const set = async (body: unknown, companyId = shop.companyId) => {
  const { token } = await api.given.signedIn('company_admin', companyId);
  return api.console('PUT', '/api/v1/recordings/settings', { token, body });
};

interface Call {
  visitor: TestVisitor;
  agent: DeskAgent;
  entryId: string;
  callId: string;
}

async function onCall(): Promise<Call> {
  const talk = await shop.talk();
  const callId = fine(await talk.agent.at(talk.entryId, 'POST', '/calls', { media: 'video' }), 201).body.id;
  fine(await talk.visitor.call('POST', `/calls/${callId}/answer`, { accept: true }), 200);
  return { ...talk, callId };
}

const ask = async ({ agent, entryId, callId }: Call): Promise<string> =>
  fine(await agent.at(entryId, 'POST', `/calls/${callId}/recordings`), 201).body.recording.id;
const says = ({ visitor, callId }: Call, id: string, accept: unknown): Promise<Answer> =>
  visitor.call('POST', `/calls/${callId}/recordings/${id}/answer`, { accept });
const stop = ({ agent, entryId, callId }: Call, id: string): Promise<Answer> =>
  agent.at(entryId, 'POST', `/calls/${callId}/recordings/${id}/stop`);
const send = (call: Call, id: string, n: number, raw: Uint8Array<ArrayBuffer>, last = false, by = call.agent) =>
  api.console(
    'PUT',
    `/api/v1/desk/entries/${call.entryId}/calls/${call.callId}/recordings/${id}/pieces/${n}?last=${last}`,
    {
      token: by.signed.token,
      raw,
      headers: { 'content-type': 'application/octet-stream' },
    },
  );

async function agreed(): Promise<{ call: Call; id: string }> {
  const call = await onCall();
  const id = await ask(call);
  fine(await says(call, id, true), 200);
  return { call, id };
}

/** At once, and not with the worker's next look. */
async function prepared(id: string, state: 'ready' | 'failed'): Promise<void> {
  await worker.get(RecordingWork).makePlayable(new AbortController().signal);
  await settled(async () => (await rowOf(id)).state === state);
}

/** The same, and the talk is over. */
async function recorded(): Promise<{ call: Call; id: string }> {
  const made = await recordedMeanwhile();
  await isOver(made.call);
  return made;
}

const isOver = async ({ agent, entryId }: Call): Promise<void> => {
  fine(await agent.call('POST', `/api/v1/queue-entries/${entryId}/finish`, {}), 200);
};

/** Recorded in two pieces, stopped and prepared, while the talk goes on. */
async function recordedMeanwhile(): Promise<{ call: Call; id: string }> {
  const { call, id } = await agreed();
  const half = Math.floor(film.length / 2);
  fine(await send(call, id, 1, film.slice(0, half)), 204);
  fine(await stop(call, id), 200);
  fine(await send(call, id, 2, film.slice(half), true), 204);
  await prepared(id, 'ready');
  return { call, id };
}

const folderOf = ({ visitor }: Call, id: string) =>
  path.join(api.config.storageDir, 'companies', shop.companyId, 'recordings', visitor.sessionId, id);
const rowOf = async (id: string) =>
  (await api.owner.query('select * from call_recordings where id = $1', [id])).rows[0];
const inRecord = async ({ visitor }: Call) => {
  const admin = await api.given.signedIn('company_admin', shop.companyId);
  const record = await api.console('GET', `/api/v1/sessions/${visitor.sessionId}`, { token: admin.token });
  return fine(record, 200).body.talks[0].calls[0].recordings;
};
const play = async (id: string, role: 'supervisor' | 'agent' = 'supervisor') => {
  const { token, userId } = await api.given.signedIn(role, shop.companyId);
  return { userId, answer: await api.console('POST', `/api/v1/recordings/${id}/play`, { token }) };
};
const bytesAt = (url: string, headers: Record<string, string> = {}) =>
  fetch(new URL(url, api.config.consoleOrigin), { headers });

describe('a recording of a call', () => {
  it('begins when the visitor agrees, and both sides know of it until either stops it', async () => {
    const call = await onCall();
    const id = await ask(call);
    expect(await ask(call)).toBe(id);
    const seen = async () => (await call.visitor.call('GET', '/conversation')).body.call.recording;
    expect(await seen()).toMatchObject({ id, state: 'asked' });
    expect((await send(call, id, 1, film)).body.code).toBe('recording.over');
    fine(await says(call, id, true), 200);
    expect(await seen()).toMatchObject({ id, state: 'live' });
    fine(await call.visitor.call('POST', `/calls/${call.callId}/recordings/${id}/stop`), 200);
    expect(await seen()).toBeNull();
    expect((await call.agent.at(call.entryId, 'GET', '')).body.call).toMatchObject({ state: 'live', recording: null });
    expect(await inRecord(call)).toEqual([expect.objectContaining({ id, state: 'stopped', endedBy: 'visitor' })]);
  });

  it('is none when the visitor says no: the call goes on, and the record says so', async () => {
    const call = await onCall();
    const id = await ask(call);
    fine(await says(call, id, false), 200);
    expect((await send(call, id, 1, film)).body.code).toBe('recording.over');
    expect((await says(call, id, true)).body.code).toBe('recording.over');
    expect((await call.agent.at(call.entryId, 'GET', '')).body.call.state).toBe('live');
    expect(await inRecord(call)).toEqual([
      expect.objectContaining({ state: 'declined', answeredAt: expect.any(String), seconds: null }),
    ]);
  });

  it('is prepared from its pieces, kept sealed, and played by a supervisor, who is written down', async () => {
    const { call, id } = await recorded();
    const dir = folderOf(call, id);
    const files = await readdir(dir);
    expect(files.every((name) => name.startsWith('film-'))).toBe(true);
    expect((await readFile(path.join(dir, 'film-0'))).includes('ftyp')).toBe(false);
    const { answer, userId } = await play(id);
    const { url, kind } = fine(answer, 200).body;
    expect(kind).toBe('video');
    const whole = new Uint8Array(await (await bytesAt(url)).arrayBuffer());
    expect(Buffer.from(whole.slice(4, 8)).toString()).toBe('ftyp');
    const some = await bytesAt(url, { range: 'bytes=100-199' });
    expect([some.status, some.headers.get('content-range')]).toEqual([206, `bytes 100-199/${whole.length}`]);
    expect(new Uint8Array(await some.arrayBuffer())).toEqual(whole.slice(100, 200));
    expect((await bytesAt(url, { range: `bytes=${whole.length}-` })).status).toBe(416);
    const [seen] = await inRecord(call);
    expect(seen).toMatchObject({ state: 'ready', askedBy: expect.any(String) });
    expect(seen.seconds).toBeGreaterThan(2.5);
    const { rows } = await api.owner.query(
      `select user_id from audit_log where action = 'recording.played' and target = $1`,
      [id],
    );
    expect(rows).toEqual([{ user_id: userId }]);
  });

  it('of a talk that goes on is played by nobody but who listens in, and by others once it is over', async () => {
    const { call, id } = await recordedMeanwhile();
    const { token } = await api.given.signedIn('supervisor', shop.companyId);
    const mine = (method: string, path: string, body?: object) =>
      api.console(method, `/api/v1${path}`, { token, body });
    const refused = await mine('POST', `/recordings/${id}/play`);
    expect([refused.status, refused.body.code]).toEqual([409, 'recording.withheld']);
    fine(await mine('PUT', `/desk/entries/${call.entryId}/supervision`, { mode: 'listening' }), 200);
    fine(await mine('POST', `/recordings/${id}/play`), 200);
    expect((await play(id)).answer.body.code).toBe('recording.withheld');
    await isOver(call);
    fine((await play(id)).answer, 200);
  });

  it('stays in the store as long as a row tells of it, and goes as an orphan when none does', async () => {
    const { call, id } = await recorded();
    const lost = folderOf(call, newId());
    await mkdir(lost);
    await writeFile(path.join(lost, 'piece-1'), 'x');
    const day = 24 * 3600_000;
    await api.app.get(Orphans).sweep(new AbortController().signal, Date.now() + day - 60_000);
    expect(await readdir(lost)).toEqual(['piece-1']);
    await api.app.get(Orphans).sweep(new AbortController().signal, Date.now() + day + 60_000);
    await expect(readdir(lost)).rejects.toThrow('ENOENT');
    expect((await readdir(folderOf(call, id))).length).toBeGreaterThan(0);
  });

  it('is not played by agents, by other companies, or with an address that was changed', async () => {
    const { id } = await recorded();
    expect((await play(id, 'agent')).answer.status).toBe(403);
    const stranger = await api.given.signedIn('supervisor', (await Workshop.of(api)).companyId);
    const foreign = await api.console('POST', `/api/v1/recordings/${id}/play`, { token: stranger.token });
    expect(foreign.status).toBe(404);
    const { url } = (await play(id)).answer.body as { url: string };
    expect((await bytesAt(`${url.slice(0, -4)}AAAA`)).status).toBe(404);
    const library = await api.given.signedIn('company_admin', shop.companyId);
    expect((await api.console('GET', '/api/v1/content', { token: library.token })).body.items).toEqual([]);
  });

  it('takes pieces in their order, each once, and from nobody but who asked', async () => {
    const { call, id } = await agreed();
    fine(await send(call, id, 1, film.slice(0, 9)), 204);
    fine(await send(call, id, 1, film.slice(0, 9)), 204);
    const gap = await send(call, id, 3, film.slice(9));
    expect([gap.status, gap.body.code, gap.body.next]).toEqual([409, 'recording.piece-gap', 2]);
    expect((await rowOf(id)).pieces).toBe(1);
    expect((await send(call, id, 2, film, false, await shop.agent())).status).toBe(404);
    expect((await send(call, newId(), 1, film)).status).toBe(404);
    const large = await send(call, id, 2, new Uint8Array(9 * 1024 ** 2));
    expect([large.status, large.body.code]).toEqual([413, 'recording.too-large']);
    expect((await says(call, id, 'yes')).status).toBe(400);
  });

  it('that is none says why', async () => {
    const { call, id } = await agreed();
    fine(await send(call, id, 1, new TextEncoder().encode('<script>no film</script>'), true), 204);
    fine(await stop(call, id), 200);
    await prepared(id, 'failed');
    expect((await inRecord(call))[0].reason).toEqual(expect.any(String));
    await isOver(call);
    const refused = (await play(id)).answer;
    expect([refused.status, refused.body.code]).toEqual([409, 'recording.not-ready']);
  });

  it('ends with the call, or when the agent’s page sends nothing any more, with what had come', async () => {
    const [hungUp, forsaken] = [await agreed(), await agreed()];
    fine(await send(forsaken.call, forsaken.id, 1, film), 204);
    fine(await hungUp.call.agent.at(hungUp.call.entryId, 'POST', `/calls/${hungUp.call.callId}/end`), 200);
    await api.owner.query(`update call_recordings set piece_at = now() - interval '61 s' where id = $1`, [forsaken.id]);
    await worker.get(RecordingEnds).endForsaken();
    for (const { id } of [hungUp, forsaken]) expect(await rowOf(id)).toMatchObject({ ended_by: 'end' });
    await api.owner.query(`update call_recordings set ended_at = now() - interval '121 s' where id = $1`, [
      forsaken.id,
    ]);
    await prepared(forsaken.id, 'ready');
  });

  it('is deleted after the days that its company chose, and with what its session forgets; the consent stays', async () => {
    const [old, erased, kept] = [await recorded(), await recorded(), await recorded()];
    expect((await set({ enabled: true, days: 0 })).status).toBe(400);
    fine(await set({ enabled: true, days: 2 }), 200);
    const { url } = (await play(erased.id)).answer.body as { url: string };
    await api.owner.query(`update call_recordings set ended_at = now() - interval '49 hours' where id = $1`, [old.id]);
    await api.owner.query(`update call_recordings set ended_at = now() - interval '47 hours' where id = $1`, [kept.id]);
    await api.owner.query(
      `update ivr_sessions set status = 'ended', ended_at = now() - interval '25 hours', erase_at = now() - interval '1 hour' where id = $1`,
      [erased.call.visitor.sessionId],
    );
    await worker.get(Erasure).sweep();
    await worker.get(Forgetting).sweep();
    for (const { call, id } of [old, erased]) {
      expect(await inRecord(call)).toEqual([
        expect.objectContaining({ id, state: 'gone', answeredAt: expect.any(String) }),
      ]);
      await expect(readdir(folderOf(call, id))).rejects.toThrow('ENOENT');
    }
    expect((await bytesAt(url)).status).toBe(404);
    expect(await inRecord(kept.call)).toEqual([expect.objectContaining({ state: 'ready' })]);
    fine(await set({ enabled: true, days: 30 }), 200);
  });

  it('is deleted when a supervisor says so, who is written down; others may not', async () => {
    const { call, id } = await recorded();
    const remove = async (role: 'supervisor' | 'agent', companyId = shop.companyId) => {
      const { token, userId } = await api.given.signedIn(role, companyId);
      return { userId, answer: await api.console('DELETE', `/api/v1/recordings/${id}`, { token }) };
    };
    expect((await remove('agent')).answer.status).toBe(403);
    expect((await remove('supervisor', await api.given.company())).answer.status).toBe(404);
    const { userId, answer } = await remove('supervisor');
    fine(answer, 204);
    await expect(readdir(folderOf(call, id))).rejects.toThrow('ENOENT');
    expect((await inRecord(call))[0].state).toBe('gone');
    expect((await play(id)).answer.body.code).toBe('recording.not-ready');
    const { rows } = await api.owner.query(
      `select user_id from audit_log where action = 'recording.deleted' and target = $1`,
      [id],
    );
    expect(rows).toEqual([{ user_id: userId }]);
  });

  it('is made nowhere unless the company has switched it on, and stops when it is switched off', async () => {
    const other = await Workshop.of(api);
    const talk = await other.talk();
    const callId = fine(await talk.agent.at(talk.entryId, 'POST', '/calls', { media: 'audio' }), 201).body.id;
    fine(await talk.visitor.call('POST', `/calls/${callId}/answer`, { accept: true }), 200);
    const call: Call = { ...talk, callId };
    const asked = () => talk.agent.at(talk.entryId, 'POST', `/calls/${callId}/recordings`);
    const settings = await talk.agent.call('GET', '/api/v1/recordings/settings');
    expect(settings.body).toEqual({ enabled: false, days: 30 });
    expect((await asked()).body.code).toBe('recording.off');
    expect((await talk.agent.call('PUT', '/api/v1/recordings/settings', { enabled: true, days: 30 })).status).toBe(403);
    fine(await set({ enabled: true, days: 7 }, other.companyId), 200);
    const { id, keptDays } = fine(await asked(), 201).body.recording;
    expect(keptDays).toBe(7);
    fine(await set({ enabled: false, days: 7 }, other.companyId), 200);
    expect((await says(call, id, true)).body.code).toBe('recording.off');
    fine(await set({ enabled: true, days: 7 }, other.companyId), 200);
    fine(await says(call, id, true), 200);
    fine(await set({ enabled: false, days: 7 }, other.companyId), 200);
    await worker.get(RecordingEnds).endForsaken();
    expect(await rowOf(id)).toMatchObject({ state: 'stopped', ended_by: 'end' });
    expect((await talk.visitor.call('GET', '/conversation')).body.call).toMatchObject({
      state: 'live',
      recording: null,
    });
  });

  it('counts in what its company may keep', async () => {
    const { call, id } = await agreed();
    const usage = async () => {
      const { token } = await api.given.signedIn('company_admin', shop.companyId);
      return fine(await api.console('GET', '/api/v1/content/usage', { token }), 200).body.usedBytes;
    };
    const before = await usage();
    fine(await send(call, id, 1, film), 204);
    expect(await usage()).toBe(before + film.length);
    await api.owner.query(`update companies set media_limits = $2 where id = $1`, [
      shop.companyId,
      JSON.stringify({ quotaBytes: before + film.length + 10 }),
    ]);
    expect((await send(call, id, 2, film)).body.code).toBe('content.quota');
    await api.owner.query(`update companies set media_limits = '{}' where id = $1`, [shop.companyId]);
  });
});
