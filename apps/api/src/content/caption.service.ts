import { Injectable } from '@nestjs/common';
import type { CompanyCaller } from '../auth/access.js';
import { Db } from '../platform/db.js';
import { Problem } from '../platform/problem.js';
import { checkCaptions, checkLanguage, languageLabel } from './captions.js';
import type { ContentDto } from './content.dto.js';
import { Caption } from './content.entity.js';
import { Pieces } from './pieces.js';
import { Signals } from './signals.js';

/** Captions of the recording that is served, or of the one that a new piece waits for. */
@Injectable()
export class CaptionService {
  constructor(
    private readonly db: Db,
    private readonly pieces: Pieces,
    private readonly signals: Signals,
  ) {}

  put(caller: CompanyCaller, id: string, language: string, body: unknown): Promise<ContentDto> {
    const tag = checkLanguage(language);
    if (!Buffer.isBuffer(body)) throw new Problem('request.unsupported-type', { detail: 'Send text/vtt.' });
    const { vtt } = checkCaptions(body);
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const piece = await this.pieces.load(em, id);
      if (piece.kind === 'image') throw new Problem('content.captions', { detail: 'A picture has no captions.' });
      await em.query(
        `insert into ivr_captions (content_id, revision, language, label, vtt) values ($1, $2, $3, $4, $5)
         on conflict (company_id, content_id, revision, language)
         do update set label = excluded.label, vtt = excluded.vtt, updated_at = now()`,
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
}
