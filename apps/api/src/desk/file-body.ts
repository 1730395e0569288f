import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import type { Problem } from '../platform/problem.js';
import type { SentFile } from './files.js';

const RAW = 'application/octet-stream';

/** The bytes of a file as the body of a request. */
export const FileBody = (): MethodDecorator =>
  applyDecorators(ApiConsumes(RAW), ApiBody({ schema: { type: 'string', format: 'binary' } }));

/** Left unread: what is too large is refused before it is here. */
export function takeFileBodies(server: FastifyInstance | undefined): void {
  if (!server || server.hasContentTypeParser(RAW)) return;
  server.addContentTypeParser(RAW, (_request, payload, done) => done(null, payload));
}

/** Reads no more than may be sent: what says or shows that it is larger is refused at once. */
export async function readWithin(
  body: Readable,
  length: string | undefined,
  limit: number,
  tooLarge: () => Problem,
): Promise<Buffer> {
  if (Number(length) > limit) throw tooLarge();
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > limit) throw tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

export const bodyOf = (request: FastifyRequest): Readable => request.body as Readable;

/** Nothing that a stranger sent runs as a page, or is taken for something else than it is. */
export async function sendFile(reply: FastifyReply, { name, type, content }: SentFile): Promise<void> {
  await reply
    .headers({
      'cache-control': 'private, no-store',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, escape)}`,
    })
    .type(type === 'text/plain' ? 'text/plain; charset=utf-8' : type)
    .send(content);
}

/** RFC 8187 takes fewer characters than `encodeURIComponent` leaves. */
const escape = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
