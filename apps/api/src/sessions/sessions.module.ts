import { Module } from '@nestjs/common';
import { ContentModule } from '../content/content.module.js';
import { Answers } from './answers.js';
import { Bundles } from './bundles.js';
import { EffectRunner } from './effect-runner.js';
import { IdleSessions } from './idle-sessions.js';
import { StartLimit, StepLimit } from './limits.js';
import { Sealer } from './sealer.js';
import { SealedSteps } from './sealed-steps.js';
import { SessionLog } from './session-log.js';
import { SessionService } from './session.service.js';
import { SessionStarts } from './session-starts.js';
import { SessionSteps } from './session-steps.js';
import { SessionsController } from './sessions.controller.js';
import { StepSignals } from './step-signals.js';
import { VisitorController } from './visitor.controller.js';
import { VisitorRows } from './visitor-rows.js';
import { VisitorStreams } from './visitor-streams.js';

/** Visitors' sessions. The worker adds `EffectsProcessor` and `SweepProcessor`. */
@Module({
  imports: [ContentModule],
  controllers: [VisitorController, SessionsController],
  providers: [
    Answers,
    Bundles,
    EffectRunner,
    IdleSessions,
    SealedSteps,
    Sealer,
    SessionLog,
    SessionService,
    SessionStarts,
    SessionSteps,
    StartLimit,
    StepLimit,
    StepSignals,
    VisitorRows,
    VisitorStreams,
  ],
  exports: [EffectRunner, IdleSessions, Sealer],
})
export class SessionsModule {}
