import { Module } from '@nestjs/common';
import { FlowsModule } from '../flows/flows.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { AgentLoads } from './agent-loads.js';
import { AgentPresence } from './agent-presence.js';
import { AgentsController } from './agents.controller.js';
import { Agents } from './agents.js';
import { Board } from './board.js';
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
import { DispositionsController } from './dispositions.controller.js';
import { Dispositions } from './dispositions.js';
import { EntriesController } from './entries.controller.js';
import { Entries } from './entries.js';
import { EntryList } from './entry-list.js';
import { LinesKnown } from './line-facts.js';
import { Lines } from './lines.js';
import { Places } from './places.js';
import { QueueBells } from './queue-bells.js';
import { QueueService } from './queue.service.js';
import { QueuesController } from './queues.controller.js';
import { Router } from './router.js';
import { SessionResults } from './session-results.js';
import { VisitorCallbacksController } from './visitor-callbacks.controller.js';
import { VisitorCallbacks } from './visitor-callbacks.js';
import { WaitAccuracyController } from './wait-accuracy.controller.js';
import { WaitAccuracy } from './wait-accuracy.js';
import { Waits } from './waits.js';

/** Who waits to be served, and by whom. The worker adds `QueueClock` and `CallbackClock`. */
@Module({
  imports: [FlowsModule, SessionsModule],
  controllers: [
    AgentsController,
    CallbackSettingsController,
    CallbacksController,
    DispositionsController,
    EntriesController,
    QueuesController,
    VisitorCallbacksController,
    WaitAccuracyController,
  ],
  providers: [
    AgentLoads,
    AgentPresence,
    Agents,
    Board,
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
    Dispositions,
    Entries,
    EntryList,
    Lines,
    LinesKnown,
    Places,
    QueueBells,
    QueueService,
    Router,
    SessionResults,
    VisitorCallbacks,
    WaitAccuracy,
    Waits,
  ],
  exports: [
    Agents,
    CallbackMails,
    CallbackPlan,
    Entries,
    EntryList,
    Lines,
    QueueBells,
    QueueService,
    Router,
    SessionResults,
  ],
})
export class QueuesModule {}
