import { checkCues, writeSrt, writeVtt } from '@calldocker/captions';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../../auth/access.js';
import { Db, rows } from '../../platform/db.js';
import { Problem } from '../../platform/problem.js';
import { checkLanguage, languageLabel, storedCues, takeCaptions } from './captions.js';
import type { CaptionFormat, CaptionsDto } from './captions.dto.js';
import type { ContentDto } from '../content.dto.js';
import { Caption } from '../content.entity.js';
import type { MediaFolder } from '../delivery/media.js';
import { Pieces } from '../pieces.js';
import { Signals } from '../signals.js';
import { transcriptPage, transcriptText } from './transcript.js';

/** Of one recording in one language; `vtt` is written by us. */
interface Kept {
  title: string;
  language: string;
  label: string;
  vtt: string;
  updated_at: Date;
}

/** Captions of the recording that is served, or of the one that a new piece waits for. */
@Injectable()
export class CaptionService {
  constructor(
    private readonly db: Db,
    private readonly pieces: Pieces,
    private readonly signals: Signals,
  ) {}

  get(caller: CompanyCaller, id: string, language: string): Promise<CaptionsDto> {
    return this.db.inCompany(caller.companyId, async (em) => {
      const { readyRevision, durationSeconds } = await this.pieces.load(em, id);
      const { label, vtt, ...kept } = await read(em, id, readyRevision ?? 0, checkLanguage(language));
      const cues = storedCues(vtt);
      const edition = kept.updated_at.getTime();
      return { language: kept.language, label, edition, cues, issues: checkCues(cues, durationSeconds) };
    });
  }

  file(caller: CompanyCaller, id: string, language: string, format: Exclude<CaptionFormat, 'json'>): Promise<string> {
    return this.db.inCompany(caller.companyId, async (em) => {
      const { readyRevision } = await this.pieces.load(em, id);
      const kept = await read(em, id, readyRevision ?? 0, checkLanguage(language));
      if (format === 'vtt') return kept.vtt;
      const cues = storedCues(kept.vtt);
      return format === 'srt' ? writeSrt(cues) : transcriptText({ ...kept, cues });
    });
  }

  /** `edition` is what was edited, 0 none yet; without it, whatever is there is replaced. */
  put(caller: CompanyCaller, id: string, language: string, file: unknown, edition?: number): Promise<ContentDto> {
    const tag = checkLanguage(language);
    if (!Buffer.isBuffer(file))
      throw new Problem('request.unsupported-type', { detail: 'Send text/vtt or application/x-subrip.' });
    const vtt = writeVtt(takeCaptions(file));
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const piece = await this.pieces.load(em, id);
      if (piece.kind === 'image') throw new Problem('content.captions', { detail: 'A picture has no captions.' });
      if (edition !== undefined) await refuseOther(em, id, piece.readyRevision ?? 0, tag, edition);
      await em.query(
        `insert into ivr_captions (content_id, revision, language, label, vtt) values ($1, $2, $3, $4, $5)
         on conflict (company_id, content_id, revision, language)
         do update set label = excluded.label, vtt = excluded.vtt, updated_at = clock_timestamp()`,
        [id, piece.readyRevision ?? 0, tag, languageLabel(tag), vtt],
      );
      after(() => this.signals.ring(piece));
      return this.pieces.show(em, id);
    });
  }

  async remove(caller: CompanyCaller, id: string, language: string): Promise<void> {
    const tag = checkLanguage(language);
    await this.db.inCompany(caller.companyId, async (em, after) => {
      const piece = await this.pieces.load(em, id);
      const revision = piece.readyRevision ?? 0;
      const { affected } = await em.delete(Caption, { contentId: id, revision, language: tag });
      if (!affected) throw new Problem('not-found');
      after(() => this.signals.ring(piece));
    });
  }

  /** What a signed folder has for players. */
  vttIn(folder: MediaFolder, language: string): Promise<string> {
    return this.inFolder(folder, language).then(({ vtt }) => vtt);
  }

  /** What a signed folder has for readers: a page. */
  async transcriptIn(folder: MediaFolder, language: string): Promise<string> {
    const kept = await this.inFolder(folder, language);
    return transcriptPage({ ...kept, cues: storedCues(kept.vtt) });
  }

  private inFolder({ companyId, contentId, revision }: MediaFolder, language: string): Promise<Kept> {
    return this.db.inCompany(companyId, (em) => read(em, contentId, revision, language));
  }
}

/** The row stays locked until what is sent has taken its place. */
async function refuseOther(
  em: EntityManager,
  id: string,
  revision: number,
  tag: string,
  edition: number,
): Promise<void> {
  const [kept] = await rows<{ updated_at: Date }>(
    em,
    `select updated_at from ivr_captions where content_id = $1 and revision = $2 and language = $3 for update`,
    [id, revision, tag],
  );
  if ((kept?.updated_at.getTime() ?? 0) !== edition) throw new Problem('content.captions-changed-elsewhere');
}

async function read(em: EntityManager, id: string, revision: number, language: string): Promise<Kept> {
  const [found] = await rows<Kept>(
    em,
    `select c.name as title, t.language, t.label, t.vtt, t.updated_at from ivr_captions t join ivr_content c on c.id = t.content_id
      where t.content_id = $1 and t.revision = $2 and t.language = $3`,
    [id, revision, language],
  );
  if (!found) throw new Problem('not-found');
  return found;
}
