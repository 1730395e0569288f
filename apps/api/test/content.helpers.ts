import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { newId } from '../src/platform/ids.js';
import type { Answer, Harness, Signed } from './harness.js';

const UPLOADS = '/api/v1/content/uploads';
const TUS = { 'tus-resumable': '1.0.0' };

/** Files made by ffmpeg for a test file, gone with it. */
export class MediaFiles {
  private constructor(
    private readonly ffmpeg: string,
    readonly folder: string,
  ) {}

  static async in(api: Harness): Promise<MediaFiles> {
    return new MediaFiles(api.config.ffmpegPath, await mkdtemp(path.join(tmpdir(), 'calldocker-media-')));
  }

  /** Runs ffmpeg with `args` and reads what it made. */
  async make(name: string, args: string[]): Promise<Bytes> {
    const file = path.join(this.folder, name);
    await promisify(execFile)(this.ffmpeg, ['-v', 'error', '-y', ...args, file]);
    return new Uint8Array(await readFile(file));
  }

  /** A film with a tone: test picture, H.264 and AAC. */
  film(name: string, { seconds = 3, size = '640x360', output = [] as string[] } = {}): Promise<Bytes> {
    return this.make(name, [
      ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=30:duration=${seconds}`],
      ...['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`, '-af', 'volume=0.1'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', ...output],
    ]);
  }

  /** Decodes an address whole, as a player would, and tells its length and size; rejects when anything is wrong with it. */
  async play(url: string, tracks: string[] = []): Promise<{ seconds: number; size: string | undefined }> {
    const { stderr } = await promisify(execFile)(this.ffmpeg, [
      ...['-v', 'info', '-xerror', '-protocol_whitelist', 'http,tcp', '-i', url, ...tracks, '-f', 'null', '-'],
    ]);
    const [, m, s] = [...stderr.matchAll(/time=\d+:(\d+):([\d.]+)/g)].at(-1) ?? [];
    return { seconds: Number(m) * 60 + Number(s), size: /Video: .*?, (\d{2,}x\d{2,})/.exec(stderr)?.[1] };
  }

  write(name: string, content: string | Uint8Array): Promise<void> {
    return writeFile(path.join(this.folder, name), content);
  }

  pathOf(name: string): string {
    return path.join(this.folder, name);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

export type Bytes = Uint8Array<ArrayBuffer>;

export function begin(
  api: Harness,
  who: Signed,
  bytes: number,
  filename = 'clip.mp4',
  more: Record<string, string> = {},
): Promise<Answer> {
  const metadata = Object.entries({ filename, ...more });
  return api.console('POST', UPLOADS, {
    token: who.token,
    headers: {
      ...TUS,
      'upload-length': String(bytes),
      'upload-metadata': metadata.map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(','),
    },
  });
}

export function send(api: Harness, who: Signed, id: string, offset: number, bytes: Bytes): Promise<Answer> {
  return api.console('PATCH', `${UPLOADS}/${id}`, {
    token: who.token,
    raw: bytes,
    headers: { ...TUS, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
  });
}

export function ask(api: Harness, who: Signed, id: string): Promise<Answer> {
  return api.console('HEAD', `${UPLOADS}/${id}`, { token: who.token, headers: TUS });
}

export const idOf = (created: Answer): string => created.headers.get('location')?.split('/').at(-1) ?? '';

/** Uploads a file whole and returns its content's id. */
export async function upload(
  api: Harness,
  who: Signed,
  bytes: Bytes,
  filename = 'clip.mp4',
  more: Record<string, string> = {},
): Promise<string> {
  const created = await begin(api, who, bytes.length, filename, more);
  const sent = await send(api, who, idOf(created), 0, bytes);
  if (sent.status !== 204) throw new Error(`upload answered ${sent.status}: ${sent.text}`);
  return sent.headers.get('x-content-id') ?? '';
}

export async function content(api: Harness, who: Signed, id: string): Promise<Answer['body']> {
  return (await api.console('GET', `/api/v1/content/${id}`, { token: who.token })).body;
}

export async function contentRow(api: Harness, id: string): Promise<Answer['body']> {
  return (await api.owner.query('select * from ivr_content where id = $1', [id])).rows[0];
}

/** Waits until the piece has one of the states. */
export async function until(
  api: Harness,
  who: Signed,
  id: string,
  states: string[] = ['ready', 'failed'],
  seconds = 90,
): Promise<Answer['body']> {
  for (const end = Date.now() + seconds * 1000; ;) {
    const now = await content(api, who, id);
    if (states.includes(now.status)) return now;
    if (Date.now() > end) throw new Error(`still ${now.status} (${now.progress}) after ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

interface Given {
  id?: string;
  name?: string;
  kind?: string;
  status?: string;
  tags?: string[];
  language?: string | null;
  revision?: number;
  seconds?: number;
}

/** A piece as its rows tell of it, without files. */
export async function givenPiece(api: Harness, companyId: string, piece: Given = {}): Promise<string> {
  const { id = newId(), name = 'Clip', kind = 'video', status = 'ready', revision = 1, seconds = 16.5 } = piece;
  await api.db.inCompany(companyId, async (em) => {
    await em.query(
      `insert into ivr_content (id, name, status, kind, revision, ready_revision, duration_seconds, width, height, tags, language)
       values ($1, $2, $3, $4, $5, case when $3 = 'ready' then $5::int end, $6, 1280, 720, $7, $8)`,
      [id, name, status, kind, revision, seconds, piece.tags ?? [], piece.language ?? null],
    );
    if (status !== 'ready') return;
    await em.query(
      `insert into ivr_content_revisions
         (content_id, revision, kind, bytes, stored_bytes, source, duration_seconds, width, height)
       values ($1, $2, $3, 1000, 500, 'source', $4, 1280, 720)`,
      [id, revision, kind, seconds],
    );
    await em.query(
      `insert into ivr_renditions (content_id, revision, name, path) values
         ($1, $2, 'hls', 'master.m3u8'), ($1, $2, 'poster', 'poster.jpg'), ($1, $2, 'audio', 'audio.m4a')`,
      [id, revision],
    );
  });
  return id;
}
