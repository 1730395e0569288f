import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { InputBody, InputType, Privacy, Screen, StartSession, VisitorStep } from '../src/wire.js';

type Fault = 'refuse' | 'lose-answer';

interface Kept {
  id: string;
  seq: number;
  answers: Map<string, string>;
}

/** A small visitor API on a real socket: it counts steps, replays repeated inputs, rings, and fails when told to. */
export class VisitorServer {
  readonly starts: StartSession[] = [];
  /** Session ids by the tokens that hand them over. */
  readonly handovers = new Map<string, string>();
  readonly inputs: InputBody[] = [];
  readonly sessions = new Map<string, Kept>();
  /** How the next requests fail, first come first served. */
  faults: Fault[] = [];
  /** What the next input is answered with, instead of a step. */
  refusal: { status: number; body: object } | null = null;
  readonly consents: object[] = [];
  privacy: Privacy = { analytics: 'none', answer: null, signalled: false };
  endsAt = Infinity;
  accepts: InputType[] = ['continue'];
  /** Until then an input has no answer, though the live channel tells what came of it. */
  late: Promise<void> | null = null;
  /** The same node goes on asking, as a menu does when its prompt has ended. */
  sameNode = false;
  base = '';
  /** Open streams and whose they are: a request of the test before may still be on its way. */
  private readonly streams = new Map<ServerResponse, string>();
  private readonly server = createServer((request, response) => void this.answer(request, response));

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const { port } = this.server.address() as AddressInfo;
    this.base = `http://127.0.0.1:${port}/api/v1`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  listens(id: string): boolean {
    return [...this.streams.values()].includes(id);
  }

  /** The flow moves on by itself, as a timer or an agent would move it. */
  advance(id: string, ring = true): void {
    const session = this.sessions.get(id);
    if (!session) throw new Error('no such session');
    session.seq += 1;
    if (ring) this.ring(session);
  }

  private ring(session: Kept): void {
    const data = JSON.stringify(this.step(session));
    for (const stream of this.streams.keys()) stream.write(`id: ${session.seq}\nevent: step\ndata: ${data}\n\n`);
  }

  cutStreams(): void {
    for (const stream of this.streams.keys()) stream.destroy();
  }

  step({ id, seq }: Kept): VisitorStep {
    const screen: Screen =
      seq >= this.endsAt
        ? { kind: 'end', nodeId: 'end', language: 'en', outcome: 'served', text: 'Done.' }
        : { kind: 'message', nodeId: this.sameNode ? 'n' : `n${seq}`, language: 'en', text: `Screen ${seq}` };
    const ended = seq >= this.endsAt;
    return {
      sessionId: id,
      seq,
      status: ended ? 'ended' : 'active',
      screen,
      wait: { accepts: ended ? [] : this.accepts, timeoutSeconds: 60 },
      media: {},
    };
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const fault = request.url?.endsWith('/events') ? undefined : this.faults.shift();
    if (fault === 'refuse') return void request.socket.destroy();
    const reply = (status: number, body: object | string) => {
      if (fault === 'lose-answer') return void request.socket.destroy();
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    const [, id, what] = /\/visitor\/sessions(?:\/([^/]+))?(?:\/(\w+))?$/.exec(request.url ?? '') ?? [];
    if (!id) return this.start(JSON.parse(text), reply);
    if (id === 'resume') return this.resume(JSON.parse(text), reply);
    const session = this.sessions.get(id);
    if (!session) return reply(404, { code: 'not-found' });
    if (request.headers.authorization !== `Bearer token-${id}`) return reply(401, { code: 'auth.expired' });
    if (what === 'events') return this.stream(id, response);
    if (what === 'consent') return this.consent(JSON.parse(text), reply);
    if (what === 'inputs') return this.take(session, JSON.parse(text), reply);
    reply(200, this.body(session));
  }

  private start(body: StartSession, reply: (status: number, body: object) => void): void {
    this.starts.push(body);
    if (body.widgetKey === 'unknown') {
      return reply(404, { code: 'widget.unknown', title: 'No such widget', detail: 'Go back.', requestId: 'R1' });
    }
    const session = { id: randomUUID(), seq: 1, answers: new Map<string, string>() };
    this.sessions.set(session.id, session);
    reply(201, { ...this.body(session), token: `token-${session.id}`, expiresIn: 3600 });
  }

  /** A token is good once. */
  private resume({ token }: { token: string }, reply: (status: number, body: object) => void): void {
    const session = this.sessions.get(this.handovers.get(token) ?? '');
    this.handovers.delete(token);
    if (!session) return reply(410, { code: 'session.handover', title: 'Used', detail: 'Ask again.' });
    reply(201, { ...this.body(session), token: `token-${session.id}`, expiresIn: 3600 });
  }

  private take(session: Kept, body: InputBody, reply: (status: number, body: object | string) => void): void {
    this.inputs.push(body);
    const stored = session.answers.get(body.inputId);
    if (stored) return reply(200, stored);
    if (this.refusal) {
      const { status, body: problem } = this.refusal;
      this.refusal = null;
      return reply(status, problem);
    }
    if (body.seq !== session.seq) return reply(409, { code: 'session.out-of-step', step: this.step(session) });
    session.seq += 1;
    const answer = JSON.stringify(this.step(session));
    session.answers.set(body.inputId, answer);
    if (!this.late) return reply(200, answer);
    this.ring(session);
    void this.late.then(() => reply(200, answer));
  }

  private consent(body: Pick<Privacy, 'answer'>, reply: (status: number, body: object) => void): void {
    this.consents.push(body);
    reply(200, { ...this.privacy, answer: body.answer });
  }

  private stream(id: string, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': ping\n\n');
    this.streams.set(response, id);
    response.on('close', () => this.streams.delete(response));
  }

  private body(session: Kept): object {
    const brand = {
      companyName: 'Brightwater',
      lamp: '#f3b25a',
      theme: 'auto',
      logoUrl: null,
      hostUrl: null,
      wording: {},
      variables: {},
    };
    return {
      sessionId: session.id,
      mode: 'video',
      brand,
      doors: ['callback'],
      languages: ['en'],
      privacy: this.privacy,
      step: this.step(session),
    };
  }
}

/** Web storage, as much of it as is used. */
export class MemoryShelf {
  private readonly entries = new Map<string, string>();
  getItem = (key: string) => this.entries.get(key) ?? null;
  setItem = (key: string, value: string) => void this.entries.set(key, value);
  removeItem = (key: string) => void this.entries.delete(key);
}

export async function until(condition: () => boolean, patience = 8_000): Promise<void> {
  const end = Date.now() + patience;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`Waited ${patience} ms in vain for ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
