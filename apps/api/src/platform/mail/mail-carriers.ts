import { createTransport } from 'nodemailer';
import { OutboundError } from '../outbound/outbound-error.js';
import type { Outbound } from '../outbound/outbound.js';
import type { MailServer } from './mail-url.js';

/** A mail as it goes out. Ids are written without their angle brackets. */
export interface Outgoing {
  messageId: string;
  /** The mail it goes on from, so that readers see them as one conversation. */
  inReplyTo: string | null;
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string | null;
  replyTo: string | null;
}

/** Hands one mail over; what it throws says why that did not work. */
export type Carrier = (mail: Outgoing) => Promise<void>;

/** Not taken. `forGood`: another try would end the same, for it is the mail that is at fault. */
export class MailRefused extends Error {
  constructor(
    message: string,
    readonly forGood: boolean,
  ) {
    super(message);
  }
}

const TIMEOUT_MS = 20_000;
const ANSWER_BYTES = 65_536;

export function carrierOf(server: MailServer, outbound: Outbound): Carrier {
  if (server.kind === 'smtp') return bySmtp(server.url);
  return server.kind === 'sendgrid' ? bySendGrid(server, outbound) : byMailgun(server, outbound);
}

function bySmtp(url: string): Carrier {
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  return async ({ messageId, inReplyTo, replyTo, html, ...mail }) => {
    try {
      await transport.sendMail({
        ...mail,
        messageId: `<${messageId}>`,
        ...(html && { html }),
        ...(replyTo && { replyTo }),
        ...(inReplyTo && { inReplyTo: `<${inReplyTo}>`, references: `<${inReplyTo}>` }),
      });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      // RFC 5321: 5xx is for good. A refused sign-in is the operator's to mend, so mails wait for that.
      const { responseCode, code } = error as Error & { responseCode?: number; code?: string };
      throw new MailRefused(oneLine(error.message), (responseCode ?? 0) >= 500 && code !== 'EAUTH');
    }
  };
}

type HttpServer = Exclude<MailServer, { kind: 'smtp' }>;

/** https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send */
function bySendGrid(server: HttpServer, outbound: Outbound): Carrier {
  return (mail) =>
    post(server, outbound, `Bearer ${server.key}`, 'application/json', () =>
      JSON.stringify({
        personalizations: [{ to: [{ email: mail.to }] }],
        from: addressOf(mail.from),
        ...(mail.replyTo && { reply_to: { email: mail.replyTo } }),
        subject: mail.subject,
        content: [
          { type: 'text/plain', value: mail.text },
          ...(mail.html ? [{ type: 'text/html', value: mail.html }] : []),
        ],
        headers: threadOf(mail),
        // Links of ours are one-time and signed: they must arrive as they are.
        tracking_settings: { click_tracking: { enable: false }, open_tracking: { enable: false } },
      }),
    );
}

/** https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/messages */
function byMailgun(server: HttpServer, outbound: Outbound): Carrier {
  const authorization = `Basic ${Buffer.from(`api:${server.key}`).toString('base64')}`;
  return (mail) =>
    post(server, outbound, authorization, 'application/x-www-form-urlencoded', () => {
      const fields = new URLSearchParams({
        from: mail.from,
        to: mail.to,
        subject: mail.subject,
        text: mail.text,
        ...(mail.html && { html: mail.html }),
        'o:tracking': 'no',
        ...(mail.replyTo && { 'h:Reply-To': mail.replyTo }),
      });
      for (const [name, value] of Object.entries(threadOf(mail))) fields.set(`h:${name}`, value);
      return fields.toString();
    });
}

async function post(
  { kind, endpoint, target }: HttpServer,
  outbound: Outbound,
  authorization: string,
  contentType: string,
  body: () => string,
): Promise<void> {
  try {
    const { status } = await outbound.send({
      method: 'POST',
      url: endpoint,
      headers: [
        { name: 'authorization', value: authorization },
        { name: 'content-type', value: contentType },
      ],
      body: body(),
      allow: target,
      timeoutMs: TIMEOUT_MS,
      maxBytes: ANSWER_BYTES,
    });
    if (status >= 200 && status < 300) return;
    // A key that is not taken, too many at once, and faults of theirs pass; anything else is the mail's own.
    throw new MailRefused(
      `${kind} answered ${status}`,
      status >= 400 && status < 500 && ![401, 403, 429].includes(status),
    );
  } catch (error) {
    if (error instanceof OutboundError) throw new MailRefused(`${kind} did not answer (${error.code})`, false);
    throw error;
  }
}

const threadOf = ({ messageId, inReplyTo }: Outgoing): Record<string, string> => ({
  'Message-ID': `<${messageId}>`,
  ...(inReplyTo && { 'In-Reply-To': `<${inReplyTo}>`, References: `<${inReplyTo}>` }),
});

/** `CallDocker <calls@example.com>` as SendGrid takes it. */
function addressOf(from: string): { email: string; name?: string } {
  const [, name, email] = /^\s*(.*?)\s*<([^<>]+)>\s*$/.exec(from) ?? [];
  return email ? { email, ...(name && { name: name.replaceAll('"', '') }) } : { email: from.trim() };
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 300);
