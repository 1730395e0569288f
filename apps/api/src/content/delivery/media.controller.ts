import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../auth/access.js';
import { Config } from '../../platform/config.js';
import { Problem } from '../../platform/problem.js';
import { CaptionService } from '../captions/caption.service.js';
import { Delivery } from './delivery.js';
import { MediaLinks, type MediaFolder } from './media.js';
import { TRANSCRIPT_CSP } from '../captions/transcript.js';

const EXPOSED = { 'access-control-expose-headers': 'content-length, content-range, etag' };
/** Written anew when they are asked for: what their addresses name beside the language is when they last changed. */
const WORDS = /^(captions|transcripts)\/([A-Za-z0-9-]{2,35})\.[a-z0-9]+\.(?:vtt|html)$/;

/** Serves media below a signed folder, on the visitors' origin. Nothing served here can run as a page. */
@ApiExcludeController()
@Controller('media')
export class MediaController {
  private readonly readers: Set<string>;
  private readonly shared: boolean;

  constructor(
    config: Config,
    private readonly links: MediaLinks,
    private readonly delivery: Delivery,
    private readonly captions: CaptionService,
  ) {
    this.readers = new Set([config.consoleOrigin, config.visitorOrigin]);
    this.shared = config.cdnBaseUrl !== null;
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
    const [, words, language = ''] = WORDS.exec(path) ?? [];
    if (words === 'captions')
      return void reply.type('text/vtt; charset=utf-8').send(await this.captions.vttIn(folder, language));
    if (words === 'transcripts')
      return void reply
        .header('content-security-policy', TRANSCRIPT_CSP)
        .type('text/html; charset=utf-8')
        .send(await this.captions.transcriptIn(folder, language));
    return this.delivery.send(folder, path, request, reply);
  }

  private setHeaders(request: FastifyRequest, reply: FastifyReply, folder: MediaFolder): void {
    const seconds = Math.floor((folder.expires.getTime() - Date.now()) / 1000);
    reply.headers({
      'cache-control': `public, max-age=${seconds}, immutable`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    });
    // A CDN keeps one answer for all who ask. The link is what lets them in; no cookie is ever looked at.
    if (this.shared) return void reply.header('access-control-allow-origin', '*').headers(EXPOSED);
    reply.header('vary', 'origin');
    const { origin } = request.headers;
    if (origin !== undefined && this.readers.has(origin))
      reply.header('access-control-allow-origin', origin).headers(EXPOSED);
  }
}
