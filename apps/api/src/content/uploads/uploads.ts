import { Injectable } from '@nestjs/common';
import { Server } from '@tus/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { CompanyCaller } from '../../auth/access.js';
import { Config } from '../../platform/config.js';
import { Db, rows } from '../../platform/db.js';
import { isId, newId } from '../../platform/ids.js';
import { log } from '../../platform/log.js';
import { Problem } from '../../platform/problem.js';
import { isFull, Storage } from '../../platform/storage.js';
import { checkLanguage } from '../captions/captions.js';
import { changed } from '../preparing/claims.js';
import { Content, sourceName, sourceOf, Speech, type Spoken } from '../content.entity.js';
import { Limits } from '../company-limits.js';
import { DiskUploads } from './disk-uploads.js';
import { showRevision } from '../revision.service.js';
import { S3Uploads } from './s3-uploads.js';
import { Signals } from '../signals.js';
import { promising, readChecksum } from './upload-checksum.js';
import { uploadKey, type UploadStore } from './upload-store.js';
import { MediaFault, type Reason } from '../../media/fault.js';
import { HEAD_BYTES, magic } from '../../media/magic.js';

export const UPLOADS_PATH = '/api/v1/content/uploads';

type Hook<Name extends 'onUploadCreate' | 'onUploadFinish'> = NonNullable<Server['options'][Name]>;
type HookRequest = Parameters<Hook<'onUploadCreate'>>[0];
type Upload = Parameters<Hook<'onUploadCreate'>>[1];

interface Sender {
  caller: CompanyCaller;
  requestId: string;
  /** The upload that `find` let the caller to, or that has been made; undefined before. */
  id: string | undefined;
}

/** What is needed to go on with an upload. */
export type Uploading = Pick<Content, 'id' | 'uploadId' | 'source'>;

/**
 * Resumable uploads by tus 1.0. The upload's id is that of the piece it makes, or of its own for a piece that gets another
 * recording; a row stands from its creation on, so that another company's upload is as absent as one that never was.
 * Bytes lie in the upload store and outlive a restart.
 */
@Injectable()
export class Uploads {
  private readonly store: UploadStore;
  private readonly tus: Server;
  private readonly senders = new WeakMap<IncomingMessage, Sender>();

