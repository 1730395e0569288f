import { Injectable } from '@nestjs/common';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CompanyCaller } from '../auth/access.js';
import { Config } from '../platform/config.js';
import { Db, rows } from '../platform/db.js';
import { isId, newId } from '../platform/ids.js';
import { log } from '../platform/log.js';
import { Problem } from '../platform/problem.js';
import { Storage } from '../platform/storage.js';
import { Content, sourceOf } from './content.entity.js';
import { Signals } from './signals.js';
import { MediaFault, sniff, type Media, type Reason } from './sniff.js';

export const UPLOADS_PATH = '/api/v1/content/uploads';

type Hook<Name extends 'onUploadCreate' | 'onUploadFinish'> = NonNullable<Server['options'][Name]>;
type HookRequest = Parameters<Hook<'onUploadCreate'>>[0];
type Upload = Parameters<Hook<'onUploadCreate'>>[1];

interface Sender {
  caller: CompanyCaller;
  requestId: string;
  /** The upload that `find` let the caller to; undefined while it is being made. */
  id: string | undefined;
}

/**
 * Resumable uploads by tus 1.0. The upload's id is the content's id; a row stands from its creation on, so that another
 * company's upload is as absent as one that never was. Bytes lie in `uploads/` and outlive a restart.
 */
@Injectable()
export class Uploads {
  private readonly directory: string;
  private readonly store: FileStore;
  private readonly tus: Server;
  private readonly senders = new WeakMap<IncomingMessage, Sender>();

  constructor(
    private readonly config: Config,
    private readonly db: Db,
    private readonly storage: Storage,
    private readonly signals: Signals,
  ) {
    this.directory = path.join(config.storageDir, 'uploads');
    this.store = new FileStore({ directory: this.directory });
    // The size is said at the start: limits and progress need it.
    this.store.extensions = ['creation', 'creation-with-upload', 'termination'];
    this.tus = new ProblemTus({
      path: UPLOADS_PATH,
      datastore: this.store,
      relativeLocation: true,
      maxSize: config.uploadLimitBytes,
      allowedOrigins: [config.consoleOrigin],
      exposedHeaders: ['X-Content-Id'],
      namingFunction: () => newId(),
      // Not what tus reads in the address: it takes what follows the last slash, even of a query.
      getFileIdFromRequest: (request) => this.senderOf(request).id,
      onUploadCreate: (request, upload) => this.create(this.senderOf(request), upload),
      onUploadFinish: (request, upload) => this.finish(this.senderOf(request), upload),
      onResponseError: (request, error) => this.describe(error, this.senderOf(request).requestId),
    });
  }

