import type { RequestEffect } from '@calldocker/flow-engine';
import type { HopRequest, OutboundHeader } from '../platform/outbound/outbound-hop.js';

type Text = NonNullable<RequestEffect['body']>;
type BodyType = RequestEffect['bodyType'];

const CONTENT_TYPES: Record<BodyType, string> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  text: 'text/plain; charset=utf-8',
};

/** Names of the company's secrets that a request sends. */
export function secretsOf({ headers, body = [] }: RequestEffect): string[] {
  const texts = [...headers.map(({ value }) => value), body];
  const names = texts.flat().flatMap((part) => (typeof part === 'string' ? [] : part.secret));
  return [...new Set(names)];
}

/** The request with its secrets in it, as it is sent. All secrets must be there. */
export function fillRequest(request: RequestEffect, secrets: ReadonlyMap<string, string>): HopRequest {
  const { method, url, body, bodyType } = request;
  const headers: OutboundHeader[] = request.headers.map(({ name, value }) => ({
    name,
    value: fill(value, secrets, (secret) => secret),
  }));
  const add = (name: string, value: string): void => {
    if (!headers.some((header) => header.name.toLowerCase() === name)) headers.push({ name, value });
  };
  add('accept', 'application/json');
  if (body === undefined) return { method, url, headers };
  add('content-type', CONTENT_TYPES[bodyType]);
  return { method, url, headers, body: fill(body, secrets, FIT[bodyType]) };
}

/** A secret stays one value where it stands, whatever is in it. In JSON it stands within quotation marks. */
const FIT: Record<BodyType, (secret: string) => string> = {
  json: (secret) => JSON.stringify(secret).slice(1, -1),
  form: (secret) => new URLSearchParams([['', secret]]).toString().slice(1),
  text: (secret) => secret,
};

function fill(text: Text, secrets: ReadonlyMap<string, string>, fit: (secret: string) => string): string {
  return text.map((part) => (typeof part === 'string' ? part : fit(secrets.get(part.secret) ?? ''))).join('');
}
