import { buildPushPayload } from '@block65/webcrypto-web-push';
import { Injectable } from '@nestjs/common';
import { log } from '../platform/log.js';
import { Outbound } from '../platform/outbound/outbound.js';
import { OutboundError } from '../platform/outbound/outbound-error.js';
import { Vapid } from './vapid.js';

export interface PushTarget {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

/** What the service worker shows. */
export interface PushNotice {
  title: string;
  body: string;
  /** Path of the page that a click opens. */
  url: string;
  icon: string;
}

/** `gone`: nothing will ever be taken there. */
export type PushOutcome = 'sent' | 'gone';

const TIMEOUT_MS = 10_000;
const LARGEST_ANSWER = 16_384;
/** Refused for what the address is, not for how things stand: there is no use in another try. */
const HOPELESS = new Set<OutboundError['code']>(['refused-address', 'refused-url']);

/** The seam to browsers' push services: RFC 8030 by our one door for HTTP, encrypted for the browser alone (RFC 8291). */
@Injectable()
export class PushSender {
  constructor(
    private readonly outbound: Outbound,
    private readonly vapid: Vapid,
  ) {}

  /** Throws what may pass. @param seconds for how long the service keeps it for a device that is away */
  async send(target: PushTarget, notice: PushNotice, seconds: number): Promise<PushOutcome> {
    const message = { data: { ...notice }, options: { ttl: Math.max(1, seconds), urgency: 'high' as const } };
    const { headers, body } = await buildPushPayload(message, { ...target, expirationTime: null }, this.vapid);
    const { 'content-length': _own, ...sent } = headers;
    try {
      const { status } = await this.outbound.send({
        method: 'POST',
        url: target.endpoint,
        headers: Object.entries(sent).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
        body: Buffer.from(body),
        timeoutMs: TIMEOUT_MS,
        maxBytes: LARGEST_ANSWER,
      });
      return outcomeOf(status);
    } catch (error) {
      if (error instanceof OutboundError && HOPELESS.has(error.code)) return 'gone';
      throw error;
    }
  }
}

function outcomeOf(status: number): PushOutcome {
  if (status >= 200 && status < 300) return 'sent';
  if (status === 429 || status >= 500) throw new Error(`The push service is not ready: ${status}`);
  // 404 and 410 say that the subscription is over; what else it will not take today it will not take tomorrow.
  if (status !== 404 && status !== 410) log.warn({ status }, 'a push service refused a message');
  return 'gone';
}
