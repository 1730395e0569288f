import { Module, type DynamicModule } from '@nestjs/common';
import { AnalyticsModule } from './analytics/analytics.module.js';
import { RollupProcessor } from './analytics/rollup.processor.js';
import { AuthModule } from './auth/auth.module.js';
import { CallbackClock } from './callbacks/callback-clock.js';
import { CallbacksModule } from './callbacks/callbacks.module.js';
import { ContentModule } from './content/content.module.js';
import { LifecycleProcessor } from './content/lifecycle/lifecycle.processor.js';
import { TranscodeProcessor } from './content/preparing/transcode.processor.js';
import { DeskModule } from './desk/desk.module.js';
import { RecordingProcessor } from './desk/recordings/recording.processor.js';
import { ActivationProcessor } from './flows/activation.processor.js';
import { FlowsModule } from './flows/flows.module.js';
import { HelpModule } from './help/help.module.js';
import type { Config } from './platform/config.js';
import { HealthController } from './platform/health.controller.js';
import { MailProcessor } from './platform/mail/mail.processor.js';
import { PlatformModule } from './platform/platform.module.js';
import { PushModule } from './push/push.module.js';
import { PushProcessor } from './push/push.processor.js';
import { QueueClock } from './queues/clock.js';
import { QueuesModule } from './queues/queues.module.js';
import { ReplaysModule } from './replays/replays.module.js';
import { EffectsProcessor } from './sessions/effects/effects.processor.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { SweepProcessor } from './sessions/sweep.processor.js';

const rooms = [
  AnalyticsModule,
  AuthModule,
  CallbacksModule,
  ContentModule,
  DeskModule,
  FlowsModule,
  HelpModule,
  PushModule,
  QueuesModule,
  ReplaysModule,
  SessionsModule,
];

/** What serves HTTP: every room's doors. */
@Module({})
export class ApiModule {
  static with(config: Config): DynamicModule {
    return {
      module: ApiModule,
      imports: [PlatformModule.with(config), ...rooms],
      controllers: [HealthController],
    };
  }
}

/** What does the jobs: the same rooms, and the processors. */
@Module({})
export class WorkerModule {
  static with(config: Config): DynamicModule {
    return {
      module: WorkerModule,
      imports: [PlatformModule.with(config), ...rooms],
      providers: [
        ActivationProcessor,
        CallbackClock,
        EffectsProcessor,
        LifecycleProcessor,
        MailProcessor,
        PushProcessor,
        QueueClock,
        RecordingProcessor,
        RollupProcessor,
        SweepProcessor,
        TranscodeProcessor,
      ],
    };
  }
}
