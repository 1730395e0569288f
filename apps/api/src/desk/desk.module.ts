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
import { KeptFiles } from './kept-files.js';
import { Messages } from './messages.js';
import { Parties } from './parties.js';
import { DeskRecordingsController } from './recordings/desk-recordings.controller.js';
import { Forgetting } from './recordings/forgetting.js';
import { Playback } from './recordings/playback.js';
import { RecordingEnds } from './recordings/recording-ends.js';
import { RecordingFilm } from './recordings/recording-film.js';
import { RecordingPieces } from './recordings/recording-pieces.js';
import { RecordingRoom } from './recordings/recording-room.js';
import { RecordingSettings } from './recordings/recording-settings.js';
import { RecordingStore } from './recordings/recording-store.js';
import { RecordingWork } from './recordings/recording-work.js';
import { RecordingsController } from './recordings/recordings.controller.js';
import { Recordings } from './recordings/recordings.js';
import { VisitorRecordingsController } from './recordings/visitor-recordings.controller.js';
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
    DeskRecordingsController,
    RecordingsController,
    RepliesController,
    SupervisionController,
    VisitorCallsController,
    VisitorDeskController,
    VisitorRecordingsController,
  ],
  providers: [
    Calls,
    Conversations,
    DeskBells,
    FileChecks,
    Files,
    Forgetting,
    Holds,
    IceServers,
    KeptFiles,
    Messages,
    Parties,
    Playback,
    RecordingEnds,
    RecordingFilm,
    RecordingPieces,
    RecordingRoom,
    RecordingSettings,
    RecordingStore,
    RecordingWork,
    Recordings,
    Replies,
    SealedBox,
    Supervisors,
    TalkLimit,
    VisitorNews,
    Whispers,
  ],
  exports: [Forgetting, RecordingEnds, RecordingRoom, RecordingWork],
})
export class DeskModule {}
