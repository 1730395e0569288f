import { Module } from '@nestjs/common';
import { FlowsModule } from '../flows/flows.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { AgentLoads } from './agent-loads.js';
import { AgentPresence } from './agent-presence.js';
import { AgentsController } from './agents.controller.js';
import { Agents } from './agents.js';
import { CallbacksController } from './callbacks.controller.js';
import { Callbacks } from './callbacks.js';
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
import { WaitAccuracyController } from './wait-accuracy.controller.js';
import { WaitAccuracy } from './wait-accuracy.js';
import { Waits } from './waits.js';

/** Who waits to be served, and by whom. The worker adds `QueueClock`. */
@Module({
  imports: [FlowsModule, SessionsModule],
  controllers: [AgentsController, CallbacksController, EntriesController, QueuesController, WaitAccuracyController],
  providers: [
    AgentLoads,
    AgentPresence,
    Agents,
    Callbacks,
    Entries,
    EntryList,
    Lines,
    LinesKnown,
    Places,
    QueueBells,
    QueueService,
    Router,
    SessionResults,
    WaitAccuracy,
    Waits,
  ],
  exports: [Agents, Entries, EntryList, Lines, QueueBells, QueueService, Router, SessionResults],
})
export class QueuesModule {}
