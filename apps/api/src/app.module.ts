import { Module, type DynamicModule } from '@nestjs/common';
import { AuthModule } from './auth/auth.module.js';
import type { Config } from './platform/config.js';
import { HealthController } from './platform/health.controller.js';
import { MailProcessor } from './platform/mail.processor.js';
import { PlatformModule } from './platform/platform.module.js';

const rooms = [AuthModule];

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
      providers: [MailProcessor],
    };
  }
}
