import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../auth/access.js';
import { Config } from '../platform/config.js';
import { Db, rows } from '../platform/db.js';
import { Problem } from '../platform/problem.js';
import { Storage, type Range } from '../platform/storage.js';
import { revisionOf } from './content.entity.js';
import { MediaLinks, type MediaFolder } from './media.js';

/** The files a transcode makes, and no others. */
const TYPES: Record<string, string | undefined> = {
  m3u8: 'application/vnd.apple.mpegurl',
  ts: 'video/mp2t',
  m4a: 'audio/mp4',
  jpg: 'image/jpeg',
  webp: 'image/webp',
};
/** `name.ext`, or one folder above it: nothing that could climb. */
const FILE = /^(?:[A-Za-z0-9_-]+\/)?[A-Za-z0-9_-]+\.([a-z0-9]+)$/;
const CAPTIONS = /^captions\/([A-Za-z0-9-]{2,35})\.[a-z0-9]+\.vtt$/;

/** Serves media below a signed folder, on the visitors' origin. Nothing served here can run as a page. */
@ApiExcludeController()
@Controller('media')
export class MediaController {
  private readonly readers: Set<string>;

  constructor(
    config: Config,
    private readonly links: MediaLinks,
    private readonly storage: Storage,
    private readonly db: Db,
  ) {
    this.readers = new Set([config.consoleOrigin, config.visitorOrigin]);
  }

  @Get(':token/*')
  @Access('public')
  async serve(
    @Param('token') token: string,
    @Param('*') path: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const folder = this.links.verify(token);
    if (!folder) throw new Problem('not-found');
    if (folder.expires.getTime() < Date.now()) throw new Problem('content.link-expired');
    this.setHeaders(request, reply, folder);
    const language = CAPTIONS.exec(path)?.[1];
    if (language !== undefined)
      return void reply.type('text/vtt; charset=utf-8').send(await this.captions(folder, language));
    return this.file(folder, path, request, reply);
  }

  private setHeaders(request: FastifyRequest, reply: FastifyReply, folder: MediaFolder): void {
    const seconds = Math.floor((folder.expires.getTime() - Date.now()) / 1000);
    reply.headers({
      'cache-control': `public, max-age=${seconds}, immutable`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      vary: 'origin',
    });
    const { origin } = request.headers;
    if (origin !== undefined && this.readers.has(origin))
      reply.headers({
        'access-control-allow-origin': origin,
        'access-control-expose-headers': 'content-length, content-range, etag',
      });
  }

  private async captions(folder: MediaFolder, language: string): Promise<string> {
    const [found] = await this.db.inCompany(folder.companyId, (em) =>
      rows<{ vtt: string }>(em, 'select vtt from ivr_captions where content_id = $1 and language = $2', [
        folder.contentId,
        language,
      ]),
    );
    if (!found) throw new Problem('not-found');
    return found.vtt;
  }

  private async file(folder: MediaFolder, path: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const type = TYPES[FILE.exec(path)?.[1] ?? ''];
    if (!type) throw new Problem('not-found');
    const key = `${revisionOf(folder.companyId, folder.contentId, folder.revision)}/${path}`;
    const size = await this.storage.size(key);
    if (size === undefined) throw new Problem('not-found');

    // A file under a revision is never written again, so its size tells as much as a hash would.
    const etag = `"${folder.revision}-${size.toString(36)}"`;
    reply.headers({ etag, 'accept-ranges': 'bytes' }).type(type);
    if (request.headers['if-none-match']?.split(/,\s*/).includes(etag)) return void reply.status(304).send();

    const ifRange = request.headers['if-range'];
    const range = ifRange === undefined || ifRange === etag ? readRange(request.headers.range, size) : undefined;
    if (range === 'unsatisfiable')
      return void reply
        .status(416)
        .header('content-range', `bytes */${size}`)
        .header('cache-control', 'no-store')
        .send();
    if (range) reply.status(206).header('content-range', `bytes ${range.start}-${range.end}/${size}`);
    reply.header('content-length', range ? range.end - range.start + 1 : size);
    // Fastify reads what is sent to HEAD away, and keeps the length said above: one byte is enough.
    await reply.send(await this.storage.get(key, request.method === 'HEAD' ? { start: 0, end: 0 } : range));
  }
}

/** One range of a Range header (RFC 9110); undefined when there is none, or several, which are answered with the whole. */
export function readRange(header: string | undefined, size: number): Range | 'unsatisfiable' | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start >= size || (first === '' && Number(last) === 0)) return 'unsatisfiable';
  return start > end ? undefined : { start, end };
}