  /** Lets tus answer on the raw connection, with the headers that the house has already set. */
  async handle(request: FastifyRequest, reply: FastifyReply, caller: CompanyCaller, id?: string): Promise<void> {
    this.senders.set(request.raw, { caller, requestId: String(request.id), id });
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value);
    await this.tus.handle(request.raw, reply.raw);
  }

  /** The content of an upload address; a refusal when it is not the caller's. */
  async find(caller: CompanyCaller, id: string): Promise<Content> {
    const content = isId(id) ? await this.db.inCompany(caller.companyId, (em) => em.findOneBy(Content, { id })) : null;
    if (!content) throw new Problem('not-found');
    return content;
  }

  /** Takes up an upload whose last byte came but whose end we missed (a crash in between). False: bytes are missing. */
  async settle(companyId: string, id: string): Promise<boolean> {
    const size = (await this.storage.size(sourceOf(companyId, id))) ?? (await this.completeSize(id));
    if (size === undefined) return false;
    await this.accept(companyId, id);
    return true;
  }

  /** When the last byte of an unfinished upload came, or undefined when nothing of it is there. */
  async lastByteAt(id: string): Promise<Date | undefined> {
    return (await stat(this.fileOf(id)).catch(() => undefined))?.mtime;
  }

  /** Removes what an upload left in its folder. */
  async discard(id: string): Promise<void> {
    await rm(this.fileOf(id), { force: true });
    await rm(`${this.fileOf(id)}.json`, { force: true });
  }

  private fileOf(id: string): string {
    return path.join(this.directory, id);
  }

  private senderOf(request: HookRequest): Sender {
    const raw = request.runtime?.node?.req;
    const sender = raw && this.senders.get(raw as IncomingMessage);
    if (!sender) throw new Problem('auth.missing');
    return sender;
  }

  private async create({ caller }: Sender, upload: Upload): Promise<{ metadata?: Upload['metadata'] }> {
    if (!upload.size) throw new Problem('content.empty');
    const { id, size } = upload;
    const name = nameOf(upload.metadata?.['filename']);
    const row = {
      id,
      name,
      status: 'uploading',
      progress: 0,
      bytes: size,
      revision: 0,
      createdBy: caller.userId,
    } as const;
    await this.db.inCompany(caller.companyId, async (em, after) => {
      await em.insert(Content, row);
      after(() => this.signals.ring({ ...row, companyId: caller.companyId, reasonCode: null, reason: null }));
    });
    return {};
  }

  private async finish({ caller }: Sender, upload: Upload): Promise<{ headers: Record<string, string> }> {
    await this.accept(caller.companyId, upload.id);
    return { headers: { 'X-Content-Id': upload.id } };
  }

  /** Every byte is here: what is it? Done again, it finds the row moved on and changes nothing. */
  private async accept(companyId: string, id: string): Promise<void> {
    const key = sourceOf(companyId, id);
    await this.moveIn(id, key);
    const dir = await mkdtemp(path.join(tmpdir(), 'calldocker-look-'));
    const seen = await this.look(await this.storage.localCopy(key, dir)).finally(() => rm(dir, { recursive: true }));
    const reason = 'code' in seen ? seen : null;
    const media = 'code' in seen ? null : seen;
    const status = reason ? 'failed' : 'uploaded';
    const known = await this.db.inCompany(companyId, async (em, after) => {
      const [changed] = await rows<{ revision: number }>(
        em,
        `update ivr_content set status = $2, kind = $3, duration_seconds = $4, width = $5, height = $6, reason_code = $7,
           reason = $8, updated_at = now()
         where id = $1 and status = 'uploading' returning revision`,
        [
          ...[id, status, media?.kind ?? null, media?.durationSeconds ?? null],
          ...[media?.video?.width ?? null, media?.video?.height ?? null, reason?.code ?? null, reason?.message ?? null],
        ],
      );
      if (!changed) return em.existsBy(Content, { id });
      if (media) after(() => this.signals.wake(id, changed.revision));
      after(() =>
        this.signals.ring({
          companyId,
          id,
          status,
          progress: 0,
          reasonCode: reason?.code ?? null,
          reason: reason?.message ?? null,
        }),
      );
      return true;
    });
    await this.discard(id);
    if (known) return;
    // Deleted while its last bytes were on their way.
    await this.storage.remove(key);
    throw new Problem('not-found');
  }

  private async moveIn(id: string, key: string): Promise<void> {
    const isIn = async (): Promise<boolean> => (await this.storage.size(key)) !== undefined;
    if (await isIn()) return;
    try {
      await this.storage.putFile(key, this.fileOf(id));
    } catch (error) {
      // ENOENT: another request for the same upload moved it a moment ago.
      if (!(await isIn())) throw error;
    }
  }

  private async look(file: string): Promise<Media | Reason> {
    try {
      return await sniff(file, this.config.ffprobePath);
    } catch (error) {
      if (error instanceof MediaFault) return error.reason;
      throw error;
    }
  }

  private async completeSize(id: string): Promise<number | undefined> {
    // Rejects when there is no such upload, or when its file was moved: then nothing is complete here.
    const upload = await this.store.getUpload(id).catch(() => undefined);
    return upload && upload.offset === upload.size ? upload.size : undefined;
  }

  private describe(error: unknown, requestId: string): { status_code: number; body: string } {
    const problem = this.problemOf(error);
    if (problem.status >= 500) log.error({ requestId, err: error }, 'upload failed');
    return { status_code: problem.status, body: JSON.stringify(problem.details(requestId)) };
  }

  private problemOf(error: unknown): Problem {
    if (error instanceof Problem) return error;
    const status = error !== null && typeof error === 'object' && 'status_code' in error ? error.status_code : 500;
    if (status === 413) return new Problem('content.too-large', { limitBytes: this.config.uploadLimitBytes });
    if (status === 404 || status === 410) return new Problem('not-found');
    if (status === 409) return new Problem('content.upload-offset');
    return new Problem(status === 500 ? 'server.fault' : 'content.upload');
  }
}

/** tus answers its errors as text; ours are problem details, those that never reach `onResponseError` included. */
class ProblemTus extends Server {
  override write(...[context, headers, status, body]: Parameters<Server['write']>): ReturnType<Server['write']> {
    if (status < 400) return super.write(context, headers, status, body);
    headers.set('Content-Type', 'application/problem+json; charset=utf-8');
    headers.set('Cache-Control', 'no-store');
    if (body?.startsWith('{')) return super.write(context, headers, status, body);
    const problem = new Problem('content.upload', body ? { detail: `${body.trim()}.` } : {});
    return super.write(context, headers, problem.status, JSON.stringify(problem.details()));
  }
}

/** A name to begin with, from the file's: the last part of a path, without its ending or anything that does not print. */
export function nameOf(filename: string | null | undefined): string {
  const last = (filename ?? '').split(/[\\/]/).at(-1) ?? '';
  const printable = last
    .replace(/\p{C}/gu, '')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .trim();
  return [...printable].slice(0, 200).join('').trim() || 'Untitled';
}
