import { Injectable } from '@nestjs/common';
import { Equal } from 'typeorm';
import type { CompanyCaller } from '../../auth/access.js';
import { Db } from '../../platform/db.js';
import { isId } from '../../platform/ids.js';
import { Problem } from '../../platform/problem.js';
import { checkLanguage } from '../captions/captions.js';
import type { ContentDto } from '../content.dto.js';
import { Content } from '../content.entity.js';
import { Pieces } from '../pieces.js';
import { Uploads } from '../uploads/uploads.js';
import type { CreateSpeechDto, SpeakDto } from './speech.dto.js';
import { Voices } from './voices.js';

/** Pieces of the library that are a text spoken. From the moment it is spoken the sound goes the way of an upload. */
@Injectable()
export class SpeechService {
  constructor(
    private readonly db: Db,
    private readonly voices: Voices,
    private readonly uploads: Uploads,
    private readonly pieces: Pieces,
  ) {}

  create(caller: CompanyCaller, { name, ...what }: CreateSpeechDto): Promise<ContentDto> {
    return this.take(caller, what, { name });
  }

  /** Speaks another text for a piece: what visitors hear until that is ready is what it was. */
  async replace(caller: CompanyCaller, id: string, what: SpeakDto): Promise<ContentDto> {
    const piece = isId(id)
      ? await this.db.inCompany(caller.companyId, (em) => em.findOneBy(Content, { id: Equal(id) }))
      : null;
    if (!piece) throw new Problem('not-found');
    // Before it is spoken for nothing; when it comes in, it is asked again.
    if (piece.kind !== null && piece.kind !== 'audio') throw new Problem('content.not-sound');
    if (piece.status !== 'ready' && piece.status !== 'failed') throw new Problem('content.busy');
    return this.take(caller, what, { name: piece.name, replaces: id });
  }

  private async take(
    caller: CompanyCaller,
    { text, language: tag, voice: wanted, speed = 1 }: SpeakDto,
    as: { name: string; replaces?: string },
  ): Promise<ContentDto> {
    const language = checkLanguage(tag);
    const voice = await this.voices.choose(language, wanted);
    const sound = await this.voices.speak(text, voice, speed);
    const id = await this.uploads.take(caller, { ...as, language }, sound, { text, language, voice: voice.id, speed });
    return this.db.inCompany(caller.companyId, (em) => this.pieces.show(em, id));
  }
}
