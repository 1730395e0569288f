import { Injectable } from '@nestjs/common';
import type { EventStream } from '../platform/event-stream.js';
import { log } from '../platform/log.js';
import type { SessionKey } from './visitor-rows.js';

/** What a page is told of a topic when its stream opens, by session; a session that is left out is told nothing. */
export type Standing = (sessions: SessionKey[]) => Promise<ReadonlyMap<string, unknown>>;

interface Attached {
  session: SessionKey;
  streams: readonly EventStream[];
}

/** Streams that open together are told together. */
const GATHER_MS = 20;
const CHUNK = 500;

/**
 * What rooms above tell visitors on the stream of their session, beside its steps. Only streams of this process: a room
 * hears by its own bells what to tell in each. An event has no id and is told once; what stands is told again whenever a
 * stream opens, so a page that was away misses nothing.
 */
@Injectable()
export class VisitorEvents {
  private readonly attached = new Map<string, Attached>();
  private readonly topics = new Map<string, Standing>();
  private readonly leavers: ((session: SessionKey) => void)[] = [];
  private readonly comers: ((session: SessionKey) => void)[] = [];
  private opened = new Set<Attached>();

  /** Says what stands of a topic to each stream that opens. */
  onOpen(topic: string, standing: Standing): void {
    if (this.topics.has(topic)) throw new Error(`Visitors are told of ${topic} by two rooms`);
    this.topics.set(topic, standing);
  }

  /** When a session's first stream of this process opens. */
  onCome(listener: (session: SessionKey) => void): void {
    this.comers.push(listener);
  }

  /** When a session's last stream of this process has closed: the page is away, or at another process. */
  onGone(listener: (session: SessionKey) => void): void {
    this.leavers.push(listener);
  }

  /** Whether the session has a stream in this process. */
  listens(sessionId: string): boolean {
    return this.attached.has(sessionId);
  }

  /** Sessions that have a stream in this process. */
  *sessions(): Generator<SessionKey> {
    for (const { session } of this.attached.values()) yield session;
  }

  /** A text is sent as it is. False where this process has no stream of the session. */
  send(sessionId: string, topic: string, data: unknown): boolean {
    const attached = this.attached.get(sessionId);
    if (!attached) return false;
    for (const stream of attached.streams) stream.send(topic, data);
    return true;
  }

  /** Called by the stream itself. Answers how to let go of it. */
  attach(session: SessionKey, stream: EventStream): () => void {
    const attached = this.attached.get(session.sessionId) ?? { session, streams: [] };
    const first = attached.streams.length === 0;
    attached.streams = [...attached.streams, stream];
    this.attached.set(session.sessionId, attached);
    if (first) for (const listener of this.comers) listener(session);
    if (this.topics.size > 0) {
      if (this.opened.size === 0) setTimeout(() => void this.welcome(), GATHER_MS).unref();
      this.opened.add(attached);
    }
    return () => {
      attached.streams = attached.streams.filter((other) => other !== stream);
      if (attached.streams.length > 0 || this.attached.get(session.sessionId) !== attached) return;
      this.attached.delete(session.sessionId);
      for (const listener of this.leavers) listener(session);
    };
  }

  private async welcome(): Promise<void> {
    const opened = [...this.opened];
    this.opened = new Set();
    for (let at = 0; at < opened.length; at += CHUNK) {
      const sessions = opened.slice(at, at + CHUNK).map(({ session }) => session);
      for (const [topic, standing] of this.topics) {
        try {
          for (const [sessionId, data] of await standing(sessions)) this.send(sessionId, topic, data);
        } catch (err) {
          // The database is away: the page is told with the next change.
          log.debug({ err, topic }, 'visitor events: not told what stands');
        }
      }
    }
  }
}
