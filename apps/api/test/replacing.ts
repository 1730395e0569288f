import type { Definition, FlowNode } from '@calldocker/flow-engine';
import type { INestApplicationContext } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { MediaFiles, until, upload, type Bytes } from './content.helpers.js';
import { bootApi, type Answer, type Harness, type Signed } from './harness.js';
import { flowOf } from './published-flow.js';

/** A server with a worker, and films to put in one another's place. */
export class Replacing {
  private constructor(
    readonly api: Harness,
    readonly files: MediaFiles,
    readonly editor: Signed,
    readonly films: { first: Bytes; second: Bytes },
    private readonly worker: INestApplicationContext,
  ) {}

  static async open(): Promise<Replacing> {
    const api = await bootApi();
    const files = await MediaFiles.in(api);
    const worker = await api.startWorker();
    const editor = await api.given.signedIn('editor');
    const first = await files.film('first.mp4', { seconds: 1, size: '320x240' });
    const second = await files.film('second.mp4', { seconds: 2, size: '426x240' });
    return new Replacing(api, files, editor, { first, second }, worker);
  }

  call(method: 'DELETE' | 'GET' | 'POST' | 'PUT', tail: string, body?: object): Promise<Answer> {
    return this.api.console(method, `/api/v1/content${tail}`, { token: this.editor.token, ...(body && { body }) });
  }

  /** Uploads the first film and waits until it is ready. */
  async ready(): Promise<string> {
    const id = await upload(this.api, this.editor, this.films.first, 'Welcome.mp4');
    expect((await until(this.api, this.editor, id)).status).toBe('ready');
    return id;
  }

  /** Sends another recording for a piece, and waits for what comes of it. */
  async replace(id: string): Promise<Answer['body']> {
    await upload(this.api, this.editor, this.films.second, 'other.mp4', { replaces: id });
    return until(this.api, this.editor, id);
  }

  async close(): Promise<void> {
    await this.worker.close();
    await this.files.remove();
    await this.api.close();
  }
}

export const sha = (bytes: Bytes): string => createHash('sha256').update(bytes).digest('hex');

export const video = (contentId: string, next: string): FlowNode => ({
  ...{ kind: 'video', name: 'Video', media: { en: { contentId } }, skippable: true },
  exits: { next, failed: 'bye' },
});

export const showing = (contentId: string): Definition =>
  flowOf({
    hello: video(contentId, 'bye'),
    bye: { kind: 'end', name: 'Goodbye', outcome: 'served', text: { en: 'Goodbye' }, exits: {} },
  });
