import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { buffer } from 'node:stream/consumers';
import type { CompanyCaller } from '../../auth/access.js';
import { MediaFault, type Reason } from '../../media/fault.js';
import { HEAD_BYTES, magic } from '../../media/magic.js';
import { Config } from '../../platform/config.js';
import { Db, rows } from '../../platform/db.js';
import { isId, newId } from '../../platform/ids.js';
import { Problem } from '../../platform/problem.js';
import { isFull, Storage } from '../../platform/storage/storage.js';
import { Limits } from '../company-limits.js';
import { Content, sourceName, sourceOf, Speech, type Spoken } from '../content.entity.js';
import { changed } from '../preparing/claims.js';
import { showRevision } from '../revision.service.js';
import { Signals } from '../signals.js';
import { DiskUploads } from './disk-uploads.js';
import { S3Uploads } from './s3-uploads.js';
import { uploadKey, type UploadStore } from './upload-store.js';

/** What is needed to go on with an upload. */
export type Uploading = Pick<Content, 'id' | 'uploadId' | 'source'>;

/**
 * Uploads from their beginning to the file in its place. The upload's id is that of the piece it makes, or of its own for a
 * piece that gets another recording; a row stands from its creation on, so that another company's upload is as absent as
 * one that never was. Bytes lie in the upload store and outlive a restart.
 */
@Injectable()
export class Uploads {
  /** Where the bytes of unfinished ones lie. */
  readonly store: UploadStore;

  constructor(
    config: Config,
    private readonly db: Db,
    private readonly storage: Storage,
    private readonly signals: Signals,
    private readonly limits: Limits,
  ) {
    this.store = config.s3 ? new S3Uploads(config.s3, storage) : new DiskUploads(config.storageDir);
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

  /** Makes the row, or sends the piece to be replaced on its way; a refusal where there is no room for it. */
  async begin(
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

  /** Every byte is here: could it be media? Done again, it finds the row moved on and changes nothing. */
  async accept(companyId: string, uploadId: string): Promise<string> {
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

/** What an upload is to be. */
export interface Asked {
  name: string;
  replaces?: string | undefined;
  checksum?: string | null;
  language: string | null;
}
