import { Module } from '@nestjs/common';
import { FlowsModule } from '../flows/flows.module.js';
import { QueuesModule } from '../queues/queues.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { CallbackBooking } from './callback-booking.js';
import { CallbackCalls } from './callback-calls.js';
import { CallbackChanges } from './callback-changes.js';
import { CallbackDoor } from './callback-door.js';
import { CallbackGuard } from './callback-guard.js';
import { CallbackLinks } from './callback-links.js';
import { CallbackMails } from './callback-mails.js';
import { CallbackPlan } from './callback-plan.js';
import { CallbackSettingsController } from './callback-settings.controller.js';
import { CallbackSettings } from './callback-settings.js';
import { CallbackSlotBook } from './callback-slot-book.js';
import { CallbackStart } from './callback-start.js';
import { CallbacksController } from './callbacks.controller.js';
import { Callbacks } from './callbacks.js';
import { VisitorCallbacksController } from './visitor-callbacks.controller.js';
import { VisitorCallbacks } from './visitor-callbacks.js';

/** Who is to be called back, and when. A callback whose turn it is waits in a queue like any visitor. The worker adds `CallbackClock`. */
@Module({
  imports: [FlowsModule, QueuesModule, SessionsModule],
  controllers: [CallbackSettingsController, CallbacksController, VisitorCallbacksController],
  providers: [
    CallbackBooking,
    CallbackCalls,
    CallbackChanges,
    CallbackDoor,
    CallbackGuard,
    CallbackLinks,
    CallbackMails,
    CallbackPlan,
    CallbackSettings,
    CallbackSlotBook,
    CallbackStart,
    Callbacks,
    VisitorCallbacks,
  ],
  exports: [CallbackMails, CallbackPlan],
})
export class CallbacksModule {}
