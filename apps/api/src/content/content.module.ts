import { Module } from '@nestjs/common';
import { Claims } from './claims.js';
import { ContentController } from './content.controller.js';
import { ContentService } from './content.service.js';
import { ContentSweeper } from './content.sweeper.js';
import { Delivery } from './delivery.js';
import { MediaController } from './media.controller.js';
import { MediaLinks, MediaSources } from './media.js';
import { Signals } from './signals.js';
import { EspeakEngine } from './speech/espeak.js';
import { HttpEngine } from './speech/http-engine.js';
import { SpeechController } from './speech/speech.controller.js';
import { Voices } from './speech/voices.js';
import { Transcoder } from './transcoder.js';
import { UploadsController } from './uploads.controller.js';
import { Uploads } from './uploads.js';

/** The media library: uploads, preparing, delivery. The worker adds `TranscodeProcessor` to it. */
@Module({
  controllers: [UploadsController, SpeechController, ContentController, MediaController],
  providers: [
    Claims,
    ContentService,
    ContentSweeper,
    Delivery,
    MediaLinks,
    MediaSources,
    Signals,
    Transcoder,
    Uploads,
    EspeakEngine,
    HttpEngine,
    Voices,
  ],
  exports: [Claims, ContentSweeper, MediaSources, Transcoder],
})
export class ContentModule {}
