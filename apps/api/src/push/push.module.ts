import { Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.js';
import { PushNotices } from './push-notices.js';
import { PushSender } from './push-sender.js';
import { PushSubscriptions } from './push-subscriptions.js';
import { Vapid } from './vapid.js';
import { VisitorPushController } from './visitor-push.controller.js';

/** Messages to visitors whose page is away. It reads lines from their tables. The worker adds `PushProcessor`. */
@Module({
  imports: [SessionsModule],
  controllers: [VisitorPushController],
  providers: [PushNotices, PushSender, PushSubscriptions, Vapid],
  exports: [PushNotices, PushSubscriptions],
})
export class PushModule {}
