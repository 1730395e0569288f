import { Injectable } from '@nestjs/common';
import { Live } from '../platform/live.js';
import type { Party } from './parties.js';

/** Says to both sides of an entry, after a commit, that there is something to read. */
@Injectable()
export class DeskBells {
  constructor(private readonly live: Live) {}

  message({ companyId, sessionId, entryId }: Party, seq: number): void {
    this.live.ring('desk', companyId, { entryId, sessionId, seq });
  }

  read({ companyId, sessionId, entryId }: Party, seq: number): void {
    this.live.ring('desk', companyId, { entryId, sessionId, read: seq });
  }

  call({ companyId, sessionId, entryId }: Party, callId: string): void {
    this.live.ring('desk', companyId, { entryId, sessionId, callId });
  }

  signal({ companyId, sessionId, entryId }: Party, callId: string, signal: number): void {
    this.live.ring('desk', companyId, { entryId, sessionId, callId, signal });
  }

  /** For the agent's side alone: the visitor's stream hears of sessions only, and none is named. */
  staff({ companyId, entryId }: Party): void {
    this.live.ring('desk', companyId, { entryId });
  }

  hold({ companyId, sessionId, entryId }: Party): void {
    this.live.ring('desk', companyId, { entryId, sessionId, hold: true });
  }

  typing({ companyId, sessionId, entryId, side }: Party): void {
    this.live.ring('typing', companyId, { entryId, sessionId, side });
  }
}
