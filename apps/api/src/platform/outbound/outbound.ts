import { Injectable } from '@nestjs/common';
import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { Histogram } from 'prom-client';
import { Client } from 'undici';
import { Config } from '../config.js';
import { log } from '../log.js';
import { stoppable } from '../stoppable.js';
import { readBody } from './outbound-body.js';
import { asOutboundError, OutboundError } from './outbound-error.js';
import { fieldsOf, firstHop, hostOf, isLinePort, nextHop, portOf, type Hop, type HopRequest } from './outbound-hop.js';
import { isAllowed, isNamed, isPublic, type AllowedTarget } from './outbound-targets.js';

export interface OutboundRequest extends HopRequest {
  /** For everything together: name, connection, redirects, and the last byte of the answer. */
  timeoutMs: number;
  /** Of the answer's body, unpacked. */
  maxBytes: number;
  signal?: AbortSignal;
  /** Targets inside our own network that this one may reach, beside those of `OUTBOUND_ALLOW`: ones that the operator named. */
  allow?: readonly AllowedTarget[];
}

export interface OutboundAnswer {
  status: number;
  /** Names in small letters; what came more than once is joined by commas. */
  headers: ReadonlyMap<string, string>;
  body: Buffer;
}

export interface HostAddress {
  address: string;
  family: number;
}

/** Finds a host's addresses as the rest of this machine does. */
@Injectable()
export class Resolver {
  addressesOf(host: string): Promise<HostAddress[]> {
    return lookup(host, { all: true });
  }
}

const REDIRECTS = 3;
/** A host that does not take the connection in this time is not there. */
const CONNECT_MS = 10_000;

const seconds = new Histogram({
  name: 'calldocker_outbound_seconds',
  help: 'Time of outgoing requests, by status class or by why there was no answer',
  labelNames: ['outcome'],
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
});

/**
 * The one door for outgoing HTTP. Authors choose the addresses and visitors fill in parts of them, so nothing behind our
 * own firewall may be reached: a host is resolved here, all of its addresses are judged, and those very addresses are
 * connected to, by a connection that serves this request alone. Proxies of the environment are not asked.
 */
@Injectable()
export class Outbound {
  constructor(
    private readonly config: Config,
    private readonly resolver: Resolver,
  ) {}

  /** Any status is an answer; what is none is an `OutboundError`. */
  async send(request: OutboundRequest): Promise<OutboundAnswer> {
    const began = performance.now();
    const told = (outcome: string, more: object): void => {
      const took = performance.now() - began;
      seconds.labels(outcome).observe(took / 1000);
      // Neither address, headers nor bodies: they may hold secrets and what visitors said.
      log.info({ outcome, method: request.method, ms: Math.round(took), ...more }, 'outgoing request');
    };
    try {
      const answer = await this.within(request);
      told(`${Math.floor(answer.status / 100)}xx`, { status: answer.status });
      return answer;
    } catch (error) {
      const known = asOutboundError(error);
      told(known.code, { detail: known.detail });
      throw known;
    }
  }

  private async within(request: OutboundRequest): Promise<OutboundAnswer> {
    const stop = new AbortController();
    const cancel = (): void => stop.abort(new OutboundError('cancelled'));
    const timer = setTimeout(() => stop.abort(new OutboundError('timeout')), request.timeoutMs);
    request.signal?.addEventListener('abort', cancel, { once: true });
    if (request.signal?.aborted) cancel();
    try {
      return await this.follow(request, stop.signal);
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', cancel);
    }
  }

  private async follow(request: OutboundRequest, signal: AbortSignal): Promise<OutboundAnswer> {
    const allowed = [...this.config.outboundAllow, ...(request.allow ?? [])];
    let hop = firstHop(request);
    for (let redirects = 0; redirects <= REDIRECTS; redirects++) {
      const addresses = await stoppable(signal, () => this.judged(hop.url, allowed));
      const done = await this.exchange(hop, addresses, request.maxBytes, signal);
      if ('status' in done) return done;
      hop = done;
    }
    throw new OutboundError('too-many-redirects');
  }

  /** One request on a connection of its own: the answer, or where it leads. */
  private async exchange(
    hop: Hop,
    addresses: HostAddress[],
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<OutboundAnswer | Hop> {
    const client = new Client(hop.url.origin, {
      connect: { lookup: only(addresses), timeout: CONNECT_MS, autoSelectFamily: true, maxCachedSessions: 0 },
      allowH2: false,
      pipelining: 0,
      // The time of all together is what counts.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const end = (): void => void client.destroy(signal.reason);
    signal.addEventListener('abort', end, { once: true });
    try {
      const {
        statusCode: status,
        headers,
        body,
      } = await client.request({
        method: hop.method,
        path: hop.url.pathname + hop.url.search,
        headers: fieldsOf(hop),
        body: hop.body ?? null,
      });
      body.on('error', () => undefined);
      const fields = new Map(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]));
      const next = nextHop(hop, status, fields.get('location'));
      if (next) return next;
      if (Number(fields.get('content-length')) > maxBytes && hop.method !== 'HEAD')
        throw new OutboundError('too-large');
      return { status, headers: fields, body: await readBody(body, fields.get('content-encoding'), maxBytes) };
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      signal.removeEventListener('abort', end);
      void client.destroy();
    }
  }

  /** The addresses of a URL's host, when every one of them may be reached. */
  private async judged(url: URL, allowed: readonly AllowedTarget[]): Promise<HostAddress[]> {
    const [host, port] = [hostOf(url), portOf(url)];
    if (isLinePort(port) && !isNamed(allowed, host, port)) throw new OutboundError('refused-url', 'port');
    const family = isIP(host);
    const found = family === 0 ? await this.resolver.addressesOf(host) : [{ address: host, family }];
    if (found.length === 0) throw new OutboundError('unknown-host');
    for (const { address } of found)
      if (!isPublic(address) && !isAllowed(allowed, host, port, address)) throw new OutboundError('refused-address');
    return found;
  }
}

/** A look-up that knows these addresses and asks nobody, so that a name cannot mean something else a moment later. */
function only(addresses: HostAddress[]): LookupFunction {
  return (_host, { all }, done) => {
    const [first] = addresses;
    if (all) done(null, addresses);
    else done(null, first?.address ?? '', first?.family);
  };
}
