import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
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

  write(name: string, text: string): Promise<void> {
    return writeFile(path.join(this.folder, name), text);
  }

  pathOf(name: string): string {
    return path.join(this.folder, name);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

export type Bytes = Uint8Array<ArrayBuffer>;

export function begin(api: Harness, who: Signed, bytes: number, filename = 'clip.mp4'): Promise<Answer> {
  return api.console('POST', UPLOADS, {
    token: who.token,
    headers: {
      ...TUS,
      'upload-length': String(bytes),
      'upload-metadata': `filename ${Buffer.from(filename).toString('base64')}`,
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
export async function upload(api: Harness, who: Signed, bytes: Bytes, filename = 'clip.mp4'): Promise<string> {
  const created = await begin(api, who, bytes.length, filename);
  const id = idOf(created);
  const sent = await send(api, who, id, 0, bytes);
  if (sent.status !== 204) throw new Error(`upload answered ${sent.status}: ${sent.text}`);
  return id;
}

export async function content(api: Harness, who: Signed, id: string): Promise<Answer['body']> {
  return (await api.console('GET', `/api/v1/content/${id}`, { token: who.token })).body;
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
