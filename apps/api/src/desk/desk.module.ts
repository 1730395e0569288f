import { Module } from '@nestjs/common';
import { ContentModule } from '../content/content.module.js';
import { QueuesModule } from '../queues/queues.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { Calls } from './calls.js';
import { Conversations } from './conversations.js';
import { DeskBells } from './desk-bells.js';
import { DeskCallsController } from './desk-calls.controller.js';
import { DeskController } from './desk.controller.js';
import { FileChecks } from './file-checks.js';
import { Files } from './files.js';
import { Holds } from './holds.js';
import { IceServers } from './ice-servers.js';
import { Messages } from './messages.js';
import { Parties } from './parties.js';
import { Replies } from './replies.js';
import { RepliesController } from './replies.controller.js';
import { SealedBox } from './sealed-box.js';
import { SupervisionController } from './supervision.controller.js';
import { Supervisors } from './supervisors.js';
import { TalkLimit } from './talk-limit.js';
import { VisitorCallsController } from './visitor-calls.controller.js';
import { VisitorDeskController } from './visitor-desk.controller.js';
import { VisitorNews } from './visitor-news.js';
import { Whispers } from './whispers.js';

/** What is said over a queue entry: in writing, by voice and in pictures. */
@Module({
  imports: [ContentModule, QueuesModule, SessionsModule],
  controllers: [
    DeskCallsController,
    DeskController,
    RepliesController,
    SupervisionController,
    VisitorCallsController,
    VisitorDeskController,
  ],
  providers: [
    Calls,
    Conversations,
    DeskBells,
    FileChecks,
    Files,
    Holds,
    IceServers,
    Messages,
    Parties,
    Replies,
    SealedBox,
    Supervisors,
    TalkLimit,
    VisitorNews,
    Whispers,
  ],
})
export class DeskModule {}
