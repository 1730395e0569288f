import { Injectable } from '@nestjs/common';
import { makeZip } from 'client-zip';
import { fileTypeFromBuffer } from 'file-type';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ReadableStream } from 'node:stream/web';
import type { CompanyCaller } from '../../auth/access.js';
import { audit } from '../../auth/audit.js';
import { HEAD_BYTES } from '../../media/magic.js';
import { Db, rows } from '../../platform/db.js';
import { Storage } from '../../platform/storage/storage.js';
import { sourceOf } from '../content.entity.js';

const PAGE = 100;

interface PieceRow {
  id: string;
  name: string;
  tags: string[];
  language: string | null;
  archived_at: Date | null;
  created_at: Date;
  kind: string;
  source: string;
  bytes: string;
  checksum: string | null;
  duration_seconds: number | null;
  captions: { language: string; label: string; vtt: string }[];
  descriptions: { language: string; contentId: string }[];
}

interface Entry {
  name: string;
  lastModified: Date;
  input: Uint8Array | AsyncIterable<Uint8Array>;
}

/**
 * A company's library to take away: one zip with the uploaded file of every finished piece as visitors have it, its
 * captions, and `manifest.json`. Files are read when the one before has been taken, and none is ever whole in memory.
 */
@Injectable()
export class ContentExport {
  constructor(
    private readonly db: Db,
    private readonly storage: Storage,
  ) {}

  async of(caller: CompanyCaller): Promise<Readable> {
    await this.db.inCompany(caller.companyId, (em) => audit(em, 'content.exported', { ...caller }));
    const zip = makeZip(this.entries(caller.companyId)) as ReadableStream<Uint8Array>;
    return Readable.fromWeb(zip);
  }

  private async *entries(companyId: string): AsyncGenerator<Entry> {
    const exportedAt = new Date();
    const pieces: object[] = [];
    for (let last = ''; ;) {
      const page = await this.page(companyId, last);
      for (const piece of page) {
        const key = sourceOf(companyId, piece.id, piece.source);
        const size = await this.storage.size(key);
        const file = size === undefined ? null : `content/${piece.id}/${safe(piece.name)}${await this.endingOf(key)}`;
        if (file !== null) yield* this.file(key, file, piece.created_at);
        const captions: object[] = [];
        for (const { language, label, vtt } of piece.captions) {
          const name = `content/${piece.id}/captions/${safe(language)}.vtt`;
          yield { name, lastModified: piece.created_at, input: Buffer.from(vtt) };
          captions.push({ language, label, file: name });
        }
        pieces.push({ ...told(piece), file, captions });
      }
      last = page.at(-1)?.id ?? '';
      if (page.length < PAGE) break;
    }
    const manifest = { exportedAt: exportedAt.toISOString(), companyId, pieces };
    yield { name: 'manifest.json', lastModified: exportedAt, input: Buffer.from(JSON.stringify(manifest, null, 2)) };
  }

  private async *file(key: string, name: string, lastModified: Date): AsyncGenerator<Entry> {
    const input = await this.storage.get(key);
    try {
      yield { name, lastModified, input };
    } finally {
      // Who breaks off the download leaves it half read.
      input.destroy();
    }
  }

  private page(companyId: string, after: string): Promise<PieceRow[]> {
    return this.db.inCompany(companyId, (em) =>
      rows<PieceRow>(
        em,
        `select c.id, c.name, c.tags, c.language, c.archived_at, c.created_at,
                r.kind, r.source, r.bytes, r.checksum, r.duration_seconds,
                coalesce((select jsonb_agg(jsonb_build_object('language', t.language, 'label', t.label, 'vtt', t.vtt) order by t.language)
                   from ivr_captions t where t.content_id = c.id and t.revision = c.ready_revision), '[]') as captions,
                coalesce((select jsonb_agg(jsonb_build_object('language', d.language, 'contentId', d.audio_id) order by d.language)
                   from ivr_descriptions d where d.content_id = c.id and d.revision = c.ready_revision), '[]') as descriptions
           from ivr_content c join ivr_content_revisions r on r.content_id = c.id and r.revision = c.ready_revision
          where $1 = '' or c.id > nullif($1, '')::uuid order by c.id limit ${PAGE}`,
        [after],
      ),
    );
  }

  /** Names of uploads are never trusted, so what a file is called comes from its bytes. */
  private async endingOf(key: string): Promise<string> {
    const head = await buffer(await this.storage.get(key, { start: 0, end: HEAD_BYTES - 1 }));
    const type = await fileTypeFromBuffer(head);
    return type ? `.${type.ext}` : '';
  }
}

const told = (piece: PieceRow): object => ({
  id: piece.id,
  name: piece.name,
  kind: piece.kind,
  tags: piece.tags,
  language: piece.language,
  archived: piece.archived_at !== null,
  createdAt: piece.created_at.toISOString(),
  bytes: Number(piece.bytes),
  sha256: piece.checksum,
  durationSeconds: piece.duration_seconds,
  descriptions: piece.descriptions,
});

/** A name that no system takes for a path, a device or a hidden file. */
function safe(name: string): string {
  const plain = name.replace(/[\p{C}\\/:*?"<>|]/gu, ' ').replace(/\s+/g, ' ');
  return plain.replace(/^[. ]+|[. ]+$/g, '').slice(0, 100) || 'untitled';
}
