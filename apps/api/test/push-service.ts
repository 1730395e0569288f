import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';

/** Of 127.0.0.1, until 2126; it guards nothing. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgUs2E6YVIOjP6kYEY
jF7Tx+f+T+WR7oIA2NeIS6wTqfahRANCAASgPed2xF+u2iKIcWrdCspgbjIpxSLr
DfFP3pfAycJ1XdLzJD07aO8vdu1UmThPH7Cy2X23IGKu0VkDDZfsqtxv
-----END PRIVATE KEY-----`;
const CERT = `-----BEGIN CERTIFICATE-----
MIIBsTCCAVagAwIBAgIUUecAZOpFqdgut5SvkdtWEyJEGRUwCgYIKoZIzj0EAwIw
JDEiMCAGA1UEAwwZcHVzaCBzZXJ2aWNlIG9mIHRoZSB0ZXN0czAgFw0yNjExMjgx
MTE4MTRaGA8yMTI2MTEwNDExMTgxNFowJDEiMCAGA1UEAwwZcHVzaCBzZXJ2aWNl
IG9mIHRoZSB0ZXN0czBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABKA953bEX67a
Iohxat0KymBuMinFIusN8U/el8DJwnVd0vMkPTto7y927VSZOE8fsLLZfbcgYq7R
WQMNl+yq3G+jZDBiMB0GA1UdDgQWBBQQ7U0Ynlwfhb54Q1HGD0bedkfPDjAfBgNV
HSMEGDAWgBQQ7U0Ynlwfhb54Q1HGD0bedkfPDjAPBgNVHRMBAf8EBTADAQH/MA8G
A1UdEQQIMAaHBH8AAAEwCgYIKoZIzj0EAwIDSQAwRgIhAJlzjrei1c6MoW9Uev8E
3I5l0Sl7/pm6BqRADslqcJPuAiEAhjTepPwXw+S38gYWrVJV3gzUJM4PCie4jUPZ
pTCm6rc=
-----END CERTIFICATE-----`;

export interface Taken {
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** A push service on a real TLS socket: it takes messages as RFC 8030 has them, and answers as it is told to. */
export class PushService {
  readonly taken: Taken[] = [];
  /** Status of the next answers by path; then 201 again. */
  readonly answers = new Map<string, number[]>();

  private constructor(
    private readonly server: Server,
    private readonly trusted: string[],
  ) {}

  static async open(): Promise<PushService> {
    const server = createServer({ key: KEY, cert: CERT });
    const trusted = tls.getCACertificates('default');
    tls.setDefaultCACertificates([...trusted, CERT]);
    const service = new PushService(server, trusted);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        service.taken.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
        response.writeHead(service.answers.get(request.url ?? '')?.shift() ?? 201).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return service;
  }

  get origin(): string {
    return `https://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    tls.setDefaultCACertificates(this.trusted);
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** What a browser holds of a subscription, and reads messages with. */
export class Subscription {
  private readonly pair = createECDH('prime256v1');
  private readonly auth = randomBytes(16);
  readonly endpoint: string;

  constructor(service: string, name: string) {
    this.pair.generateKeys();
    this.endpoint = `${service}/send/${name}`;
  }

  get keys(): { p256dh: string; auth: string } {
    return { p256dh: this.pair.getPublicKey('base64url'), auth: this.auth.toString('base64url') };
  }

  /** RFC 8291: the salt, the size of a record, the sender's public key, one record that is padded. */
  read(body: Buffer): unknown {
    const [salt, length] = [body.subarray(0, 16), body.readUInt8(20)];
    const sender = body.subarray(21, 21 + length);
    const record = body.subarray(21 + length);
    const mine = this.pair.getPublicKey();
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), mine, sender]);
    const derived = (secret: Buffer | ArrayBuffer, of: Buffer, what: Buffer | string, bytes: number): Buffer =>
      Buffer.from(hkdfSync('sha256', Buffer.from(secret as ArrayBuffer), of, what, bytes));
    const secret = derived(this.pair.computeSecret(sender), this.auth, info, 32);
    const key = derived(secret, salt, 'Content-Encoding: aes128gcm\0', 16);
    const nonce = derived(secret, salt, 'Content-Encoding: nonce\0', 12);
    const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(record.subarray(-16));
    const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
    return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString('utf8'));
  }
}

/** RFC 8292: who sent it, by the key that the browser subscribed with. Throws when it is not signed by that. */
export function senderOf({ headers }: Taken, publicKey: string): Record<string, unknown> {
  const [, token = '', key] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(String(headers['authorization'])) ?? [];
  if (key !== publicKey) throw new Error('It is signed by another key');
  const point = Buffer.from(publicKey, 'base64url');
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const jwk = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const [head, claims, signature] = token.split('.') as [string, string, string];
  const signed = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: jwk, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!signed) throw new Error('Its signature is wrong');
  return JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as Record<string, unknown>;
}