  constructor(
    private readonly config: Config,
    private readonly db: Db,
    private readonly storage: Storage,
    private readonly signals: Signals,
    private readonly limits: Limits,
  ) {
    this.store = config.s3 ? new S3Uploads(config.s3, storage) : new DiskUploads(config.storageDir);
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
      onResponseError: (request, error) => this.describe(error, this.senderOf(request)),
    });
  }

  /** Lets tus answer on the raw connection, with the headers that the house has already set. */
  async handle(request: FastifyRequest, reply: FastifyReply, caller: CompanyCaller, id?: string): Promise<void> {
    const checksum = readChecksum(headerOf(request, 'upload-checksum'), headerOf(request, 'content-length'));
    this.senders.set(request.raw, { caller, requestId: String(request.id), id });
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value);
    await promising(checksum, () => this.tus.handle(request.raw, reply.raw));
  }

  /** The content of an upload address; a refusal when it is not the caller's. */
  async find(caller: CompanyCaller, id: string): Promise<Content> {
    const content = isId(id)
      ? await this.db.inCompany(caller.companyId, (em) => em.findOneBy(Content, { uploadId: id }))
      : null;
    if (!content) throw new Problem('not-found');
    return content;
  }

  /** Takes up an upload whose last byte came but whose end we missed (a crash in between). False: bytes are missing. */
  async settle(companyId: string, { id, uploadId, source }: Uploading): Promise<boolean> {
    const isHere = (await this.storage.size(sourceOf(companyId, id, source))) !== undefined;
    if (!isHere && !(await this.store.isWhole(uploadId))) return false;
    await this.accept(companyId, uploadId);
    return true;
  }

  /** When the last byte of an unfinished upload came, or undefined when nothing of it is there. */
  lastByteAt(id: string): Promise<Date | undefined> {
    return this.store.lastByteAt(id);
  }

  /** Ends an upload that is not whole: a first one goes with its piece, another leaves the piece as it was before. */
  async giveUp(companyId: string, uploadId: string): Promise<void> {
    await this.db.inCompany(companyId, async (em, after) => {
      const [piece] = await rows<{ id: string; ready_revision: number | null }>(
        em,
        `select id, ready_revision from ivr_content where upload_id = $1 and status = 'uploading' for update`,
        [uploadId],
      );
      if (!piece) return;
      const { id, ready_revision: ready } = piece;
      if (ready === null) await em.delete(Content, { id });
      else await showRevision(em, id, ready);
      after(() => this.discard(uploadId));
      after(() => this.signals.ring(changed({ companyId, id }, ready === null ? 'deleted' : 'ready', 0)));
    });
  }

  /** Removes what an upload left in its store. */
  discard(id: string): Promise<void> {
    return this.store.discard(id);
  }

  private senderOf(request: HookRequest): Sender {
    const raw = request.runtime?.node?.req;
    const sender = raw && this.senders.get(raw as IncomingMessage);
    if (!sender) throw new Problem('auth.missing');
    return sender;
  }

  /** Takes a text spoken as an upload that is whole at once. */
  async take(caller: CompanyCaller, asked: Asked, sound: Buffer, spoken: Spoken): Promise<string> {
    const uploadId = newId();
    const source = sourceName(uploadId);
    const id = asked.replaces ?? uploadId;
    const key = sourceOf(caller.companyId, id, source);
    // Before the row: should we be ended in between, there is a file that no row names, and the sweep removes it.
    try {
      await this.storage.put(key, sound);
      await this.begin(caller, uploadId, sound.length, asked, (em) =>
        em.insert(Speech, { ...spoken, contentId: id, source }),
      );
    } catch (error) {
      await this.storage.remove(key);
      throw isFull(error) ? new Problem('content.no-room') : error;
    }
    return this.accept(caller.companyId, uploadId);
  }

  private async create(sender: Sender, { id, size, metadata }: Upload): Promise<{ metadata?: Upload['metadata'] }> {
    if (!size) throw new Problem('content.empty');
    if (size > (await this.storage.room())) throw new Problem('content.no-room');
    await this.begin(sender.caller, id, size, readMetadata(metadata ?? {}));
    sender.id = id;
    return {};
  }

  private async begin(
    caller: CompanyCaller,
    uploadId: string,
    size: number,
    asked: Asked,
    alongside?: (em: EntityManager) => Promise<unknown>,
  ): Promise<void> {
    const id = asked.replaces ?? uploadId;
    const came = { uploadId, source: sourceName(uploadId), bytes: size, uploadedBy: caller.userId };
    await this.db.inCompany(caller.companyId, async (em, after) => {
      const replaced = asked.replaces === undefined ? null : await this.replaceable(em, asked.replaces);
      await this.limits.makeRoom(em, caller.companyId, size);
      const began = { ...FRESH, ...came, expectedChecksum: asked.checksum ?? null, updatedAt: new Date() };
      if (replaced) await em.update(Content, { id }, { ...began, ...(asked.language && { language: asked.language }) });
      else
        await em.insert(Content, {
          ...began,
          ...{ id, name: asked.name, tags: [], language: asked.language, revision: 0, createdBy: caller.userId },
        });
      await alongside?.(em);
      // The file of an upload that failed; nothing was made of it.
      if (replaced?.status === 'failed')
        after(() => this.storage.remove(sourceOf(caller.companyId, id, replaced.source)));
      after(() => this.signals.ring(changed({ companyId: caller.companyId, id }, 'uploading', 0)));
    });
  }

  /** A piece that may get another recording: there is one, and none is on its way. */
  private async replaceable(em: EntityManager, id: string): Promise<Content> {
    const piece = await em.findOne(Content, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!piece) throw new Problem('not-found');
    if (piece.status !== 'ready' && piece.status !== 'failed') throw new Problem('content.busy');
    return piece;
  }

  private async finish({ caller }: Sender, upload: Upload): Promise<{ headers: Record<string, string> }> {
    const id = await this.accept(caller.companyId, upload.id);
    return { headers: { 'X-Content-Id': id } };
  }

  /** Every byte is here: could it be media? Done again, it finds the row moved on and changes nothing. */
  private async accept(companyId: string, uploadId: string): Promise<string> {
    const piece = await this.db.inCompany(companyId, (em) => em.findOneBy(Content, { uploadId }));
    if (!piece) {
      await this.discard(uploadId);
      throw new Problem('not-found');
    }
    const { id } = piece;
    const key = sourceOf(companyId, id, piece.source);
    await this.moveIn(uploadId, key);
    const reason = await this.decide(key);
    const status = reason ? 'failed' : 'uploaded';
    const known = await this.db.inCompany(companyId, async (em, after) => {
      const moved = await rows(
        em,
        `update ivr_content set status = $2, reason_code = $3, reason = $4, updated_at = now()
         where upload_id = $1 and status = 'uploading' returning id`,
        [uploadId, status, reason?.code ?? null, reason?.message ?? null],
      );
      if (moved.length === 0) return em.existsBy(Content, { uploadId });
      if (!reason) after(() => this.signals.wake(id));
      after(() => this.signals.ring(changed({ companyId, id }, status, 0, reason)));
      return true;
    });
    await this.discard(uploadId);
    if (known) return id;
    // Deleted, or given up for another upload, while its last bytes were on their way.
    await this.storage.remove(key);
    throw new Problem('not-found');
  }

  private async moveIn(id: string, key: string): Promise<void> {
    const isIn = async (): Promise<boolean> => (await this.storage.size(key)) !== undefined;
    if (await isIn()) return;
    try {
      await this.storage.move(uploadKey(id), key);
    } catch (error) {
      // ENOENT: another request for the same upload moved it a moment ago.
      if (!(await isIn())) throw error;
    }
  }

  /** By the first bytes alone: what is behind them, a worker looks at. */
  private async decide(key: string): Promise<Reason | null> {
    try {
      await magic(await buffer(await this.storage.get(key, { start: 0, end: HEAD_BYTES - 1 })));
      return null;
    } catch (error) {
      if (error instanceof MediaFault) return error.reason;
      throw error;
    }
  }

  private async describe(error: unknown, sender: Sender): Promise<{ status_code: number; body: string }> {
    const { requestId, caller, id } = sender;
    const problem = this.problemOf(error);
    // Its store has dropped what there was of it, so that others have room; nothing is left to go on with.
    if (error instanceof Problem && error.code === 'content.no-room' && id) await this.giveUp(caller.companyId, id);
    if (problem.status >= 500) log.error({ requestId, err: error }, 'upload failed');
    return { status_code: problem.status, body: JSON.stringify(problem.details(requestId)) };
  }

  private problemOf(error: unknown): Problem {
    if (error instanceof Problem) return error;
    if (isFull(error)) return new Problem('content.no-room');
    const status = error !== null && typeof error === 'object' && 'status_code' in error ? error.status_code : 500;
    if (status === 413) return new Problem('content.too-large', { limitBytes: this.config.uploadLimitBytes });
    if (status === 404 || status === 410) return new Problem('not-found');
    if (status === 409) return new Problem('content.upload-offset');
    return new Problem(status === 500 ? 'server.fault' : 'content.upload');
  }
}

const headerOf = ({ headers }: FastifyRequest, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
};

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

/** What an upload finds when it begins: nothing is known of its file. */
const FRESH = {
  status: 'uploading',
  progress: 0,
  reasonCode: null,
  reason: null,
  checksum: null,
  lookedAt: null,
  attempt: 0,
} as const;

interface Asked {
  name: string;
  replaces?: string | undefined;
  checksum?: string | null;
  language: string | null;
}

/** The upload's metadata (tus creation): `filename`, and what our clients add to it. */
function readMetadata({ filename, replaces, sha256, language }: NonNullable<Upload['metadata']>): Asked {
  if (replaces && !isId(replaces)) throw new Problem('not-found');
  if (sha256 && !/^[0-9a-f]{64}$/i.test(sha256))
    throw new Problem('request.invalid', {
      errors: [{ field: 'sha256', message: 'sha256 must be 64 hexadecimal digits' }],
    });
  return {
    name: nameOf(filename),
    replaces: replaces || undefined,
    checksum: sha256?.toLowerCase() || null,
    language: language ? checkLanguage(language) : null,
  };
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
