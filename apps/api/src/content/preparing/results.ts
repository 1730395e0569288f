import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Db, rows } from '../../platform/db.js';
import { changed, type Claim } from './claims.js';
import { Rendition, Revision } from '../content.entity.js';
import { fault } from '../../media/fault.js';
import { Signals } from '../signals.js';
import { captionSpeech } from '../speech/spoken-captions.js';
import type { Media } from '../../media/look.js';
import type { Made } from '../../media/made.js';

/** Takes what the work came to, from the one who holds the claim. False: the claim is lost, and with it the result. */
@Injectable()
export class Results {
  constructor(
    private readonly db: Db,
    private readonly signals: Signals,
  ) {}

  /** Throws a fault when the sender said that the bytes come to something else. */
  async compare({ companyId, id }: Claim, checksum: string): Promise<void> {
    const [piece] = await this.db.inCompany(companyId, (em) =>
      rows<{ expected_checksum: string | null }>(em, `select expected_checksum from ivr_content where id = $1`, [id]),
    );
    if (piece?.expected_checksum && piece.expected_checksum !== checksum)
      throw fault('checksum', 'What arrived is not what was sent: the checksums differ. Upload the file again.');
  }

  /** Whether a revision was published. */
  isFinished({ companyId, id }: Claim, revision: number): Promise<boolean> {
    return this.db.inCompany(companyId, (em) => em.existsBy(Revision, { contentId: id, revision }));
  }

  /** Keeps what a file is. The piece then waits to be prepared. Throws a fault where it may not be that. */
  async looked(claim: Claim, media: Media, checksum: string): Promise<boolean> {
    const { companyId, id, token } = claim;
    return this.db.inCompany(companyId, async (em, after) => {
      await refuseOtherKind(em, id, media.kind);
      const kept = await rows(
        em,
        `update ivr_content set kind = $3, duration_seconds = $4, width = $5, height = $6, checksum = $7, looked_at = now(),
           reason_code = null, reason = null, claim = null, attempt = 0, updated_at = now()
         where id = $1 and claim = $2 returning id`,
        [
          id,
          token,
          media.kind,
          media.durationSeconds,
          media.video?.width ?? null,
          media.video?.height ?? null,
          checksum,
        ],
      );
      if (kept.length === 0) return false;
      after(() => this.signals.wake(id));
      after(() => this.signals.ring(changed(claim, 'uploaded', 0)));
      return true;
    });
  }

  /** Publishes a revision: from this commit on, flows that did not pin another show it. */
  finish(claim: Claim, made: Made): Promise<boolean> {
    const { media, durationSeconds, loudness, renditions } = made;
    const { companyId, id, revision, token } = claim;
    return this.db.inCompany(companyId, async (em, after) => {
      const [before] = await rows<{ ready_revision: number | null }>(
        em,
        `select ready_revision from ivr_content where id = $1 and claim = $2 for update`,
        [id, token],
      );
      if (!before) return false;
      await em.query(
        `update ivr_content set status = 'ready', progress = 1, ready_revision = $2, kind = $3, duration_seconds = $4,
           width = $5, height = $6, loudness = $7, reason_code = null, reason = null, claim = null, updated_at = now()
         where id = $1`,
        [id, revision, media.kind, durationSeconds, media.video?.width ?? null, media.video?.height ?? null, loudness],
      );
      await em.query(
        `insert into ivr_content_revisions
           (content_id, revision, kind, bytes, stored_bytes, checksum, source, duration_seconds, width, height, loudness, created_by)
         select id, revision, kind, bytes, $2, checksum, source, duration_seconds, width, height, loudness, uploaded_by
           from ivr_content where id = $1`,
        [id, renditions.reduce((sum, { bytes }) => sum + bytes, 0)],
      );
      await em.insert(
        Rendition,
        renditions.map((rendition) => ({ ...rendition, contentId: id, revision })),
      );
      await takeCaptions(em, id, before.ready_revision, revision);
      await takeDescriptions(em, id, before.ready_revision, revision);
      if (durationSeconds !== null) await captionSpeech(em, id, revision, durationSeconds);
      after(() => this.signals.ring(changed({ companyId, id }, 'ready', 1)));
      return true;
    });
  }
}

const NAMED: Record<Media['kind'], string> = { video: 'a video', audio: 'a sound', image: 'a picture' };

async function refuseOtherKind(em: EntityManager, id: string, kind: Media['kind']): Promise<void> {
  const [served] = await rows<{ kind: Media['kind'] }>(
    em,
    `select r.kind from ivr_content c join ivr_content_revisions r on r.content_id = c.id and r.revision = c.ready_revision
      where c.id = $1`,
    [id],
  );
  if (served && served.kind !== kind)
    throw fault(
      'other-kind',
      `This is ${NAMED[kind]}, and it is to replace ${NAMED[served.kind]}. Upload it as a piece of its own.`,
    );
}

/** A first recording takes over the captions that waited for it; a later one gets a copy of what the one before has. */
async function takeCaptions(em: EntityManager, id: string, from: number | null, to: number): Promise<void> {
  if (from === null)
    await em.query(`update ivr_captions set revision = $2 where content_id = $1 and revision = 0`, [id, to]);
  else
    await em.query(
      `insert into ivr_captions (content_id, revision, language, label, vtt)
       select content_id, $3, language, label, vtt from ivr_captions where content_id = $1 and revision = $2`,
      [id, from, to],
    );
}

/** The film is a new one, and what is told along it most likely still fits: its editor sees it beside the film. */
async function takeDescriptions(em: EntityManager, id: string, from: number | null, to: number): Promise<void> {
  await em.query(
    `insert into ivr_descriptions (content_id, revision, language, audio_id)
     select content_id, $3, language, audio_id from ivr_descriptions where content_id = $1 and revision = $2`,
    [id, from, to],
  );
}
