import { readAllowedTargets, type AllowedTarget } from '../outbound/outbound-targets.js';

/** Who takes mails from us and delivers them. */
export type MailServer =
  | { kind: 'smtp'; url: string }
  | { kind: 'sendgrid' | 'mailgun'; endpoint: string; key: string; target: readonly AllowedTarget[] };

const EXAMPLES =
  'smtps://user:password@mail.example.com, sendgrid://KEY@api.sendgrid.com or mailgun://KEY@api.mailgun.net/mg.example.com';

/**
 * Reads `MAIL_URL`, or the `SMTP_URL` of before; null when there is none. `sendgrid+http:` and `mailgun+http:` are for a
 * relay of one's own.
 */
export function readMailUrl(
  env: Record<string, string | undefined>,
  fault: (sentence: string) => void,
): MailServer | null {
  const url = env['MAIL_URL'] || env['SMTP_URL'];
  if (!url) return null;
  const { protocol = '', hostname, host, username, pathname } = URL.parse(url) ?? {};
  if (/^smtps?:$/.test(protocol) && hostname) return { kind: 'smtp', url };
  const [, kind, plain] = /^(sendgrid|mailgun)(\+http)?:$/.exec(protocol) ?? [];
  const domain = pathname?.replace(/^\/|\/$/g, '') ?? '';
  if (!host || !hostname || !username || (kind === 'mailgun') !== /^[a-z0-9.-]+$/i.test(domain)) {
    fault(`MAIL_URL must be an address such as ${EXAMPLES}`);
    return null;
  }
  const origin = `${plain ? 'http' : 'https'}://${host}`;
  const port = new URL(origin).port || (plain ? '80' : '443');
  const server = {
    key: decodeURIComponent(username),
    target: readAllowedTargets(`${hostname}:${port}`, () => fault('MAIL_URL has no host')),
  };
  return kind === 'mailgun'
    ? { kind, endpoint: `${origin}/v3/${domain}/messages`, ...server }
    : { kind: 'sendgrid', endpoint: `${origin}/v3/mail/send`, ...server };
}
