import { Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.js';
import { ReplayService } from './replay.service.js';
import { ReplaysController } from './replays.controller.js';

/** Sessions that were lived, run again on other versions of their flows. */
@Module({
  imports: [SessionsModule],
  controllers: [ReplaysController],
  providers: [ReplayService],
})
export class ReplaysModule {}
