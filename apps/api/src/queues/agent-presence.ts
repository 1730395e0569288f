import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Attendance } from '../platform/attendance.js';
import { log } from '../platform/log.js';
import { Agents } from './agents.js';

const TELL_MS = 10_000;

/** Says of agents whose console is open that they are there. */
@Injectable()
export class AgentPresence implements OnModuleInit, OnModuleDestroy {
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly attendance: Attendance,
    private readonly agents: Agents,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.tell(), TELL_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async tell(): Promise<void> {
    try {
      for (const [companyId, userIds] of this.attendance.present()) await this.agents.seen(companyId, userIds);
    } catch (err) {
      // The database is away; agents stay for longer than a few of these ticks.
      log.debug({ err }, 'agents not seen');
    }
  }
}
