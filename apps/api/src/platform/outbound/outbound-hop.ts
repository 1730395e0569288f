import { ENCODINGS } from './outbound-body.js';
import { OutboundError } from './outbound-error.js';

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const;
export type OutboundMethod = (typeof METHODS)[number];

export interface OutboundHeader {
  name: string;
  value: string;
}

/** One request of a chain: the first as the caller wants it, the next as a redirect leaves it. */
export interface Hop {
  method: OutboundMethod;
  url: URL;
  headers: OutboundHeader[];
  body: string | Buffer | undefined;
}

export interface HopRequest {
  method: OutboundMethod;
  url: string;
  headers?: OutboundHeader[];
  body?: string | Buffer;
  idempotencyKey?: string;
}

const URL_LENGTH = 8192;
const HEADERS_SIZE = 16_384;
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** Headers that say how the message travels. They are the door's own; another host's name would be a lie. */
const OWN = new Set(
  [
    'host',
    'connection',
    'keep-alive',
    'content-length',
    'transfer-encoding',
    'te',
    'trailer',
    'upgrade',
    'expect',
  ].concat(['accept-encoding', 'proxy-authorization', 'proxy-connection']),
);
/** What may go along to another origin. Any other header may be a key. */
const HARMLESS = new Set(['accept', 'accept-language', 'content-type', 'user-agent']);
/**
 * Ports of servers that take commands line by line and have been talked into things by HTTP: mail, ftp, ssh, caches.
 * https://fetch.spec.whatwg.org/#port-blocking has them all; the operator may name one with its host.
 */
const LINE_PORTS = new Set(
  [21, 22, 23, 25, 53, 69, 110, 111, 119, 135, 139, 143, 179, 389, 445, 465, 514, 515, 563, 587, 636, 873, 989].concat([
    990, 993, 995, 2049, 3306, 5060, 5061, 5432, 6000, 6379, 6667, 11_211,
  ]),
);

export function firstHop({ method, url, headers = [], body, idempotencyKey }: HopRequest): Hop {
  const sent = headers.map(readHeader);
  const has = (name: string): boolean => sent.some((header) => header.name === name);
  if (idempotencyKey !== undefined && !has('idempotency-key'))
    sent.push(readHeader({ name: 'idempotency-key', value: idempotencyKey }));
  if (!has('user-agent')) sent.push({ name: 'user-agent', value: 'CallDocker' });
  const size = sent.reduce((sum, { name, value }) => sum + name.length + value.length + 4, 0);
  if (size > HEADERS_SIZE) throw new OutboundError('bad-header', 'size');
  if (!METHODS.includes(method)) throw new OutboundError('refused-url', 'method');
  return { method, url: readUrl(url), headers: sent, body };
}

/** Where an answer leads, or undefined when it is the last. The same changes that browsers make, and stricter. */
export function nextHop(hop: Hop, status: number, location: string | undefined): Hop | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined;
  const url = readUrl(location, hop.url);
  const turnsToGet = (status === 303 && hop.method !== 'HEAD') || (status < 303 && hop.method === 'POST');
  const next: Hop = turnsToGet ? { ...hop, url, method: 'GET', body: undefined } : { ...hop, url };
  if (turnsToGet) next.headers = next.headers.filter(({ name }) => name !== 'content-type');
  if (url.origin === hop.url.origin) return next;
  // Whoever was to have the body and the keys is the origin that was named.
  if (next.body !== undefined) throw new OutboundError('refused-redirect');
  return { ...next, headers: next.headers.filter(({ name }) => HARMLESS.has(name)) };
}

export const portOf = ({ port, protocol }: URL): number => Number(port || (protocol === 'https:' ? 443 : 80));

/** The host without the brackets of IPv6. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

export const isLinePort = (port: number): boolean => port === 0 || LINE_PORTS.has(port);

/** As undici takes them: names and values in turn. */
export const fieldsOf = ({ headers }: Hop): string[] =>
  [...headers, { name: 'accept-encoding', value: ENCODINGS }].flatMap(({ name, value }) => [name, value]);

function readUrl(text: string, base?: URL): URL {
  const url = text.length <= URL_LENGTH ? URL.parse(text, base?.href) : null;
  if (!url) throw new OutboundError('refused-url', 'syntax');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new OutboundError('refused-url', 'scheme');
  if (url.username !== '' || url.password !== '') throw new OutboundError('refused-url', 'userinfo');
  url.hash = '';
  return url;
}

function readHeader({ name, value }: OutboundHeader): OutboundHeader {
  const lower = name.toLowerCase();
  if (!TOKEN.test(name) || OWN.has(lower)) throw new OutboundError('bad-header', 'name');
  if (!FIELD_VALUE.test(value)) throw new OutboundError('bad-header', 'value');
  return { name: lower, value };
}
