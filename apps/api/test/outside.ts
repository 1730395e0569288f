import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { Config } from '../src/platform/config.js';
import type { OutboundErrorCode } from '../src/platform/outbound/outbound-error.js';
import { readAllowedTargets } from '../src/platform/outbound/outbound-targets.js';
import { Outbound, Resolver, type HostAddress, type OutboundRequest } from '../src/platform/outbound/outbound.js';

/** A server of the outside world, on this machine. It keeps what it was asked. */
export interface Outside {
  port: number;
  url: string;
  /** What came, oldest first. */
  asked: Asked[];
  close(): Promise<void>;
}

export interface Asked {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

const open = new Set<Outside>();

/** Closes every server that a test has opened. */
export const closeOutside = (): Promise<unknown> => Promise.all([...open].map((each) => each.close()));

type Answer = (asked: Asked, ...rest: Parameters<RequestListener>) => unknown;

export async function serve(answer: Answer, at: { host?: string; port?: number } = {}): Promise<Outside> {
  const { host = '127.0.0.1' } = at;
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const one: Asked = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: await text(request),
    };
    asked.push(one);
    await answer(one, request, response);
  });
  const port = await listen(server, host, at.port);
  const outside: Outside = {
    port,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    asked,
    close: () => {
      open.delete(outside);
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
  open.add(outside);
  return outside;
}

/** Below the range that outgoing connections take their own ports from. */
async function listen(server: Server, host: string, wanted?: number): Promise<number> {
  for (;;) {
    const port = wanted ?? 20_000 + Math.floor(Math.random() * 12_000);
    const free = await new Promise<boolean>((resolve, reject) => {
      server.once('error', (error) => (wanted === undefined ? resolve(false) : reject(error)));
      server.listen(port, host, () => resolve(true));
    });
    if (free) return port;
  }
}

/** Stands for the world's name servers: hosts and the addresses they answer with. */
export class Names extends Resolver {
  readonly asked: string[] = [];

  constructor(private readonly known: Record<string, string[] | string[][]>) {
    super();
  }

  override async addressesOf(host: string): Promise<HostAddress[]> {
    this.asked.push(host);
    const entry = this.known[host];
    if (!entry) throw Object.assign(new Error('no such host'), { code: 'ENOTFOUND' });
    // A list of lists answers something else each time.
    const answer = Array.isArray(entry[0]) ? (entry as string[][]).shift() : (entry as string[]);
    return (answer ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  }
}

export function door(allow = '', names = new Names({})): Outbound {
  const outboundAllow = readAllowedTargets(allow, (entry) => {
    throw new Error(`the test allows ${entry}`);
  });
  return new Outbound(Object.assign(new Config(), { outboundAllow }), names);
}

export const asking = (url: string, more: Partial<OutboundRequest> = {}): OutboundRequest => ({
  method: 'GET',
  url,
  timeoutMs: 3_000,
  maxBytes: 65_536,
  ...more,
});

export const refusal = (work: Promise<unknown>): Promise<OutboundErrorCode | 'answered'> =>
  work.then(
    () => 'answered',
    (error) => error.code,
  );
