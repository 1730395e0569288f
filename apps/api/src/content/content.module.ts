import { Module } from '@nestjs/common';
import { CaptionService } from './caption.service.js';
import { CaptionsController } from './captions.controller.js';
import { Claims } from './claims.js';
import { ContentController } from './content.controller.js';
import { ContentService } from './content.service.js';
import { ContentSweeper } from './content.sweeper.js';
import { Delivery } from './delivery.js';
import { Examination } from './examination.js';
import { Lanes } from './lanes.js';
import { Limits } from './company-limits.js';
import { ContentAudit } from './lifecycle/audit.js';
import { ContentExport } from './lifecycle/export.js';
import { LifecycleController } from './lifecycle/lifecycle.controller.js';
import { OldRevisions } from './lifecycle/old-revisions.js';
import { Orphans } from './lifecycle/orphans.js';
import { Retention } from './lifecycle/retention.js';
import { MediaController } from './media.controller.js';
import { MediaLinks, MediaSources } from './media.js';
import { Pieces } from './pieces.js';
import { Preparation } from './preparation.js';
import { Results } from './results.js';
import { RevisionService } from './revision.service.js';
import { Signals } from './signals.js';
import { EspeakEngine } from './speech/espeak.js';
import { HttpEngine } from './speech/http-engine.js';
import { SpeechController } from './speech/speech.controller.js';
import { SpeechService } from './speech/speech.service.js';
import { Voices } from './speech/voices.js';
import { Transcoder } from './transcoder.js';
import { UploadsController } from './uploads.controller.js';
import { Uploads } from './uploads.js';
import { UsageController, UsageService } from './usage.js';
import { VirusScan } from './virus-scan.js';
import { Workplaces } from './workplaces.js';

/** The media library: uploads, preparing, delivery. The worker adds `TranscodeProcessor` to it. */
@Module({
  controllers: [
    UploadsController,
    UsageController,
    LifecycleController,
    SpeechController,
    ContentController,
    CaptionsController,
    MediaController,
  ],
  providers: [
    CaptionService,
    Claims,
    ContentAudit,
    ContentExport,
    ContentService,
    ContentSweeper,
    Delivery,
    EspeakEngine,
    Examination,
    HttpEngine,
    Lanes,
    Limits,
    MediaLinks,
    MediaSources,
    OldRevisions,
    Orphans,
    Pieces,
    Preparation,
    Results,
    Retention,
    RevisionService,
    Signals,
    SpeechService,
    Transcoder,
    Uploads,
    UsageService,
    VirusScan,
    Voices,
    Workplaces,
  ],
  exports: [ContentAudit, ContentSweeper, Lanes, MediaSources, OldRevisions, Orphans, Retention],
})
export class ContentModule {}
