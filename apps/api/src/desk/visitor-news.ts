import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Live } from '../platform/live.js';
import { VisitorEvents } from '../sessions/visitor-events.js';

/** Says on a visitor's stream that there is something to read of their talk. A page that was away asks by itself. */
@Injectable()
export class VisitorNews implements OnModuleInit, OnApplicationShutdown {
  private stop = (): void => undefined;

  constructor(
    private readonly live: Live,
    private readonly events: VisitorEvents,
  ) {}

  onModuleInit(): void {
    this.stop = this.live.listen(
      null,
      ['desk', 'typing'],
      ({ topic, data: { sessionId, side, seq, hold, callId, signal } }) => {
        if (typeof sessionId !== 'string') return;
        if (topic === 'typing') return void (side === 'agent' && this.events.send(sessionId, 'typing', {}));
        if (hold) return void this.events.send(sessionId, 'hold', {});
        if (callId === undefined) return void this.events.send(sessionId, 'message', { seq });
        this.events.send(sessionId, 'call', { callId, signal });
      },
    );
  }

  onApplicationShutdown(): void {
    this.stop();
  }
}
