import { createHash, randomBytes } from 'node:crypto';
import { readdir, readlink, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { ContentAudit } from '../src/content/lifecycle/audit.js';
import { OldRevisions } from '../src/content/lifecycle/old-revisions.js';
import { Orphans } from '../src/content/lifecycle/orphans.js';
import { Retention } from '../src/content/lifecycle/retention.js';
import { newId } from '../src/platform/ids.js';
import { Storage } from '../src/platform/storage/storage.js';
import { begin, content, idOf } from './content.helpers.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';
import { flowOf, PublishedFlow } from './published-flow.js';

let api: Harness;
let storage: Storage;
let admin: Signed;
const never = new AbortController().signal;

beforeAll(async () => {
  api = await bootApi();
  storage = api.app.get(Storage);
  admin = await api.given.signedIn('company_admin');
});
afterAll(() => api.close());

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const PLAYLIST = '#EXTM3U\n#EXTINF:4,\n00000.ts\n#EXTINF:4,\n00001.ts\n';
/** A file that begins as an MP4 does. */
const film = (bytes = 1000): Buffer =>
  Buffer.concat([Buffer.from('\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41', 'latin1'), randomBytes(bytes)]);

interface Piece {
  id: string;
  source: Buffer;
  fileOf(name: string): string;
}

/** A piece with a finished revision, its rows and its files. */
async function given(name = 'Clip', source = film(), companyId = admin.companyId): Promise<Piece> {
  const id = newId();
  const key = (file: string): string => `companies/${companyId}/content/${id}/${file}`;
  await api.db.inCompany(companyId, (em) =>
    em.query(
      `insert into ivr_content (id, name, status, kind, revision, source, bytes, checksum, upload_id)
       values ($1, $2, 'ready', 'video', 0, $3, $4, $5, $1)`,
      [id, name, `sources/${id}`, source.length, sha(source)],
    ),
  );
  await storage.put(key(`sources/${id}`), source);
  await addRevision(companyId, id, 1);
  return { id, source, fileOf: (file) => path.join(api.config.storageDir, key(file)) };
}

/** Makes what was uploaded last what visitors get. */
async function addRevision(companyId: string, id: string, revision: number, source?: string): Promise<void> {
  await api.db.inCompany(companyId, async (em) => {
    await em.query(
      `update ivr_content set revision = $2, ready_revision = $2, source = coalesce($3, source) where id = $1`,
      [...[id, revision, source]],
    );
    await em.query(
      `insert into ivr_content_revisions (content_id, revision, kind, bytes, stored_bytes, checksum, source)
       select id, $2, 'video', bytes, 30, checksum, source from ivr_content where id = $1`,
      [id, revision],
    );
    await em.query(
      `insert into ivr_renditions (content_id, revision, name, path, bytes) values
         ($1, $2, '480p', '480p/index.m3u8', 20), ($1, $2, 'poster', 'poster.jpg', 10)`,
      [id, revision],
    );
  });
  const folder = `companies/${companyId}/content/${id}/${revision}`;
  await storage.put(`${folder}/480p/index.m3u8`, Buffer.from(PLAYLIST));
  for (const name of ['480p/00000.ts', '480p/00001.ts', 'poster.jpg'])
    await storage.put(`${folder}/${name}`, Buffer.from('ten bytes!'));
}

const filesOf = async (prefix: string): Promise<string[]> => {
  const keys: string[] = [];
  for await (const { key } of storage.list(prefix)) keys.push(key.slice(prefix.length + 1));
  return keys.sort();
};
const folderOf = (id: string): string => `companies/${admin.companyId}/content/${id}`;
const get = (tail: string, who = admin): Promise<Answer> =>
  api.console('GET', `/api/v1/content${tail}`, { token: who.token });
const age = async (file: string, hours: number): Promise<void> => {
  const then = new Date(Date.now() - hours * 3600_000);
  await utimes(file, then, then);
};

describe('what was archived', () => {
  const archive = (id: string, days: number): Promise<unknown> =>
    api.owner.query(`update ivr_content set archived_at = now() - make_interval(days => $2) where id = $1`, [id, days]);

  it('stays for ever, unless the company says for how long; and what a flow shows stays all the same', async () => {
    const [old, shown, recent] = [await given(), await given(), await given()];
    await archive(old.id, 31);
    await archive(recent.id, 29);
    await archive(shown.id, 31);
    await PublishedFlow.of(
      api,
      admin,
      'Shows it',
      flowOf({
        hello: {
          ...{ kind: 'video', name: 'Hello', media: { en: { contentId: shown.id } }, skippable: true },
          exits: { next: 'bye', failed: 'bye' },
        },
        bye: { kind: 'end', name: 'Goodbye', outcome: 'served', text: { en: 'Goodbye' }, exits: {} },
      }),
    );
    const sweep = (): Promise<void> => api.app.get(Retention).sweep();
    await sweep();
    expect((await content(api, admin, old.id)).status).toBe('ready');

    const global = await api.given.signedIn('global_admin', admin.companyId);
    const set = await api.console('PUT', `/api/v1/companies/${admin.companyId}/media-limits`, {
      ...{ token: global.token, body: { archivedDays: 30 } },
    });
    expect(set.body.own).toEqual({ archivedDays: 30 });
    await sweep();
    expect((await content(api, admin, old.id)).code).toBe('not-found');
    expect(await filesOf(folderOf(old.id))).toEqual([]);
    for (const { id } of [shown, recent]) expect((await content(api, admin, id)).status).toBe('ready');
    await api.owner.query(`update companies set media_limits = '{}'`);
  });

  it('stays when somebody brings it back at that very moment', async () => {
    const { id } = await given();
    await archive(id, 31);
    await api.owner.query(`update companies set media_limits = '{"archivedDays": 30}'`);
    await api.owner.query('begin');
    await api.owner.query('update ivr_content set archived_at = null where id = $1', [id]);
    const sweeping = api.app.get(Retention).sweep();
    const waits = `select 1 from pg_locks where not granted and locktype = 'transactionid'`;
    while ((await api.owner.query(waits)).rows.length === 0) await setImmediate();
    await api.owner.query('commit');
    await sweeping;
    expect((await content(api, admin, id)).status).toBe('ready');
    await api.owner.query(`update companies set media_limits = '{}'`);
  });
});

describe('a recording that was replaced', () => {
  const sweep = (): Promise<void> => api.app.get(OldRevisions).sweep();
  const later = (id: string): Promise<unknown> =>
    api.owner.query(
      `update ivr_content_revisions set unserved_at = unserved_at - interval '31 days' where content_id = $1`,
      [id],
    );

  it('is removed after its time with all that belongs to it, and not before', async () => {
    const { id, source } = await given();
    await storage.put(`${folderOf(id)}/sources/second`, source);
    await addRevision(admin.companyId, id, 2, 'sources/second');
    await sweep();
    expect(await filesOf(folderOf(id))).toHaveLength(10);
    await later(id);
    await sweep();
    expect(await filesOf(folderOf(id))).toEqual([
      ...['2/480p/00000.ts', '2/480p/00001.ts', '2/480p/index.m3u8', '2/poster.jpg', 'sources/second'],
    ]);
    expect((await get(`/${id}/revisions`)).body.items).toMatchObject([{ revision: 2, served: true }]);
    const { rows } = await api.owner.query(`select distinct revision from ivr_renditions where content_id = $1`, [id]);
    expect(rows).toEqual([{ revision: 2 }]);
  });

  it('stays while a version of a flow pins it, and its upload while another recording is made of it', async () => {
    const [pinned, shared] = [await given(), await given()];
    await addRevision(admin.companyId, pinned.id, 2);
    await addRevision(admin.companyId, shared.id, 2);
    await api.owner.query(
      `insert into ivr_version_media (company_id, version_id, content_id, revision)
       select company_id, id, $1, 1 from ivr_flow_versions where company_id = $2 limit 1`,
      [pinned.id, admin.companyId],
    );
    await later(pinned.id);
    await later(shared.id);
    await sweep();
    expect(await filesOf(folderOf(pinned.id))).toHaveLength(9);
    expect(await filesOf(folderOf(shared.id))).toEqual([
      ...['2/480p/00000.ts', '2/480p/00001.ts', '2/480p/index.m3u8', '2/poster.jpg', `sources/${shared.id}`],
    ]);
  });

  it('begins its time anew when it is shown again', async () => {
    const { id } = await given();
    await addRevision(admin.companyId, id, 2);
    await later(id);
    const restored = await api.console('POST', `/api/v1/content/${id}/revisions/1/restore`, { token: admin.token });
    expect(restored.status).toBe(200);
    await sweep();
    expect((await get(`/${id}/revisions`)).body.items).toHaveLength(2);
  });
});

describe('orphans', () => {
  const sweep = (): Promise<void> => api.app.get(Orphans).sweep(never);

  it('are removed a day after they came: pieces, revisions, uploaded files and parts of files without a row', async () => {
    const piece = await given();
    const stranger = newId();
    const mine = ['7/poster.jpg', 'sources/other', '1/poster.jpg.0199.partial'];
    const orphans = [...mine.map((name) => `${folderOf(piece.id)}/${name}`), `${folderOf(stranger)}/1/poster.jpg`];
    for (const key of orphans) await storage.put(key, Buffer.from('x'));
    await sweep();
    for (const key of orphans) expect(await storage.size(key)).toBe(1);
    for (const key of orphans) await age(path.join(api.config.storageDir, key), 25);
    await sweep();
    for (const key of orphans) expect(await storage.size(key)).toBeUndefined();
    expect(await filesOf(folderOf(piece.id))).toHaveLength(5);
    expect(await filesOf(folderOf(stranger))).toEqual([]);
  });

  it('are not what a claim writes, nor what has a row, be it ever so old', async () => {
    const piece = await given();
    await api.owner.query(
      `update ivr_content set status = 'transcoding', revision = 2, claim = gen_random_uuid(), claimed_at = now() where id = $1`,
      [piece.id],
    );
    await storage.put(`${folderOf(piece.id)}/2/poster.jpg`, Buffer.from('x'));
    for (const name of await filesOf(folderOf(piece.id))) await age(piece.fileOf(name), 1000);
    await sweep();
    expect(await filesOf(folderOf(piece.id))).toHaveLength(6);
  });

  it('are files of chats too that no message names, and what has no place in the house is left alone', async () => {
    const [session, file] = [newId(), newId()];
    const lost = `companies/${admin.companyId}/desk/${session}/${file}`;
    const strange = `companies/${admin.companyId}/elsewhere/${session}/${file}`;
    for (const key of [lost, strange]) {
      await storage.put(key, Buffer.from('x'));
      await age(path.join(api.config.storageDir, key), 25);
    }
    await sweep();
    expect([await storage.size(lost), await storage.size(strange)]).toEqual([undefined, 1]);
    await storage.remove(strange);
  });

  it('are uploads that no row goes on with', async () => {
    const going = idOf(await begin(api, admin, 1000));
    const lost = idOf(await begin(api, admin, 1000));
    await api.owner.query(`delete from ivr_content where id = $1`, [lost]);
    for (const id of [going, lost])
      for (const ending of ['', '.json']) await age(path.join(api.config.storageDir, 'uploads', id + ending), 25);
    await sweep();
    expect(await filesOf('uploads')).toEqual([going, `${going}.json`]);
  });
});

describe('the audit', () => {
  const sweep = (): Promise<void> => api.app.get(ContentAudit).sweep(never);

  it('finds nothing where the store is as its rows say', async () => {
    const who = await api.given.signedIn('editor');
    await given('Clip', film(), who.companyId);
    expect((await get('/audit', who)).body).toEqual({ pieces: 1, checked: 0, oldestCheckAt: null, findings: [] });
    await sweep();
    expect((await get('/audit', who)).body).toEqual({
      ...{ pieces: 1, checked: 1, oldestCheckAt: expect.any(String), findings: [] },
    });
  });

  it('tells of files that are gone, cut short or changed, to their company and the metrics, until they are right', async () => {
    const who = await api.given.signedIn('editor');
    const [gone, cut, changed, whole] = await Promise.all(
      ['Gone', 'Cut', 'Changed', 'Whole'].map((name) => given(name, film(), who.companyId)),
    );
    if (!gone || !cut || !changed || !whole) throw new Error('four pieces');
    await rm(gone.fileOf('1/480p/00001.ts'));
    await writeFile(cut.fileOf('1/poster.jpg'), 'short');
    const altered = Buffer.from(changed.source);
    altered[500] = (altered[500] ?? 0) ^ 1;
    await writeFile(changed.fileOf(`sources/${changed.id}`), altered);
    await sweep();
    const findings = async (): Promise<unknown[]> =>
      (await get('/audit', who)).body.findings
        .map(({ name, file, code }: Record<string, string>) => [name, file, code])
        .sort();
    expect(await findings()).toEqual([
      ['Changed', `sources/${changed.id}`, 'checksum'],
      ['Cut', '1/poster.jpg', 'size'],
      ['Gone', '1/480p/index.m3u8', 'missing'],
    ]);
    expect((await get('/audit')).body.findings).toEqual([]);
    const metrics = (await api.console('GET', '/metrics')).text;
    for (const code of ['missing', 'size', 'checksum'])
      expect(metrics).toContain(`calldocker_content_findings{code="${code}"} 1`);

    await writeFile(cut.fileOf('1/poster.jpg'), 'ten bytes!');
    await sweep();
    expect(await findings()).toHaveLength(3);
    await api.owner.query(`update ivr_content set audited_at = now() - interval '8 days'`);
    await sweep();
    expect(await findings()).toHaveLength(2);
  });
});

describe('the export', () => {
  /** Files of a zip that was not compressed, by its directory. */
  function unzip(zip: Buffer): Map<string, Buffer> {
    const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
    const files = new Map<string, Buffer>();
    for (let at = zip.readUInt32LE(end + 16), left = zip.readUInt16LE(end + 10); left > 0; left--) {
      const [size, nameBytes] = [zip.readUInt32LE(at + 24), zip.readUInt16LE(at + 28)];
      const start = zip.readUInt32LE(at + 42) + 30 + nameBytes;
      files.set(zip.toString('utf8', at + 46, at + 46 + nameBytes), zip.subarray(start, start + size));
      at += 46 + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    }
    return files;
  }
  const download = (who: Signed): Promise<Response> =>
    fetch(`${api.config.consoleOrigin}/api/v1/content/export`, { headers: { authorization: `Bearer ${who.token}` } });

  it('has the uploaded files and captions of the company, and says what they are', async () => {
    const who = await api.given.signedIn('company_admin');
    const clip = await given('../a: "clip"?\u202e', film(), who.companyId);
    const lost = await given('Lost', film(), who.companyId);
    await rm(lost.fileOf(`sources/${lost.id}`));
    await api.db.inCompany(who.companyId, async (em) => {
      await em.query(`update ivr_content set tags = '{spring}', language = 'nl' where id = $1`, [clip.id]);
      await em.query(
        `insert into ivr_captions (content_id, revision, language, label, vtt) values ($1, 1, 'en', 'English', 'WEBVTT')`,
        [clip.id],
      );
    });
    const answer = await download(who);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
    const files = unzip(Buffer.from(await answer.arrayBuffer()));
    expect([...files.keys()]).toEqual([
      ...[`content/${clip.id}/a clip.mp4`, `content/${clip.id}/captions/en.vtt`, 'manifest.json'],
    ]);
    expect(sha(files.get(`content/${clip.id}/a clip.mp4`) ?? Buffer.of())).toBe(sha(clip.source));
    const manifest = JSON.parse(files.get('manifest.json')?.toString() ?? '');
    expect(manifest.pieces).toMatchObject([
      {
        ...{ id: clip.id, tags: ['spring'], language: 'nl', kind: 'video', sha256: sha(clip.source) },
        ...{ file: `content/${clip.id}/a clip.mp4`, captions: [{ language: 'en' }] },
      },
      { id: lost.id, name: 'Lost', file: null },
    ]);
    const { rows } = await api.owner.query(`select user_id from audit_log where action = 'content.exported'`);
    expect(rows).toEqual([{ user_id: who.userId }]);
  });

  it('is for admins', async () => {
    const editor = await api.given.signedIn('editor', admin.companyId);
    expect((await get('/export', editor)).body.code).toBe('auth.scope');
  });

  it('has one file open at a time, and lets go of what a broken download leaves', async () => {
    const who = await api.given.signedIn('company_admin');
    for (let i = 0; i < 3; i++) await given(`Film ${i}`, film(16 * 1024 ** 2), who.companyId);
    const answer = await download(who);
    const reader = answer.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    const held = async (): Promise<number> => {
      const links = await Promise.all(
        (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
      );
      return links.filter((link) => link.includes(who.companyId)).length;
    };
    expect(await held()).toBeLessThanOrEqual(1);
    for (const end = Date.now() + 5_000; (await held()) > 0 && Date.now() < end;) await setImmediate();
    expect(await held()).toBe(0);
  });
});
