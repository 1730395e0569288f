import { Injectable } from '@nestjs/common';
import type { After } from '../platform/db.js';
import { Live } from '../platform/live.js';

export interface QueueChange {
  companyId: string;
  /** Null: agents changed. */
  queueId: string | null;
  /** Whose entry it is, where it is one visitor's alone. */
  sessionId?: string;
}

/** Says after a commit that a line has changed: to every process by a bell, and to this one's router at once. */
@Injectable()
export class QueueBells {
  private readonly listeners: ((change: QueueChange) => void)[] = [];

  constructor(private readonly live: Live) {}

  /** Hears what may give somebody work, as far as this process has changed it. */
  onChange(listener: (change: QueueChange) => void): void {
    this.listeners.push(listener);
  }

  changed(after: After, change: QueueChange): void {
    after(() => {
      this.tell(change);
      for (const listener of this.listeners) listener(change);
    });
  }

  /** For what gives nobody anything to do. */
  tell({ companyId, queueId, sessionId = null }: Omit<QueueChange, 'sessionId'> & { sessionId?: string | null }): void {
    this.live.ring('queues', companyId, { queueId, sessionId });
  }
}
