import { Module } from '@nestjs/common';
import { ContentModule } from '../content/content.module.js';
import { FlowsModule } from '../flows/flows.module.js';
import { Answers } from './answers.js';
import { Arrivals } from './arrivals.js';
import { Bundles } from './bundles.js';
import { CheckedSteps } from './checked-steps.js';
import { Consents } from './consent.js';
import { Doors } from './doors.js';
import { Dresses } from './dress.js';
import { EffectClaims } from './effects/effect-claims.js';
import { EffectRunner } from './effects/effect-runner.js';
import { EffectWork } from './effects/effect-work.js';
import { RequestEffects } from './effects/request-effects.js';
import { Erasure } from './erasure.js';
import { Handovers } from './handover.js';
import { LauncherController } from './launcher.controller.js';
import { StartLimit, StepLimit } from './limits.js';
import { FirstPictures } from './first-pictures.js';
import { LiveWidgets } from './live-widgets.js';
import { PhoneRules } from './phone-rules.js';
import { RecordedSessions } from './recorded.js';
import { SealedSteps } from './sealed-steps.js';
import { Sealer } from './sealer.js';
import { SessionExports } from './session-exports.js';
import { SessionLog } from './session-log.js';
import { SessionStarts } from './session-starts.js';
import { SessionSteps } from './session-steps.js';
import { SessionTimers } from './session-timers.js';
import { SessionService } from './session.service.js';
import { SessionsController } from './sessions.controller.js';
import { StepSignals } from './step-signals.js';
import { VisitorConsentController } from './visitor-consent.controller.js';
import { VisitorEvents } from './visitor-events.js';
import { VisitorRows } from './visitor-rows.js';
import { VisitorStreams } from './visitor-streams.js';
import { VisitorController } from './visitor.controller.js';
import { WidgetFaces } from './widget-faces.js';

/** Visitors' sessions. The worker adds `EffectsProcessor` and `SweepProcessor`. */
@Module({
  imports: [ContentModule, FlowsModule],
  controllers: [LauncherController, VisitorConsentController, VisitorController, SessionsController],
  providers: [
    Answers,
    Arrivals,
    Bundles,
    CheckedSteps,
    Consents,
    Doors,
    Dresses,
    EffectClaims,
    EffectRunner,
    EffectWork,
    Erasure,
    Handovers,
    FirstPictures,
    LiveWidgets,
    PhoneRules,
    RecordedSessions,
    RequestEffects,
    SealedSteps,
    Sealer,
    SessionExports,
    SessionLog,
    SessionService,
    SessionStarts,
    SessionSteps,
    SessionTimers,
    StartLimit,
    StepLimit,
    StepSignals,
    VisitorEvents,
    VisitorRows,
    VisitorStreams,
    WidgetFaces,
  ],
  exports: [
    Bundles,
    Doors,
    EffectRunner,
    Erasure,
    PhoneRules,
    RecordedSessions,
    Sealer,
    SessionService,
    SessionSteps,
    SessionTimers,
    StartLimit,
    StepLimit,
    VisitorEvents,
    WidgetFaces,
  ],
})
export class SessionsModule {}
