import { Module } from '@nestjs/common';
import { CaptionService } from './captions/caption.service.js';
import { CaptionsController } from './captions/captions.controller.js';
import { Claims } from './preparing/claims.js';
import { ContentController } from './content.controller.js';
import { ContentService } from './content.service.js';
import { ContentSweeper } from './content.sweeper.js';
import { Delivery } from './delivery/delivery.js';
import { DescriptionService } from './descriptions/description.service.js';
import { DescriptionsController } from './descriptions/descriptions.controller.js';
import { Examination } from './preparing/examination.js';
import { Lanes } from './preparing/lanes.js';
import { Limits } from './company-limits.js';
import { ContentAudit } from './lifecycle/audit.js';
import { ContentExport } from './lifecycle/export.js';
import { LifecycleController } from './lifecycle/lifecycle.controller.js';
import { OldRevisions } from './lifecycle/old-revisions.js';
import { Orphans } from './lifecycle/orphans.js';
import { Retention } from './lifecycle/retention.js';
import { MediaController } from './delivery/media.controller.js';
import { MediaLinks, MediaSources } from './delivery/media.js';
import { Pictures } from './delivery/pictures.js';
import { Pieces } from './pieces.js';
import { Preparation } from './preparing/preparation.js';
import { Results } from './preparing/results.js';
import { RevisionService } from './revision.service.js';
import { Signals } from './signals.js';
import { EspeakEngine } from './speech/espeak.js';
import { HttpEngine } from './speech/http-engine.js';
import { SpeechController } from './speech/speech.controller.js';
import { SpeechService } from './speech/speech.service.js';
import { Voices } from './speech/voices.js';
import { Transcoder } from '../media/transcoder.js';
import { UploadsController } from './uploads/uploads.controller.js';
import { TusDoor } from './uploads/tus-door.js';
import { Uploads } from './uploads/uploads.js';
import { UsageController, UsageService } from './usage.js';
import { VirusScan } from './preparing/virus-scan.js';
import { Workplaces } from './preparing/workplaces.js';

/** The media library: uploads, preparing, delivery. The worker adds `TranscodeProcessor` to it. */
@Module({
  controllers: [
    UploadsController,
    UsageController,
    LifecycleController,
    SpeechController,
    ContentController,
    CaptionsController,
    DescriptionsController,
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
    DescriptionService,
    EspeakEngine,
    Examination,
    HttpEngine,
    Lanes,
    Limits,
    MediaLinks,
    MediaSources,
    OldRevisions,
    Orphans,
    Pictures,
    Pieces,
    Preparation,
    Results,
    Retention,
    RevisionService,
    Signals,
    SpeechService,
    Transcoder,
    TusDoor,
    Uploads,
    UsageService,
    VirusScan,
    Voices,
    Workplaces,
  ],
  exports: [
    ContentAudit,
    ContentSweeper,
    Lanes,
    Limits,
    MediaSources,
    OldRevisions,
    Orphans,
    Retention,
    Transcoder,
    VirusScan,
  ],
})
export class ContentModule {}
