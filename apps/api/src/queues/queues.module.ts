import { Module } from '@nestjs/common';
import { FlowsModule } from '../flows/flows.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { AgentLoads } from './agent-loads.js';
import { AgentPresence } from './agent-presence.js';
import { AgentsController } from './agents.controller.js';
import { Agents } from './agents.js';
import { Board } from './board.js';
import { DispositionsController } from './dispositions.controller.js';
import { Dispositions } from './dispositions.js';
import { EntriesController } from './entries.controller.js';
import { Entries } from './entries.js';
import { EntryList } from './entry-list.js';
import { Lines } from './lines.js';
import { Places } from './places.js';
import { QueueBells } from './queue-bells.js';
import { QueueService } from './queue.service.js';
import { QueuesController } from './queues.controller.js';
import { Router } from './router.js';
import { SessionResults } from './session-results.js';
import { LinesKnown } from './waits/line-facts.js';
import { WaitAccuracyController } from './waits/wait-accuracy.controller.js';
import { WaitAccuracy } from './waits/wait-accuracy.js';
import { Waits } from './waits/waits.js';

/** Who waits to be served, and by whom. The worker adds `QueueClock`. */
@Module({
  imports: [FlowsModule, SessionsModule],
  controllers: [AgentsController, DispositionsController, EntriesController, QueuesController, WaitAccuracyController],
  providers: [
    AgentLoads,
    AgentPresence,
    Agents,
    Board,
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
    WaitAccuracy,
    Waits,
  ],
  exports: [Entries, Lines, QueueBells, Router, SessionResults],
})
export class QueuesModule {}
