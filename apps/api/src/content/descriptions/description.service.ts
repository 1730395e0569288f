import { Injectable } from '@nestjs/common';
import type { CompanyCaller } from '../../auth/access.js';
import { Db } from '../../platform/db.js';
import { Problem } from '../../platform/problem.js';
import { checkLanguage } from '../captions/captions.js';
import type { ContentDto } from '../content.dto.js';
import { type Content, Description, type Revision } from '../content.entity.js';
import { Pieces } from '../pieces.js';
import { Signals } from '../signals.js';

/** Encoders and fades move an end by this much; a sound that tells only what is seen is further off. */
const SLACK_SECONDS = 2;

/** Audio descriptions of the recording that is served. */
@Injectable()
export class DescriptionService {
  constructor(
    private readonly db: Db,
    private readonly pieces: Pieces,
    private readonly signals: Signals,
  ) {}

  put(caller: CompanyCaller, id: string, language: string, audioId: string): Promise<ContentDto> {
    const tag = checkLanguage(language);
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const film = await this.pieces.load(em, id);
      const shown = servedOf(film);
      if (shown?.kind !== 'video') throw refusal('Only a film that is ready has audio descriptions.');
      const sound = servedOf(await this.pieces.load(em, audioId));
      if (sound?.kind !== 'audio') throw refusal('Only a sound that is ready can be an audio description.');
      const [filmLasts, soundLasts] = [shown.durationSeconds ?? 0, sound.durationSeconds ?? 0];
      if (Math.abs(filmLasts - soundLasts) > SLACK_SECONDS)
        throw refusal(
          `The film lasts ${seconds(filmLasts)} and this sound ${seconds(soundLasts)}. It is heard in place of the film’s own, so it has to be the whole of it, with what is seen told in between.`,
        );
      await em.query(
        `insert into ivr_descriptions (content_id, revision, language, audio_id) values ($1, $2, $3, $4)
         on conflict (company_id, content_id, revision, language) do update set audio_id = excluded.audio_id`,
        [id, shown.revision, tag, audioId],
      );
      after(() => this.signals.ring(film));
      return this.pieces.show(em, id);
    });
  }

  async remove(caller: CompanyCaller, id: string, language: string): Promise<void> {
    const tag = checkLanguage(language);
    await this.db.inCompany(caller.companyId, async (em, after) => {
      const film = await this.pieces.load(em, id);
      const { affected } = await em.delete(Description, {
        contentId: id,
        revision: film.readyRevision ?? 0,
        language: tag,
      });
      if (!affected) throw new Problem('not-found');
      after(() => this.signals.ring(film));
    });
  }
}

const servedOf = ({ revisions, readyRevision }: Content): Revision | undefined =>
  revisions.find(({ revision }) => revision === readyRevision);

const refusal = (detail: string): Problem => new Problem('content.description', { detail });
const seconds = (time: number): string => `${time.toFixed(1)} s`;
