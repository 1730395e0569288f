import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServerResponse } from 'node:http';
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
  raw: ServerResponse;
  /** Whether the step's time runs on while the page is hidden. */
  firm: boolean;
  /** When to say again that the visitor is here. */
  presentAt: number;
}

const CATCH_UP_MS = 1_000;
const PING_MS = 15_000;
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
/** A reader this far behind is cut off: it comes back and reads the newest step. */
const MAX_UNREAD = 256 * 1024;

/**
 * Visitors' event streams of this process. A bell says that a session has gone on; one query a second finds those whose
 * bell was lost. Both only mark sessions as due: what is sent is read from the rows, many at once. While its stream is
 * open a page counts down itself, and the server does not answer in its stead.
 */
@Injectable()
export class VisitorStreams implements OnModuleInit, BeforeApplicationShutdown {
  private readonly streams = new Map<string, Set<Stream>>();
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
    const ping = setInterval(() => this.ping(), PING_MS).unref();
    const present = setInterval(() => void this.tellPresent(), PRESENT_MS).unref();
    this.stops.push(
      () => clearInterval(catchUp),
      () => clearInterval(ping),
      () => clearInterval(present),
      this.live.listen(null, ['sessions'], ({ data: { sessionId, seq } }) => {
        if (typeof sessionId === 'string' && typeof seq === 'number') this.mark(sessionId, seq);
      }),
    );
  }

  /** Streams end with the process, so that it can drain; their readers come back to another. */
  beforeApplicationShutdown(): void {
    for (const stop of this.stops) stop();
    for (const stream of this.all()) stream.raw.end();
  }

  /** Sends the step that stands, unless it is the one the reader has seen, and every one after. */
  async open(session: SessionKey, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const [answer] = await this.answers.current([session]);
    if (!answer) throw new Problem('not-found');
    reply.hijack();
    const { raw } = reply;
    if (raw.destroyed) return;
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
    raw.setHeader('content-type', 'text/event-stream; charset=utf-8');
    raw.setHeader('cache-control', 'no-store');
    raw.setHeader('x-accel-buffering', 'no');
    raw.write(': open\n\n');
    const seq = lastSeen(request.headers['last-event-id'], answer.seq);
    const stream: Stream = { session, seq, raw, firm: answer.firm, presentAt: 0 };
    const others = this.streams.get(session.sessionId) ?? new Set();
    if (others.size >= PER_SESSION) [...others][0]?.raw.end();
    this.streams.set(session.sessionId, others.add(stream));
    const detach = this.events.attach(session, raw);
    raw.on('close', () => {
      detach();
      others.delete(stream);
      if (others.size === 0 && this.streams.get(session.sessionId) === others) this.streams.delete(session.sessionId);
    });
    await this.send(stream, answer);
    // How much is left of the time of a step that stood already is not known yet.
    stream.presentAt = 0;
  }

  private mark(sessionId: string, seq: number): void {
    const streams = this.streams.get(sessionId);
    if (!streams || ![...streams].some((stream) => stream.seq < seq)) return;
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
        const streams = ids.flatMap((id) => [...(this.streams.get(id) ?? [])]);
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
    const { raw, session } = stream;
    if (!answer || answer.seq <= stream.seq || raw.writableEnded) {
      if (answer?.status === 'ended') raw.end();
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
    if (raw.writableLength > MAX_UNREAD) return void raw.destroy();
    raw.write(`id: ${answer.seq}\nevent: step\ndata: ${step}\n\n`);
    if (answer.status === 'ended') raw.end();
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

  private ping(): void {
    for (const { raw } of this.all()) raw.write(': ping\n\n');
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
