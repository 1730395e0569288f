import { Injectable } from '@nestjs/common';
import { Server } from '@tus/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { CompanyCaller } from '../../auth/access.js';
import { Config } from '../../platform/config.js';
import { isId, newId } from '../../platform/ids.js';
import { log } from '../../platform/log.js';
import { Problem } from '../../platform/problem.js';
import { isFull, Storage } from '../../platform/storage/storage.js';
import { checkLanguage } from '../captions/captions.js';
import { promising, readChecksum } from './upload-checksum.js';
import { Uploads, type Asked } from './uploads.js';

const UPLOADS_PATH = '/api/v1/content/uploads';

type Hook<Name extends 'onUploadCreate' | 'onUploadFinish'> = NonNullable<Server['options'][Name]>;
type HookRequest = Parameters<Hook<'onUploadCreate'>>[0];
type Upload = Parameters<Hook<'onUploadCreate'>>[1];

interface Sender {
  caller: CompanyCaller;
  requestId: string;
  /** The upload that `find` let the caller to, or that has been made; undefined before. */
  id: string | undefined;
}

/** Resumable uploads by tus 1.0: its protocol on one side, our uploads on the other. */
@Injectable()
export class TusDoor {
  private readonly tus: Server;
  private readonly senders = new WeakMap<IncomingMessage, Sender>();

  constructor(
    private readonly config: Config,
    private readonly storage: Storage,
    private readonly uploads: Uploads,
  ) {
    this.tus = new ProblemTus({
      path: UPLOADS_PATH,
      datastore: uploads.store,
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

  private senderOf(request: HookRequest): Sender {
    const raw = request.runtime?.node?.req;
    const sender = raw && this.senders.get(raw as IncomingMessage);
    if (!sender) throw new Problem('auth.missing');
    return sender;
  }

  private async create(sender: Sender, { id, size, metadata }: Upload): Promise<{ metadata?: Upload['metadata'] }> {
    if (!size) throw new Problem('content.empty');
    if (size > (await this.storage.room())) throw new Problem('content.no-room');
    await this.uploads.begin(sender.caller, id, size, readMetadata(metadata ?? {}));
    sender.id = id;
    return {};
  }

  private async finish({ caller }: Sender, upload: Upload): Promise<{ headers: Record<string, string> }> {
    const id = await this.uploads.accept(caller.companyId, upload.id);
    return { headers: { 'X-Content-Id': id } };
  }

  private async describe(error: unknown, sender: Sender): Promise<{ status_code: number; body: string }> {
    const { requestId, caller, id } = sender;
    const problem = this.problemOf(error);
    // Its store has dropped what there was of it, so that others have room; nothing is left to go on with.
    if (error instanceof Problem && error.code === 'content.no-room' && id)
      await this.uploads.giveUp(caller.companyId, id);
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
function nameOf(filename: string | null | undefined): string {
  const last = (filename ?? '').split(/[\\/]/).at(-1) ?? '';
  const printable = last
    .replace(/\p{C}/gu, '')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .trim();
  return [...printable].slice(0, 200).join('').trim() || 'Untitled';
}
