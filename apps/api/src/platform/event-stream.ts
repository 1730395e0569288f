import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Socket } from 'node:net';

const PING_MS = 15_000;
const PING = Buffer.from(': ping\n\n');
/** A reader this far behind has gone without saying so, or cannot keep up: it comes back and resumes. */
const MOST_UNREAD = 512 * 1024;

const open = new Map<Socket, EventStream>();

/**
 * One Server-Sent Events answer (WHATWG HTML, "Server-sent events"). `id` is what the client sends back as Last-Event-ID.
 *
 * A stream lives for hours, and a process keeps thousands: it holds on to the connection alone. Once the head is written,
 * the request is over for Node and Fastify, which let go of what they keep of it (ADR 40).
 */
export class EventStream {
  private readonly socket: Socket | null;
  private readonly stops: (() => void)[] = [];
  private ended = false;

  constructor(reply: FastifyReply) {
    const { raw } = reply;
    reply.hijack();
    this.socket = raw.socket;
    const { socket } = this;
    // Gone while it was being seen to.
    if (!socket || socket.destroyed) {
      this.ended = true;
      return;
    }
    socket.write(`${headOf(reply)}: open\n\n`);
    raw.emit('finish');
    // The server gives a connection without a request some time, then ends it.
    socket.setTimeout(0);
    socket.once('close', () => this.close());
    open.set(socket, this);
    startPings();
  }

  send(event: string, data: unknown, id?: string | number): void {
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    this.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${text}\n\n`);
  }

  /** An event as it goes over the line, or several. */
  write(text: string | Buffer): void {
    if (this.ended || !this.socket) return;
    if (this.socket.writableLength > MOST_UNREAD) this.socket.destroy();
    else this.socket.write(text);
  }

  onClose(stop: () => void): void {
    if (this.ended) stop();
    else this.stops.push(stop);
  }

  close(): void {
    if (this.ended || !this.socket) return;
    this.ended = true;
    open.delete(this.socket);
    this.socket.end();
    for (const stop of this.stops) stop();
  }
}

/** The connection closes with the stream, so any client and any proxy knows its end, those of HTTP/1.0 too. */
function headOf(reply: FastifyReply): string {
  const { raw } = reply;
  // By Node, which refuses what would break out of a header.
  for (const [name, value] of Object.entries({
    ...reply.getHeaders(),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    date: new Date().toUTCString(),
    connection: 'close',
  }))
    if (value !== undefined) raw.setHeader(name, value);
  const lines = Object.entries(raw.getHeaders()).flatMap(([name, value]) =>
    [value ?? []].flat().map((each) => `${name}: ${each}\r\n`),
  );
  return `HTTP/1.1 200 OK\r\n${lines.join('')}\r\n`;
}

let pings: NodeJS.Timeout | undefined;

function startPings(): void {
  pings ??= setInterval(() => {
    for (const stream of open.values()) stream.write(PING);
  }, PING_MS).unref();
}

/** Nothing is answered any more on a connection that has become a stream: an answer would stand among its events. */
export function refuseBehindStreams(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const { socket } = request.raw;
    if (open.has(socket)) socket.destroy();
    else done();
  });
}

/** Ends every stream of this process, a few at a time, so that the clients do not all return in one instant. */
export async function endStreams(): Promise<void> {
  for (const stream of [...open.values()]) {
    stream.close();
    if (open.size % 200 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
