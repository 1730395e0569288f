import type { FastifyReply, FastifyRequest } from 'fastify';

const PING_MS = 15_000;
/** A reader this far behind has gone without saying so, or cannot keep up: it comes back and resumes. */
const BACKLOG_BYTES = 1024 * 1024;

const open = new Set<EventStream>();

/**
 * One Server-Sent Events answer (WHATWG HTML, "Server-sent events"). `id` is what the client sends back as Last-Event-ID.
 * Streams are ended when the process drains, so that clients resume elsewhere.
 */
export class EventStream {
  private readonly pings: NodeJS.Timeout;
  private readonly stops: (() => void)[] = [];
  private ended = false;

  constructor(
    request: FastifyRequest,
    private readonly reply: FastifyReply,
  ) {
    const headers = reply.getHeaders();
    reply.hijack();
    reply.raw.writeHead(200, {
      ...(headers as NodeJS.Dict<string | string[]>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    reply.raw.write(': open\n\n');
    this.pings = setInterval(() => this.write(': ping\n\n'), PING_MS);
    request.raw.once('close', () => this.close());
    reply.raw.once('close', () => this.close());
    open.add(this);
  }

  send(event: string, data: unknown, id?: string | number): void {
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    this.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${text}\n\n`);
  }

  onClose(stop: () => void): void {
    if (this.ended) stop();
    else this.stops.push(stop);
  }

  close(): void {
    if (this.ended) return;
    this.ended = true;
    open.delete(this);
    clearInterval(this.pings);
    for (const stop of this.stops) stop();
    this.reply.raw.end();
  }

  private write(text: string): void {
    if (this.ended) return;
    this.reply.raw.write(text);
    if (this.reply.raw.writableLength > BACKLOG_BYTES) this.close();
  }
}

/** Ends every stream of this process, a few at a time, so that the clients do not all return in one instant. */
export async function endStreams(): Promise<void> {
  for (const stream of [...open]) {
    stream.close();
    if (open.size % 200 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
