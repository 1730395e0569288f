import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EventStream } from '../platform/event-stream.js';
import { Live } from '../platform/live.js';
import { log } from '../platform/log.js';
import { Problem } from '../platform/problem.js';
import { Answers, type Answer } from './answers.js';
import { VisitorEvents } from './visitor-events.js';
import { VisitorRows, type SessionKey } from './visitor-rows.js';

interface Stream {
  session: SessionKey;
  /** The last step that was sent. */
  seq: number;
  out: EventStream;
  /** Whether the step's time runs on while the page is hidden. */
  firm: boolean;
  /** When to say again that the visitor is here. */
  presentAt: number;
}

const CATCH_UP_MS = 1_000;
const PRESENT_MS = 5_000;
/** How long before its time is up a session is put off, and to when (as `visitor_present` does). */
const NEAR_SECONDS = 25;
const PUT_OFF_SECONDS = 60;
/** A visitor counts as seen for some minutes. */
const SEEN_SECONDS = 240;
/** A page reconnects and reloads; what is more than this is not a page. */
const PER_SESSION = 4;
/** Sessions in one query. */
const CHUNK = 500;
const NONE: readonly Stream[] = [];

/**
 * Visitors' event streams of this process. A bell says that a session has gone on; one query a second finds those whose
 * bell was lost. Both only mark sessions as due: what is sent is read from the rows, many at once. While its stream is
 * open a page counts down itself, and the server does not answer in its stead.
 */
@Injectable()
export class VisitorStreams implements OnModuleInit, BeforeApplicationShutdown {
  private readonly streams = new Map<string, readonly Stream[]>();
  private readonly due = new Map<string, number>();
  private reading = false;
  private asking = false;
  private telling = false;
  private readonly stops: (() => void)[] = [];

  constructor(
    private readonly live: Live,
    private readonly rows: VisitorRows,
    private readonly answers: Answers,
    private readonly events: VisitorEvents,
  ) {}

  onModuleInit(): void {
    const catchUp = setInterval(() => void this.catchUp(), CATCH_UP_MS).unref();
    const present = setInterval(() => void this.tellPresent(), PRESENT_MS).unref();
    this.stops.push(
      () => clearInterval(catchUp),
      () => clearInterval(present),
      this.live.listen(null, ['sessions'], ({ data: { sessionId, seq } }) => {
        if (typeof sessionId === 'string' && typeof seq === 'number') this.mark(sessionId, seq);
      }),
    );
  }

  /** Streams end with the process, so that it can drain; their readers come back to another. */
  beforeApplicationShutdown(): void {
    for (const stop of this.stops) stop();
    for (const { out } of [...this.all()]) out.close();
  }

  /** Sends the step that stands, unless it is the one the reader has seen, and every one after. */
  async open(session: SessionKey, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const [answer] = await this.answers.current([session]);
    if (!answer) throw new Problem('not-found');
    const out = new EventStream(reply);
    const { sessionId } = session;
    const stream: Stream = {
      session,
      out,
      seq: lastSeen(request.headers['last-event-id'], answer.seq),
      firm: answer.firm,
      presentAt: 0,
    };
    const others = this.of(sessionId);
    if (others.length >= PER_SESSION) others[0]?.out.close();
    this.streams.set(sessionId, [...this.of(sessionId), stream]);
    const detach = this.events.attach(session, out);
    out.onClose(() => {
      detach();
      const left = this.of(sessionId).filter((other) => other !== stream);
      if (left.length > 0) this.streams.set(sessionId, left);
      else this.streams.delete(sessionId);
    });
    await this.send(stream, answer);
    // How much is left of the time of a step that stood already is not known yet.
    stream.presentAt = 0;
  }

  private mark(sessionId: string, seq: number): void {
    if (!this.of(sessionId).some((stream) => stream.seq < seq)) return;
    this.due.set(sessionId, seq);
    if (this.reading) return;
    this.reading = true;
    setImmediate(() => void this.deliver());
  }

  private async deliver(): Promise<void> {
    try {
      while (this.due.size > 0) {
        const ids = [...this.due.keys()].slice(0, CHUNK);
        for (const id of ids) this.due.delete(id);
        const streams = ids.flatMap((id) => this.of(id));
        const answers = await this.answers.current(streams.map(({ session }) => session));
        await Promise.all(streams.map((stream, at) => this.send(stream, answers[at])));
      }
    } catch (err) {
      // The database is away: the next catch-up finds the same sessions.
      log.debug({ err }, 'visitor streams: steps not read');
    } finally {
      this.reading = false;
    }
  }

  private async send(stream: Stream, answer: Answer | undefined): Promise<void> {
    const { out, session } = stream;
    if (!answer || answer.seq <= stream.seq) {
      if (answer?.status === 'ended') out.close();
      return;
    }
    const seen = stream.seq;
    stream.seq = answer.seq;
    stream.firm = answer.firm;
    stream.presentAt = nextPresence(answer.seconds);
    let step: string;
    try {
      step = await this.answers.write(session, answer);
    } catch (error) {
      // Not sent, so it is not seen: the next catch-up tries again.
      stream.seq = seen;
      throw error;
    }
    out.send('step', step, answer.seq);
    if (answer.status === 'ended') out.close();
  }

  private async catchUp(): Promise<void> {
    if (this.asking || this.streams.size === 0) return;
    this.asking = true;
    try {
      const streams = [...this.all()];
      for (let at = 0; at < streams.length; at += CHUNK)
        for (const [sessionId, seq] of await this.rows.moved(streams.slice(at, at + CHUNK))) this.mark(sessionId, seq);
    } catch (err) {
      // The database is away; the next tick asks again.
      log.debug({ err }, 'visitor streams: no catch-up');
    } finally {
      this.asking = false;
    }
  }

  private async tellPresent(): Promise<void> {
    const streams = [...this.all()].filter(({ presentAt }) => presentAt <= Date.now());
    if (streams.length === 0 || this.telling) return;
    this.telling = true;
    try {
      const left = await this.rows.present(streams.map(({ session, firm }) => ({ ...session, firm })));
      for (const [at, stream] of streams.entries()) {
        const seconds = left[at] ?? SEEN_SECONDS;
        stream.presentAt = nextPresence(!stream.firm && seconds < NEAR_SECONDS ? PUT_OFF_SECONDS : seconds);
      }
    } catch (err) {
      // The database is away; the next tick tells it.
      log.debug({ err }, 'visitor streams: presence not told');
    } finally {
      this.telling = false;
    }
  }

  private of(sessionId: string): readonly Stream[] {
    return this.streams.get(sessionId) ?? NONE;
  }

  private *all(): Generator<Stream> {
    for (const streams of this.streams.values()) yield* streams;
  }
}

/** Before the time is up, and while the visitor still counts as seen. */
function nextPresence(seconds: number): number {
  return Date.now() + Math.min(SEEN_SECONDS, Math.max(0, seconds - NEAR_SECONDS)) * 1000;
}

/** What the page has shown already. All streams of a process are asked about in one query: one odd number would fail it. */
function lastSeen(header: string | string[] | undefined, newest: number): number {
  const seq = Number(header);
  return Number.isInteger(seq) && seq > 0 && seq <= newest ? seq : 0;
}
