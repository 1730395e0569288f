import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Orphans, type KeptFolder } from '../content/lifecycle/orphans.js';
import { rows } from '../platform/db.js';

/** Which of the files that the desk put into the store are somebody's: those of chats, and recordings. Both lie by session. */
@Injectable()
export class KeptFiles implements OnModuleInit {
  constructor(private readonly orphans: Orphans) {}

  onModuleInit(): void {
    this.orphans.watch('desk', {
      partOf: (rest) => rest,
      keptIn: parts(
        `select m.file_id::text as part from desk_messages m
         join queue_entries e on e.company_id = m.company_id and e.id = m.entry_id
         where e.session_id = $1 and m.file_id is not null`,
      ),
    });
    this.orphans.watch('recordings', {
      partOf: (rest) => rest.split('/')[0] ?? rest,
      keptIn: parts(`select id::text as part from call_recordings where session_id = $1 and state <> 'gone'`),
    });
  }
}

const parts =
  (sql: string): KeptFolder['keptIn'] =>
  async (em: EntityManager, sessionId: string) =>
    (await rows<{ part: string }>(em, sql, [sessionId])).map(({ part }) => part);
