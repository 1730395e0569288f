import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { Db, rows } from '../platform/db.js';
import { isId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { Storage } from '../platform/storage/storage.js';
import type { RevisionDto } from './content.dto.js';
import { sourceOf, type Status } from './content.entity.js';
import { changed } from './preparing/claims.js';
import { Signals } from './signals.js';

interface PieceRow {
  status: Status;
  source: string;
  ready_revision: number | null;
}

interface RevisionRow {
  revision: number;
  kind: RevisionDto['kind'];
  bytes: string;
  checksum: string | null;
  duration_seconds: number | null;
  width: number | null;
  height: number | null;
  created_at: Date;
  created_by: string | null;
  pinned_by: RevisionDto['pinnedBy'];
}

/** The recordings that a piece has had. */
@Injectable()
export class RevisionService {
  constructor(
    private readonly db: Db,
    private readonly storage: Storage,
    private readonly signals: Signals,
  ) {}

  list(caller: CompanyCaller, id: string): Promise<RevisionDto[]> {
    return this.db.inCompany(caller.companyId, async (em) => {
      const piece = await load(em, id);
      const found = await rows<RevisionRow>(
        em,
        `select r.revision, r.kind, r.bytes, r.checksum, r.duration_seconds, r.width, r.height, r.created_at, u.name as created_by,
                coalesce((select jsonb_agg(jsonb_build_object('flowId', f.id, 'flowName', f.name, 'version', v.number)
                                           order by f.name, v.number desc)
                   from ivr_version_media m join ivr_flow_versions v on v.id = m.version_id join ivr_flows f on f.id = v.flow_id
                  where m.content_id = r.content_id and m.revision = r.revision), '[]') as pinned_by
           from ivr_content_revisions r left join users u on u.id = r.created_by
          where r.content_id = $1 order by r.created_at desc, r.revision desc`,
        [id],
      );
      return found.map((row) => shape(row, piece.ready_revision));
    });
  }

  /** Shows an earlier recording again. */
  async restore(caller: CompanyCaller, id: string, revision: string): Promise<void> {
    await this.db.inCompany(caller.companyId, async (em, after) => {
      const piece = await load(em, id, 'for update');
      if (piece.status !== 'ready') throw new Problem('content.busy');
      if (!/^\d{1,9}$/.test(revision) || !(await showRevision(em, id, Number(revision))))
        throw new Problem('not-found');
      after(() => this.signals.ring(changed({ companyId: caller.companyId, id }, 'ready', 1)));
    });
  }

  /** Drops a replacement that failed or is on its way; the piece stays as visitors have it. */
  async discard(caller: CompanyCaller, id: string): Promise<void> {
    await this.db.inCompany(caller.companyId, async (em, after) => {
      const { status, source, ready_revision: ready } = await load(em, id, 'for update');
      if (status === 'ready' || ready === null) throw new Problem('content.nothing-to-discard');
      await showRevision(em, id, ready);
      after(() => this.storage.remove(sourceOf(caller.companyId, id, source)));
      after(() => this.signals.ring(changed({ companyId: caller.companyId, id }, 'ready', 1)));
    });
  }
}

/** Makes a piece what one of its revisions is, whatever it was on its way to. False: it has no such revision. */
export async function showRevision(em: EntityManager, id: string, revision: number): Promise<boolean> {
  const shown = await rows(
    em,
    `update ivr_content c
        set status = 'ready', progress = 1, reason_code = null, reason = null, claim = null, ready_revision = r.revision,
            upload_id = c.id, source = r.source, bytes = r.bytes, checksum = r.checksum, kind = r.kind,
            duration_seconds = r.duration_seconds, width = r.width, height = r.height, loudness = r.loudness, updated_at = now()
       from ivr_content_revisions r
      where c.id = $1 and r.content_id = c.id and r.revision = $2 returning c.id`,
    [id, revision],
  );
  return shown.length > 0;
}

async function load(em: EntityManager, id: string, lock = ''): Promise<PieceRow> {
  const [piece] = isId(id)
    ? await rows<PieceRow>(em, `select status, source, ready_revision from ivr_content where id = $1 ${lock}`, [id])
    : [];
  if (!piece) throw new Problem('not-found');
  return piece;
}

const shape = (row: RevisionRow, served: number | null): RevisionDto => ({
  revision: row.revision,
  served: row.revision === served,
  kind: row.kind,
  bytes: Number(row.bytes),
  checksum: row.checksum,
  durationSeconds: row.duration_seconds,
  width: row.width,
  height: row.height,
  createdAt: row.created_at.toISOString(),
  createdBy: row.created_by,
  pinnedBy: row.pinned_by,
});
